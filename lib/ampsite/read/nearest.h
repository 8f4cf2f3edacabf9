#pragma once
// "Did you mean": the known word that is nearest to a wrong one.

#include <cstddef>
#include <span>
#include <string_view>

namespace ampsite {

/// Damerau-Levenshtein distance in its restricted form: insertions, deletions, substitutions and swaps of
/// neighbours, where no part is edited twice.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The nearest of `known`, or empty where none is near enough to be meant. Case, '-' for '_' and a unit that
/// was left out ("fuse" for "fuse_a") count as next to nothing.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

}  // namespace ampsite
