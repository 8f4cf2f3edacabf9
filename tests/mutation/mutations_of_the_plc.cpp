#include <array>

#include "mutation/mutations.h"

namespace ampsite::test {

std::span<const Mutation> mutations_of_the_plc() { return {}; }

}  // namespace ampsite::test
