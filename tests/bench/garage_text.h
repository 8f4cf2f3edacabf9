#pragma once
// The site file of a large garage, to measure with.

#include <cstdint>
#include <string>

namespace ampsite::bench {

/// The YAML text of a well-made site of `chargers` chargers: levels below the supply, each with busbars of 25 to 40
/// tapped chargers, some on WiFi, some on PLC, some on 4G; about 20 keys a charger. It has no finding. The same seed
/// gives the same bytes on any machine.
std::string garage_text(int chargers, std::uint64_t seed);

}  // namespace ampsite::bench
