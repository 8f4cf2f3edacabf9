#include "ampsite/plan/load/capacity_curve.h"

namespace ampsite {

std::vector<CurvePoint> capacity_curve(const Site& /*site*/, const LoadTree& /*tree*/) { return {}; }

}  // namespace ampsite
