#include "ampsite/plan/verify/verify_connectivity.h"

namespace ampsite {

void verify_connectivity(const Site& /*site*/, const Connectivity& /*connectivity*/, Discrepancies& /*found*/) {}

}  // namespace ampsite
