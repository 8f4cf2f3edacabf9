// Keys that the format does not know: slips of the pen, and secrets.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <string>

#include "ampsite/read/nearest.h"
#include "ampsite/read/table.h"
#include "ampsite/source/ascii.h"

namespace ampsite {

namespace {

/// The words of a key in lower case, each between two blanks: " wifi password ".
std::string words_of_key(std::string_view key) {
  std::string out = " ";
  for (std::size_t i = 0; i < key.size() && i < 200; ++i) {
    const char c = key[i];
    const bool upper = c >= 'A' && c <= 'Z';
    const bool letter = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    const bool hump = upper && i > 0 && key[i - 1] >= 'a' && key[i - 1] <= 'z';
    if ((hump || !letter) && out.back() != ' ') out += ' ';
    if (letter) out += lower_ascii(c);
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

/// The key holds what opens a door: it has no place in a file that is shared.
bool holds_secret(std::string_view key) {
  const std::string words = words_of_key(key);
  std::string joined = words;
  joined.erase(std::remove(joined.begin(), joined.end(), ' '), joined.end());
  constexpr std::array<std::string_view, 13> anywhere{"password", "passwd",  "passphrase", "passcode", "passwort",
                                                      "passord",  "psk",     "token",      "secret",   "credential",
                                                      "apikey",   "wifikey", "privatekey"};
  constexpr std::array<std::string_view, 9> whole{" pwd ", " pw ",   " pass ", " pin ", " puk ",
                                                  " wpa ", " wpa2 ", " wpa3 ", " wep "};
  const auto in = [](const std::string& text) {
    return [&text](std::string_view word) { return text.find(word) != std::string::npos; };
  };
  return std::any_of(anywhere.begin(), anywhere.end(), in(joined)) ||
         std::any_of(whole.begin(), whole.end(), in(words));
}

/// `b:2` in braces is a key without value.
std::string_view known_key_without_space(const Reader& reader, YamlIndex key,
                                         const std::vector<std::string_view>& known) {
  const YamlNode& node = reader.node(key);
  const std::size_t colon = node.text.find(':');
  if (!node.plain || colon == std::string_view::npos) return {};
  const std::string_view beginning = node.text.substr(0, colon);
  return std::find(known.begin(), known.end(), beginning) != known.end() ? beginning : std::string_view();
}

}  // namespace

std::string_view report_unknown_key(Reader& reader, YamlIndex key, const std::vector<std::string_view>& known) {
  const std::string_view text = reader.node(key).text;
  if (holds_secret(text)) {
    reader.report("AMP009", reader.span(key),
                  fmt::format("{} holds a secret; none belongs in this file", reader.subject()),
                  "take the key out, change what it gave away, and keep it in a password manager");
    return {};
  }
  const std::string_view unspaced = known_key_without_space(reader, key, known);
  if (!unspaced.empty()) {
    reader.stop(reader.span(key), fmt::format("there is no space behind the colon of \"{}:\"", unspaced),
                fmt::format("write \"{}: \" with a space, and the value behind it", unspaced));
    return {};
  }
  const std::string_view near = nearest(text, known);
  reader.report("AMP003", reader.span(key), fmt::format("{} is no key of the format", reader.subject()),
                near.empty() ? fmt::format("take it out; the keys here are {}", fmt::join(known, ", "))
                             : fmt::format("did you mean {}?", near));
  return near;
}

}  // namespace ampsite
