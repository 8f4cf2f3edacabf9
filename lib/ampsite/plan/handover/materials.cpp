#include "ampsite/plan/handover/materials.h"

namespace ampsite {

std::vector<MaterialItem> materials(const Site& /*site*/, const Connectivity& /*connectivity*/) { return {}; }

}  // namespace ampsite
