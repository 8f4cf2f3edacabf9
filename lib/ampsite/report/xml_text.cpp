#include "ampsite/report/xml_text.h"

#include "ampsite/report/terminal_text.h"

namespace ampsite {

std::string xml_text(std::string_view text) {
  std::string result;
  const std::string clean = printable(text);
  result.reserve(clean.size());
  for (std::size_t at = 0; at < clean.size();) {
    const CodePoint point = decode(clean, at);
    const std::string_view character = std::string_view(clean).substr(at, point.bytes);
    at += point.bytes;
    switch (point.value) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case 0xFFFE:
      case 0xFFFF:
        result += "\xEF\xBF\xBD";
        break;
      default:
        result += character;
    }
  }
  return result;
}

}  // namespace ampsite
