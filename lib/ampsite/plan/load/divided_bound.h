#pragma once
// What one-phase cars would get that may divide their current over their options: a bound for any choice of one each.
//
// All currents rise together with t. The uses of the lines S below a node then have a rank (use_ranks.h) that is
// piecewise linear in t: along each piece, one set of lines is kept and the caps of the others are full. As t rises
// the kept sets only shrink (Gallo, Grigoriadis, Tarjan 1989: minimum cuts of a network whose sources grow are nested),
// so each node changes a few times in all. Where the kept set of all lines of a node shrinks, the lines that fall away
// are full for good, and the cars that cannot keep off them stay at the t of that moment: each of them stands before
// full lines on which nobody has more. What is left goes on rising.

#include <vector>

#include "ampsite/plan/load/line_choice.h"

namespace ampsite {

/// The max-min fair currents of cars that may divide themselves over their options in any proportion, ascending. No
/// choice of one option for each car gives sorted currents that are lexicographically larger. Exact up to rounding;
/// n log n in nodes and cars for trees of bounded depth.
std::vector<double> divided_currents_a(const ChoiceProblem& problem);

}  // namespace ampsite
