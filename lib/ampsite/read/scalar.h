#pragma once
// What a scalar is: the format's own reading of plain text, which is JSON's for numbers and booleans.

#include <optional>
#include <string>
#include <string_view>

namespace ampsite {

/// The text is a number by JSON's grammar: -61, 2.5, 1e3; not 063, .5, 5., +5, 0x3F, 1_000.
bool is_json_number(std::string_view text);

/// The value of a JSON number; none where no finite number holds it.
std::optional<double> number_value(std::string_view json_number);

/// .nan, .inf and their variants, which YAML takes as numbers.
bool is_not_finite_word(std::string_view text);

/// Why a text that a person may have meant as a number is none.
enum class NumberSlip { none, leading_zero, bare_point, plus_sign, decimal_comma, unit, separator, hexadecimal };

struct MeantNumber {
  NumberSlip slip = NumberSlip::none;
  std::string number;  ///< as it should be written; empty where unclear
  std::string unit;    ///< what stood behind the number
};

MeantNumber meant_number(std::string_view text);

/// true or false where the text is a word for it that YAML 1.1 or a person knows: yes, no, on, off, True, 1.
std::optional<bool> meant_boolean(std::string_view text);

/// The shortest text that reads back as the same number: 63, 2.5.
std::string number_text(double value);

}  // namespace ampsite
