#pragma once
// A mutation for each rule, one file a family.

#include <span>

#include "mutation/trial.h"

namespace ampsite::test {

std::span<const Mutation> mutations_of_the_file();      // AMP0
std::span<const Mutation> mutations_of_the_tree();      // AMP1
std::span<const Mutation> mutations_of_the_fuses();     // AMP2
std::span<const Mutation> mutations_of_the_currents();  // AMP2
std::span<const Mutation> mutations_of_the_grid();      // AMP3
std::span<const Mutation> mutations_of_the_wifi();      // AMP4
std::span<const Mutation> mutations_of_the_plc();       // AMP5
std::span<const Mutation> mutations_of_the_lte();       // AMP6
std::span<const Mutation> mutations_of_the_network();   // AMP7
std::span<const Mutation> mutations_of_the_cables();    // AMP8

}  // namespace ampsite::test
