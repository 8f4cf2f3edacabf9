#pragma once
// JSON writes a character above U+FFFF as two escapes, \ud83d\ude00; yaml-cpp refuses them. They are hidden from
// it behind two others of the same length, which stand for no character, and put back into what it reads.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ampsite {

/// The offset of the first pair from `from` on, whose first backslash is not escaped itself.
std::optional<std::uint32_t> find_surrogate_pair(std::string_view text, std::uint32_t from);

/// The text with its pairs hidden, all else at its place; none where it has no pair.
std::optional<std::string> hide_surrogate_pairs(std::string_view text);

/// What a text between double quotes says: `value` as yaml-cpp read it from the hidden text, `raw` as written.
std::string restore_surrogate_pairs(std::string_view value, std::string_view raw);

}  // namespace ampsite
