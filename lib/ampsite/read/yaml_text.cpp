#include "ampsite/read/yaml_text.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace ampsite {

namespace {

constexpr std::string_view save_as_utf8 = "save the file as UTF-8 in your editor";

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

Finding at_offset(std::size_t offset, std::size_t length, std::string message, std::string help) {
  const auto begin = static_cast<std::uint32_t>(offset);
  return yaml_finding({begin, begin + static_cast<std::uint32_t>(length)}, std::move(message), std::move(help));
}

/// UTF-16 and UTF-32 tell themselves by their byte order mark, else by every second byte being zero.
bool looks_like_utf16(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
  return text.size() >= 4 && (text[0] == '\0') != (text[1] == '\0') && (text[2] == '\0') != (text[3] == '\0');
}

/// Bytes that may stand anywhere: printable ASCII, tab and line feed.
constexpr std::array<bool, 256> make_ordinary() {
  std::array<bool, 256> ordinary{};
  for (std::size_t byte = 0x20; byte < 0x7F; ++byte) ordinary[byte] = true;
  ordinary['\t'] = true;
  ordinary['\n'] = true;
  return ordinary;
}

constexpr std::array<bool, 256> ordinary = make_ordinary();

struct Decoded {
  char32_t code_point = 0;
  std::size_t length = 0;  ///< 0 where the bytes are not UTF-8
};

Decoded decode(std::string_view text, std::size_t at) {
  const unsigned lead = byte_at(text, at);
  const std::size_t length = lead < 0x80   ? 1
                             : lead < 0xC2 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || length > text.size() - at) return {};
  char32_t code_point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned next = byte_at(text, at + i);
    if ((next & 0xC0U) != 0x80U) return {};
    code_point = (code_point << 6U) | (next & 0x3FU);
  }
  const bool overlong = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (overlong || surrogate || code_point > 0x10FFFF) return {};
  return {code_point, length};
}

std::optional<Finding> check_code_point(std::size_t at, Decoded decoded) {
  const auto code = static_cast<std::uint32_t>(decoded.code_point);
  if (code == 0x85 || code == 0x2028 || code == 0x2029) {
    return at_offset(at, decoded.length, fmt::format("an invisible line separator (U+{:04X}) stands here", code),
                     "delete it and type the line break with the Enter key");
  }
  if (code == '\r') {
    return at_offset(at, 1, "the line ends with a lone carriage return", "save the file with LF or CRLF line ends");
  }
  if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xFFFE || code == 0xFFFF) {
    return at_offset(at, decoded.length, fmt::format("an invisible control character (U+{:04X}) stands here", code),
                     "delete the character; nothing may be hidden in the file");
  }
  if (code == 0xFEFF) {
    return at_offset(at, decoded.length, "a byte order mark stands in the middle of the file",
                     "delete the invisible character");
  }
  return std::nullopt;
}

}  // namespace

Finding yaml_finding(Span span, std::string message, std::string help) {
  Finding finding;
  finding.rule = "AMP001";
  finding.message = std::move(message);
  finding.help = std::move(help);
  finding.span = span;
  return finding;
}

std::optional<Finding> check_yaml_bytes(std::string_view text, std::size_t byte_limit) {
  if (text.size() > byte_limit) {
    return at_offset(0, 0, fmt::format("the file is {} bytes long; at most {} bytes are read", text.size(), byte_limit),
                     "split the installation into one file for each supply");
  }
  if (looks_like_utf16(text)) {
    return at_offset(0, 0, "the file is saved as UTF-16 or UTF-32; only UTF-8 is read", std::string(save_as_utf8));
  }
  std::size_t at = text.starts_with(utf8_byte_order_mark) ? utf8_byte_order_mark.size() : 0;
  while (at < text.size()) {
    if (ordinary[byte_at(text, at)]) {
      ++at;
      continue;
    }
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') {
      at += 2;
      continue;
    }
    const Decoded decoded = decode(text, at);
    if (decoded.length == 0) {
      return at_offset(at, 1, fmt::format("the byte 0x{:02X} here is not UTF-8 text", byte_at(text, at)),
                       std::string(save_as_utf8));
    }
    if (auto finding = check_code_point(at, decoded)) return finding;
    at += decoded.length;
  }
  return std::nullopt;
}

}  // namespace ampsite
