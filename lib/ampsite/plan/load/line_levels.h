#pragma once
// Uses of lines that give the lowest currents the most, one level after the other.
//
// The line that gives its cars least, by its cap, is given to one car fewer. Where no choice allows that, as many as
// its cap use it whatever is chosen, and they get what it then gives: it is settled, with all lines below it, which can
// give them no less. Lines above it have that much less to give to the others. This is exact for the smallest current,
// and near the best for the others, which is NP-hard.

#include "ampsite/plan/load/line_choice.h"
#include "ampsite/plan/load/line_classes.h"
#include "ampsite/plan/load/use_ranks.h"

namespace ampsite {

/// Lowers the caps of `ranks`, which stay placeable. Among lines that give the same, one that cars of the file's wiring
/// do not need is given away first.
void lower_caps(const ChoiceProblem& problem, const CarClasses& classes, UseRanks& ranks);

/// An option for each car within the caps: the file's wiring where it can stay, then in the order of the problem the
/// one whose lines have the most left for each car so far, at its node, else at the next above.
std::vector<std::uint32_t> options_within(const ChoiceProblem& problem, UseRanks ranks);

}  // namespace ampsite
