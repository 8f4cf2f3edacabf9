#pragma once
// How many of some cars can charge at once, each at its least whole current, by arguments of plain counting.

#include <cstddef>
#include <vector>

#include "ampsite/plan/verify/case_facts.h"

namespace ampsite {

/// No set of these cars is larger that keeps the limits of node `top` and of those below it.
///
/// On one line of a node each car counts a part of its current: all of it where currents add up; with phasors that part
/// of it that lies in a direction of -30° to 30° from the line's own, of which the line carries at least their sum. (On
/// all three lines together a car counts on each.) So the most cars are the smallest ones that fit, on each node with
/// all limits below it kept; cars of several kinds of lines together are no more than each kind by itself.
std::size_t most_by_counting(const CaseFacts& facts, NodeIndex top, const std::vector<ChargerIndex>& cars);

/// Cars that fit / cars there, where only one line of one node counts; the least over all of them.
double least_share_of_time(const CaseFacts& facts, const std::vector<bool>& able);

enum class LargerSet { there_is, there_is_none, not_known };

/// Whether a set of these cars has more than `size`: tries all, up to `most_steps`.
LargerSet larger_set(const CaseFacts& facts, const std::vector<ChargerIndex>& cars, std::size_t size,
                     std::size_t most_steps);

}  // namespace ampsite
