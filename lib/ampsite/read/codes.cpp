// Codes of countries and currencies.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "ampsite/read/shapes_of_the_site.h"

namespace ampsite {

namespace {

/// ISO 3166-1 alpha-2, the officially assigned codes, each followed by a space.
constexpr std::string_view countries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW ";

bool is_code(std::string_view text, std::string_view codes) {
  return text.size() == 2 && text.find(' ') == std::string_view::npos &&
         codes.find(std::string(text) + " ") != std::string_view::npos;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

/// What is often written instead of the assigned code.
std::optional<std::string> meant_code(std::string_view text, std::string_view codes) {
  const std::string capital = upper(text);
  if (is_code(capital, codes)) return capital;
  if (capital == "UK") return "GB";
  if (capital == "EL") return "GR";
  return {};
}

}  // namespace

Code country() { return {"a country code of two capital letters (ISO 3166-1)", countries, "NO"}; }

bool Code::read(Reader& reader, YamlIndex index, std::string& value) const {
  const YamlNode* node = expect_scalar(reader, index, what, example);
  if (node == nullptr) return false;
  if (is_code(node->text, codes)) {
    value = node->text;
    return true;
  }
  const std::optional<std::string> meant = meant_code(node->text.substr(0, 3), codes);
  reader.report("AMP006", reader.span(index),
                fmt::format("{} is {}; it must be {}", reader.subject(), quoted(node->text), what),
                meant ? fmt::format("did you mean {}?", *meant)
                      : fmt::format("write {}: {}, for example", reader.key(), example));
  return false;
}

void Code::schema(SchemaText& schema) const {
  JsonText& json = schema.json();
  json.key("enum");
  json.begin_short_array();
  for (std::size_t at = 0; at < codes.size(); at += 3) json.text(codes.substr(at, 2));
  json.end_array();
}

bool Currency::read(Reader& reader, YamlIndex index, std::string& value) const {
  const YamlNode* node = expect_scalar(reader, index, "a currency code", "EUR");
  if (node == nullptr) return false;
  const bool good = node->text.size() == 3 &&
                    std::all_of(node->text.begin(), node->text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (good) {
    value = node->text;
    return true;
  }
  reader.report("AMP006", reader.span(index),
                fmt::format("{} is {}; it must be a currency code of three capital letters (ISO 4217)",
                            reader.subject(), quoted(node->text)),
                fmt::format("write {}: EUR, for example", reader.key()));
  return false;
}

void Currency::schema(SchemaText& schema) const {
  schema.json().text("type", "string");
  schema.json().text("pattern", "^[A-Z]{3}$");
}

}  // namespace ampsite
