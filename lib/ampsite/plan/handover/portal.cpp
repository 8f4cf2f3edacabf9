#include "ampsite/plan/handover/portal.h"

namespace ampsite {

Portal plan_portal(const Site& /*site*/) { return {}; }

}  // namespace ampsite
