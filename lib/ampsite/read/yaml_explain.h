#pragma once
// What a parse error of yaml-cpp means, told from the text: its own words are for programmers.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/source/finding.h"

namespace ampsite {

struct ParseStop {
  std::string_view text;
  std::string message;                  ///< one of YAML::ErrorMsg
  std::uint32_t offset = 0;             ///< where yaml-cpp stopped; at most the end of the text
  std::uint32_t read_to = 0;            ///< up to here the text was read and found good
  Span last_scalar;                     ///< the last one before `read_to`
  std::vector<std::uint32_t> brackets;  ///< those open at `read_to`, from the outermost
};

/// One AMP001, at the place that has to be mended, which may lie before `offset`.
Finding explain_parse_stop(const ParseStop& stop);

/// The AMP001 of a quote between brackets that is not closed on the line at `offset`, where the brackets begin: what
/// follows up to the next quote then reads as text, and yaml-cpp takes the brackets for a key.
std::optional<Finding> quote_left_open(std::string_view text, std::uint32_t offset);

/// The AMP001 of the innermost open bracket (offsets from the outermost) where the text at `offset` shows that it
/// was forgotten: an entry without a comma before it, on a later line and no deeper than the bracket's line.
std::optional<Finding> bracket_left_open(std::string_view text, std::uint32_t offset,
                                         const std::vector<std::uint32_t>& brackets);

}  // namespace ampsite
