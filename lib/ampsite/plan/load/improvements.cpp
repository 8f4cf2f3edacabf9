#include "ampsite/plan/load/improvements.h"

namespace ampsite {

std::vector<Improvement> improvements(const Site& /*site*/, const Load& /*load*/) { return {}; }

}  // namespace ampsite
