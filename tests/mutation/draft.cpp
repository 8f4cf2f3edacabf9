#include "mutation/draft.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace ampsite::test {
namespace {

/// The first step of a path, "circuits" or "[0]", taken off its front.
std::string_view take_step(std::string_view& path) {
  if (path.starts_with('.')) path.remove_prefix(1);
  const std::size_t end = path.starts_with('[') ? path.find(']') + 1 : path.find_first_of(".[");
  const std::string_view step = path.substr(0, end);
  path.remove_prefix(step.size());
  return step;
}

std::size_t index_of(std::string_view step) {
  std::size_t index = 0;
  std::from_chars(step.data() + 1, step.data() + step.size(), index);
  return index;
}

}  // namespace

std::string_view parent_path(std::string_view path) {
  const std::size_t end = path.find_last_of(".[");
  return path.substr(0, end == std::string_view::npos ? 0 : end);
}

std::string_view last_key(std::string_view path) { return path.substr(path.find_last_of('.') + 1); }

Draft::Draft(std::string text) : read_(std::make_shared<Read>(std::move(text))) {}

const Site& Draft::site() const {
  if (!read_->site) read_->site = read_site(read_->source);
  if (!read_->site->site) FAIL("the draft is no YAML: it has no site");
  return *read_->site->site;
}

const YamlTree& Draft::tree() const {
  if (!read_->yaml) read_->yaml = parse_yaml(read_->source);
  if (!read_->yaml->tree) FAIL("the draft is no YAML: it has no tree");
  return *read_->yaml->tree;
}

bool Draft::in_flow(YamlIndex collection) const {
  const char first = text()[node(collection).span.begin];
  return first == '{' || first == '[';
}

std::size_t Draft::line_end(std::size_t at) const { return std::min(text().find('\n', at), text().size()); }

std::size_t Draft::column(std::size_t at) const {
  if (at == 0) return 0;
  const std::size_t line_break = text().rfind('\n', at - 1);
  return line_break == std::string::npos ? at : at - line_break - 1;
}

Draft::Found Draft::find(std::string_view path) const {
  Found found{tree().root(), std::nullopt, tree().root()};
  while (!path.empty()) {
    const std::string_view step = take_step(path);
    found = {*found.value, std::nullopt, std::nullopt};
    std::size_t left = step.starts_with('[') ? index_of(step) : 0;
    const YamlChildren children = tree().children(found.mapping);
    for (auto child = children.begin(); child != children.end() && !found.value; ++child) {
      if (step.starts_with('[')) {
        if (left-- == 0) found.value = *child;
        continue;
      }
      const YamlIndex key = *child;
      ++child;
      if (node(key).text != step) continue;
      found.key = key;
      found.value = *child;
    }
    if (!found.value) {
      // Only the last step may lead nowhere: then the mapping is the one that lacks the key.
      if (!path.empty()) found.mapping = 0;
      return found;
    }
  }
  return found;
}

YamlIndex Draft::require(std::string_view path) const {
  const Found found = find(path);
  INFO("no such place: " << path);
  REQUIRE(found.value);
  return *found.value;
}

bool Draft::has(std::string_view path) const { return find(path).value.has_value(); }

Span Draft::span(std::string_view path) const { return node(require(path)).span; }

std::string Draft::written(std::string_view path) const { return std::string(read_->source.slice(span(path))); }

int Draft::line_of(std::string_view path) const { return read_->source.position(span(path).begin).line; }

int Draft::line_of_key(std::string_view path) const {
  const Found found = find(path);
  REQUIRE(found.key);
  return read_->source.position(node(*found.key).span.begin).line;
}

void Draft::collect(YamlIndex index, const std::string& path, std::vector<std::string>& keys,
                    std::vector<std::string>& leaves) const {
  const YamlKind kind = node(index).kind;
  if (kind == YamlKind::scalar) leaves.push_back(path);
  std::size_t entry = 0;
  const YamlChildren children = tree().children(index);
  for (auto child = children.begin(); child != children.end(); ++child) {
    std::string below = fmt::format("{}[{}]", path, entry++);
    if (kind == YamlKind::mapping) {
      below = fmt::format("{}{}{}", path, path.empty() ? "" : ".", node(*child).text);
      keys.push_back(below);
      ++child;
    }
    collect(*child, below, keys, leaves);
  }
}

std::vector<std::string> Draft::keys() const {
  std::vector<std::string> keys;
  std::vector<std::string> leaves;
  collect(tree().root(), "", keys, leaves);
  return keys;
}

