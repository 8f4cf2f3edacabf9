#include "ampsite/source/source_text.h"

#include <algorithm>
#include <utility>

namespace ampsite {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
/// A file may be one long line with thousands of findings, so a column is counted from the last of these steps.
constexpr std::size_t step_bytes = 512;

}  // namespace

int count_code_points(std::string_view utf8) {
  // Continuation bytes are 10xxxxxx; every other byte begins a code point.
  return static_cast<int>(std::count_if(utf8.begin(), utf8.end(),
                                        [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

SourceText::SourceText(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {
  line_starts_.push_back(text_.starts_with(byte_order_mark) ? static_cast<std::uint32_t>(byte_order_mark.size()) : 0U);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1)) {
    line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
  }
  std::uint32_t code_points = 0;
  for (std::size_t at = 0; at <= text_.size(); at += step_bytes) {
    steps_.push_back(code_points);
    code_points += static_cast<std::uint32_t>(count_code_points(this->text().substr(at, step_bytes)));
  }
}

std::uint32_t SourceText::code_points_before(std::uint32_t offset) const {
  const std::size_t step = offset / step_bytes;
  const std::string_view rest = text().substr(step * step_bytes, offset % step_bytes);
  return steps_[step] + static_cast<std::uint32_t>(count_code_points(rest));
}

Position SourceText::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(line_starts_.begin() + 1, line_starts_.end(), offset);
  const std::uint32_t start = *(after - 1);
  const std::uint32_t before = offset > start ? code_points_before(offset) - code_points_before(start) : 0U;
  return {static_cast<int>(after - line_starts_.begin()), static_cast<int>(before) + 1};
}

std::string_view SourceText::line(int number) const {
  if (number < 1 || number > line_count()) return {};
  const auto index = static_cast<std::size_t>(number) - 1;
  const std::size_t start = line_starts_[index];
  const std::size_t end = number < line_count() ? line_starts_[index + 1] - std::size_t{1} : text_.size();
  std::string_view rest = text().substr(start, end - start);
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

}  // namespace ampsite
