#include "ampsite/read/yaml_tree.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>

#include "ampsite/read/yaml_builder.h"
#include "ampsite/read/yaml_errors.h"
#include "ampsite/read/yaml_lexis.h"
#include "ampsite/read/yaml_text.h"

namespace ampsite {

namespace {

/// Lets yaml-cpp, which reads streams, read a text where it lies.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    // streambuf wants mutable pointers, but a buffer that is only read never writes through them.
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

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
  return yaml_finding({node.span.begin, node.span.begin + *colon + 1},
                      fmt::format("no space stands after the colon of {}", key),
                      fmt::format("write \"{}: \" and then the value", key));
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
  YamlTreeBuilder builder(text, start, limits.nesting);
  try {
    TextBuffer buffer(text.substr(start));
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    builder.finish();
    result.tree = builder.take_tree();
    result.comments = builder.take_comments();
  } catch (YamlStop& stop) {
    result.findings.push_back(std::move(stop.finding));
  } catch (const YAML::ParserException& error) {
    const auto offset = std::min(text.size(), static_cast<std::size_t>(error.mark.pos) + start);
    result.findings.push_back(
        explain_parse_error(text, error, static_cast<std::uint32_t>(offset), builder.last_scalar()));
  }
  return result;
}

}  // namespace ampsite