std::vector<std::string> Draft::leaves() const {
  std::vector<std::string> keys;
  std::vector<std::string> leaves;
  collect(tree().root(), "", keys, leaves);
  return leaves;
}

void Draft::splice(Span span, std::string_view text) {
  std::string changed(this->text());
  changed.replace(span.begin, span.end - span.begin, text);
  *this = Draft(std::move(changed));
}

void Draft::add_key(YamlIndex mapping, const std::string& entry) {
  const auto insert = [&](std::size_t at, const std::string& what) {
    const auto place = static_cast<std::uint32_t>(at);
    splice({place, place}, what);
  };
  const YamlChildren children = tree().children(mapping);
  const std::uint32_t begin = node(mapping).span.begin;
  if (children.empty()) return insert(begin + 1, entry);
  auto second = children.begin();
  const std::size_t first_key = node(*second).span.begin;
  const YamlNode& first_value = node(*++second);
  if (in_flow(mapping)) return insert(first_value.span.end, ", " + entry);
  const std::string indent(column(first_key), ' ');
  if (first_value.kind != YamlKind::scalar) return insert(first_key, entry + "\n" + indent);
  insert(line_end(first_value.span.end), "\n" + indent + entry);
}

void Draft::set(std::string_view path, std::string_view value) {
  const Found found = find(path);
  if (found.value && node(*found.value).kind != YamlKind::null) {
    const bool one_line = node(*found.value).kind == YamlKind::scalar || in_flow(*found.value);
    if (one_line) return splice(node(*found.value).span, value);
    remove(path);
    return set(path, value);
  }
  const std::string entry = fmt::format("{}: {}", last_key(path), value);
  const std::string_view parent = parent_path(path);
  if (has(parent) && node(require(parent)).kind == YamlKind::mapping) return add_key(require(parent), entry);
  set(parent, "{" + entry + "}");
}

void Draft::set(std::string_view path, double value) { set(path, fmt::format("{}", value)); }

void Draft::remove(std::string_view path) {
  const Found found = find(path);
  REQUIRE(found.value);
  std::optional<YamlIndex> before;
  std::optional<YamlIndex> behind;
  const YamlIndex first = found.key.value_or(*found.value);
  const YamlChildren children = tree().children(found.mapping);
  for (const YamlIndex child : children) {
    if (child < first) before = child;
    if (child > *found.value && !behind) behind = child;
  }
  INFO("nothing else stands beside " << path);
  REQUIRE((before || behind));
  if (behind) return splice({node(first).span.begin, node(*behind).span.begin}, "");
  splice({node(*before).span.end, node(*found.value).span.end}, "");
}

void Draft::append_all(std::string_view list, const std::vector<std::string>& entries) {
  std::optional<YamlIndex> last;
  if (has(list)) {
    for (const YamlIndex child : tree().children(require(list))) last = child;
  }
  if (!last) return set(list, fmt::format("[{}]", fmt::join(entries, ", ")));
  const std::uint32_t end = node(*last).span.end;
  if (in_flow(require(list))) return splice({end, end}, fmt::format(", {}", fmt::join(entries, ", ")));
  const std::size_t dash = text().rfind('-', node(*last).span.begin - 1);
  const std::string indent = "\n" + std::string(column(dash), ' ') + "- ";
  const auto at = static_cast<std::uint32_t>(line_end(end));
  splice({at, at}, fmt::format("{}{}", indent, fmt::join(entries, indent)));
}

int Draft::rename_key(std::string_view path, std::string_view key) {
  const Found found = find(path);
  REQUIRE(found.key);
  const Span place = node(*found.key).span;
  splice(place, key);
  return read_->source.position(place.begin).line;
}

int Draft::repeat(std::string_view path) {
  const Found found = find(path);
  REQUIRE(found.key);
  const Span key = node(*found.key).span;
  const Span value = node(*found.value).span;
  const std::string_view again = text().substr(key.begin, value.end - key.begin);
  const std::string between = in_flow(found.mapping) ? ", " : "\n" + std::string(column(key.begin), ' ');
  splice({value.end, value.end}, between + std::string(again));
  return read_->source.position(value.end + static_cast<std::uint32_t>(between.size())).line;
}

void Draft::comment(std::string_view path, std::string_view text) {
  const auto end = static_cast<std::uint32_t>(line_end(span(path).begin));
  splice({end, end}, fmt::format("  # {}", text));
}

}  // namespace ampsite::test
