#include "ampsite/read/yaml_tree.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>

#include "ampsite/read/merge_marks.h"
#include "ampsite/read/yaml_builder.h"
#include "ampsite/read/yaml_errors.h"
#include "ampsite/read/yaml_explain.h"
#include "ampsite/read/yaml_lexis.h"
#include "ampsite/read/yaml_surrogates.h"
#include "ampsite/read/yaml_text.h"

namespace ampsite {

namespace {

/// Lets yaml-cpp, which reads streams, read a text piece by piece, and ends the text early where yaml-cpp would
/// have to hold too much of it: it reads a bracket to its end, a hundred bytes and more for each mark in it,
/// before its first event.
class TextBuffer : public std::streambuf {
 public:
  TextBuffer(std::string_view prefix, std::string_view text, const YamlTreeBuilder& builder, std::size_t marks_limit)
      : rest_(text), builder_(&builder), marks_limit_(marks_limit) {
    show(prefix);
  }
  bool ended_early() const { return ended_early_; }

 protected:
  int_type underflow() override {
    if (builder_->at() != builder_at_) marks_ahead_ = 0;
    builder_at_ = builder_->at();
    const std::string_view window = rest_.substr(0, window_size);
    rest_.remove_prefix(window.size());
    marks_ahead_ += static_cast<std::size_t>(std::count_if(
        window.begin(), window.end(), [](char c) { return c == '[' || c == '{' || c == ',' || c == ':'; }));
    ended_early_ = ended_early_ || marks_ahead_ > marks_limit_;
    if (window.empty() || ended_early_) return traits_type::eof();
    show(window);
    return traits_type::to_int_type(window.front());
  }

 private:
  static constexpr std::size_t window_size = 64UL * 1024;

  void show(std::string_view window) {
    window_.assign(window.begin(), window.end());
    setg(window_.data(), window_.data(), window_.data() + window_.size());
  }

  std::vector<char> window_;
  std::string_view rest_;
  const YamlTreeBuilder* builder_;
  std::size_t marks_limit_;
  std::uint32_t builder_at_ = 0;
  std::size_t marks_ahead_ = 0;
  bool ended_early_ = false;
};

/// What yaml-cpp is given to read: `prefix`, then the text from `begin`.
struct Feed {
  std::string_view prefix;
  std::uint32_t begin = 0;
};

/// A text that is one pair of brackets, such as JSON, is read from there and as if `---` stood before it on the
/// same line: then it cannot be the key of a mapping, and yaml-cpp need not hold it all to find that out.
Feed make_feed(std::string_view text, std::uint32_t start) {
  std::size_t at = start;
  while (at < text.size() && (is_white(text[at]) || text[at] == '#')) {
    if (text[at] == '#') at = std::min(text.find('\n', at), text.size() - 1);
    ++at;
  }
  const bool bracket = at < text.size() && (text[at] == '{' || text[at] == '[');
  return bracket ? Feed{"--- ", static_cast<std::uint32_t>(at)} : Feed{"", start};
}

}  // namespace

YamlChildren YamlTree::children(YamlIndex collection) const {
  const YamlIndex index = resolve(collection);
  const YamlNode& node = nodes_[index];
  return {nodes_.data(), std::min(index + 1, node.end), node.end};
}

std::optional<Finding> missing_space_after_colon(const YamlNode& node) {
  if (node.kind != YamlKind::scalar || !node.plain) return std::nullopt;
  const std::optional<std::uint32_t> colon = colon_without_space(node.text);
  if (!colon) return std::nullopt;
  const std::string_view key = node.text.substr(0, *colon);
  return missing_space({node.span.begin, node.span.begin + *colon + 1}, key);
}

YamlResult parse_yaml(const SourceText& source, const YamlLimits& limits) {
  const std::string_view text = source.text();
  YamlResult result;
  if (auto finding = check_yaml_bytes(text, limits.bytes)) {
    result.findings.push_back(*std::move(finding));
    return result;
  }
  const std::uint32_t start =
      text.starts_with(utf8_byte_order_mark) ? static_cast<std::uint32_t>(utf8_byte_order_mark.size()) : 0;
  const Feed feed = make_feed(text, start);
  const std::uint32_t shift = feed.begin - static_cast<std::uint32_t>(feed.prefix.size());
  YamlTreeBuilder builder(text, start, shift, limits.nesting);
  const std::optional<std::string> hidden = hide_surrogate_pairs(text);
  builder.set_pairs_hidden(hidden.has_value());
  TextBuffer buffer(feed.prefix, (hidden ? std::string_view(*hidden) : text).substr(feed.begin), builder,
                    limits.bracket_marks);
  try {
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    builder.finish();
    result.tree = builder.take_tree();
    result.comments = builder.take_comments();
  } catch (YamlStop& stop) {
    auto bracket = bracket_left_open(text, stop.finding.span.begin, builder.open_brackets());
    result.findings.push_back(bracket ? *std::move(bracket) : std::move(stop.finding));
  } catch (const YAML::ParserException& error) {
    const std::uint32_t offset = static_cast<std::uint32_t>(error.mark.pos) + shift;
    result.findings.push_back(
        explain_parse_stop({text, error.msg, std::min(offset, static_cast<std::uint32_t>(text.size())), builder.at(),
                            builder.last_scalar(), builder.open_brackets()}));
  }
  if (const auto mark = result.tree ? std::nullopt : unfinished_merge(text)) result.findings = {merge_mark(*mark)};
  if (buffer.ended_early()) {
    result.tree.reset();
    result.comments.clear();
    result.findings = {brackets_too_large(builder.at(), limits.bracket_marks)};
  }
  for (Finding& finding : result.findings) {
    finding.span.end = std::min(finding.span.end, static_cast<std::uint32_t>(text.size()));
    finding.span.begin = std::min(finding.span.begin, finding.span.end);
  }
  return result;
}

}  // namespace ampsite
