#include "ampsite/read/yaml_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "ampsite/read/yaml_errors.h"
#include "ampsite/read/yaml_lexis.h"
#include "ampsite/read/yaml_surrogates.h"

namespace ampsite {

namespace {

constexpr std::uint64_t added_nodes_free = 10'000;
constexpr std::uint64_t added_nodes_factor = 10;

std::uint64_t add_saturating(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max() / 4;
  return std::min(most, a + b);
}

/// The length of a plain null that stands here as a word of its own; 0 for anything else.
std::uint32_t length_of_null(std::string_view text, std::uint32_t at, bool in_flow) {
  for (const std::string_view word : {"null", "~", "Null", "NULL"}) {
    if (!text.substr(at).starts_with(word)) continue;
    const std::size_t end = at + word.size();
    const bool ended = white_at(text, end) || text[end] == ':' || (in_flow && is_flow_mark(text[end]));
    return ended ? static_cast<std::uint32_t>(word.size()) : 0;
  }
  return 0;
}

}  // namespace

YamlTreeBuilder::YamlTreeBuilder(std::string_view text, std::uint32_t text_start, std::uint32_t shift,
                                 int nesting_limit)
    : cursor_(text, text_start),
      text_start_(text_start),
      shift_(shift),
      nesting_limit_(static_cast<std::size_t>(nesting_limit)) {
  // A node of a site file takes about ten bytes.
  tree_.nodes_.reserve(text.size() / 8 + 16);
}

void YamlTreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  YamlNode node;
  const bool separated = skip_separator();
  std::uint32_t place = cursor_.at();
  const std::uint32_t line = cursor_.line_start();
  if (separated) cursor_.skip_white();
  if (anchor != 0) {
    expect_at(offset_of(mark));
    place = cursor_.skip_property();
  }
  const std::uint32_t length = separated ? length_of_null(cursor_.text(), cursor_.at(), cursor_.in_flow()) : 0;
  const bool deep_enough = open_.empty() || open_.back().form != Form::block || is_key_next() ||
                           cursor_.line_start() == line || cursor_.column() > open_.back().column;
  if (length > 0 && deep_enough) {
    node.kind = YamlKind::scalar;
    node.plain = true;
    node.text = cursor_.text().substr(cursor_.at(), length);
    place = cursor_.at();
    cursor_.jump(place + length);
  } else {
    check_nothing(separated);
  }
  node.span = {place, place + static_cast<std::uint32_t>(node.text.size())};
  add_leaf(node, anchor);
}

void YamlTreeBuilder::check_nothing(bool separated) const {
  if (open_.empty()) throw YamlStop{empty_file(text_start_)};
  const Open& parent = open_.back();
  if (is_key_next() || (!parent.mapping && parent.form != Form::block)) stop_at_unexpected();
  if (parent.form == Form::block && !separated) throw YamlStop{missing_colon(tree_.nodes_.back().span)};
}

void YamlTreeBuilder::OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                               const std::string& value) {
  begin_child(offset_of(mark));
  YamlNode node;
  node.kind = YamlKind::scalar;
  const std::uint32_t line = cursor_.line_start();
  std::uint32_t after_properties = cursor_.at();
  while (cursor_.peek() == '&' || cursor_.peek() == '!') {
    check_indented(line, false);
    after_properties = cursor_.skip_property();
  }
  const bool written = !value.empty() || cursor_.peek() == '"' || cursor_.peek() == '\'';
  if (written) check_indented(line, false);
  const char first = cursor_.peek();
  if (first == '"' || first == '\'') {
    read_quoted(value, node);
  } else if ((first == '|' || first == '>') && !cursor_.in_flow()) {
    read_block(value, node);
  } else if (value.empty()) {
    node.span = {after_properties, after_properties};
  } else {
    read_plain(value, node);
  }
  last_scalar_ = node.span;
  if (is_key_next()) check_key(node);
  if (open_.empty() && node.plain) {
    if (auto finding = missing_space_after_colon(node)) throw YamlStop{*std::move(finding)};
  }
  add_leaf(node, anchor);
}

void YamlTreeBuilder::read_plain(const std::string& value, YamlNode& node) {
  const std::uint32_t begin = cursor_.at();
  const std::string_view text = cursor_.text();
  const std::string_view never_first = cursor_.in_flow() ? "%@`|>:?" : "%@`|>";
  if (never_first.find(text[begin]) != std::string_view::npos) {
    stop({begin, begin + 1}, fmt::format("a text cannot begin with {}", text[begin]), "put the text in quotes");
  }
  std::optional<std::uint32_t> end;
  if (text.substr(begin, value.size()) == value) {
    end = begin + static_cast<std::uint32_t>(value.size());
  } else {
    end = match_ignoring_white(text, begin, value);
  }
  if (!end) stop_at_unexpected();
  node.span = {begin, *end};
  node.plain = true;
  keep_text(value, text.substr(begin, *end - begin), node);
  cursor_.jump(*end);
}

void YamlTreeBuilder::read_quoted(const std::string& value, YamlNode& node) {
  const std::uint32_t begin = cursor_.at();
  const std::optional<std::uint32_t> end = end_of_quoted(cursor_.text(), begin);
  if (!end) throw YamlStop{unclosed_quote(begin)};
  const char first = cursor_.peek();
  node.span = {begin, *end};
  check_continuation(node.span);
  if (first == '"') check_escapes(node.span);
  const std::string_view raw = cursor_.text().substr(begin + 1, *end - begin - 2);
  if (pairs_hidden_ && find_surrogate_pair(raw, 0)) {
    if (first != '"') stop(node.span, "\\ud83d and the like stand between single quotes", "use double quotes here");
    keep_text(restore_surrogate_pairs(value, raw), raw, node);
  } else {
    keep_text(value, raw, node);
  }
  cursor_.jump(*end);
}

void YamlTreeBuilder::read_block(const std::string& value, YamlNode& node) {
  const std::string_view text = cursor_.text();
  const std::uint32_t begin = cursor_.at();
  std::uint32_t header_end = begin + 1;
  while (header_end < text.size() && !is_white(text[header_end])) ++header_end;
  cursor_.jump(header_end);
  // A comment may stand behind the mark; what follows on the next line is the text itself, whatever it is.
  const std::size_t line_break = std::min(text.find('\n', header_end), text.size());
  cursor_.skip_white_until(static_cast<std::uint32_t>(line_break));
  if (cursor_.at() < line_break) stop_at_unexpected();
  const std::optional<std::uint32_t> end = match_ignoring_white(text, cursor_.at(), value);
  if (!end) stop_at_unexpected();
  const bool has_text = *end > cursor_.at();
  node.span = {begin, has_text ? *end : header_end};
  check_block_indentation({header_end, node.span.end});
  keep_text(value, {}, node);
  if (has_text) cursor_.jump(*end);
}

void YamlTreeBuilder::check_escapes(Span quoted) const {
  const std::string_view text = cursor_.text().substr(0, quoted.end);
  for (std::size_t at = text.find('\\', quoted.begin); at < text.size(); at = text.find('\\', at + 2)) {
    if (text[at + 1] != '\'') continue;
    const auto offset = static_cast<std::uint32_t>(at);
    stop({offset, offset + 2}, "\\' is no escape in a text between double quotes", "write ' without the backslash");
  }
}

void YamlTreeBuilder::check_block_indentation(Span block) const {
  const std::string_view text = cursor_.text().substr(0, block.end);
  std::size_t indentation = std::string_view::npos;
  for (std::size_t line = text.find('\n', block.begin); line < text.size(); line = text.find('\n', line + 1)) {
    const std::size_t first = text.find_first_not_of(' ', line + 1);
    if (first == std::string_view::npos) return;
    if (text[first] == '\t' && first - line - 1 < indentation) {
      const auto offset = static_cast<std::uint32_t>(first);
      throw YamlStop{tab_in_indentation(offset)};
    }
    if (indentation == std::string_view::npos && !is_white(text[first])) indentation = first - line - 1;
  }
}

void YamlTreeBuilder::keep_text(const std::string& value, std::string_view raw, YamlNode& node) {
  node.text = raw == value ? raw : std::string_view(tree_.texts_.emplace_back(value));
}

void YamlTreeBuilder::check_continuation(Span quoted) const {
  const std::string_view text = cursor_.text();
  const auto block =
      std::find_if(open_.rbegin(), open_.rend(), [](const Open& open) { return open.form == Form::block; });
  std::size_t line_break = text.substr(0, quoted.end).find('\n', quoted.begin);
  for (; line_break < quoted.end; line_break = text.substr(0, quoted.end).find('\n', line_break + 1)) {
    const std::size_t first = text.find_first_not_of(' ', line_break + 1);
    if (first == std::string_view::npos || text[first] == '\n' || text[first] == '\r') continue;
    // YAML wants the lines of a text deeper than the mapping or list it stands in; yaml-cpp does not mind.
    if (block != open_.rend() && first - line_break - 1 <= block->column) throw YamlStop{unclosed_quote(quoted.begin)};
  }
}

void YamlTreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  check_not_key("an alias (*)", offset_of(mark));
  begin_child(offset_of(mark));
  const std::uint32_t begin = cursor_.at();
  if (cursor_.peek() != '*') stop_at_unexpected();
  cursor_.skip_alias();
  const Span span{begin, cursor_.at()};
  const std::string_view name = cursor_.text().substr(begin + 1, span.end - begin - 1);
  const Anchor target = anchor < anchors_.size() ? anchors_[anchor] : Anchor{};
  if (target.nodes == 0) {
    stop(span, fmt::format("the alias *{} stands inside the anchor &{} that it names", name, name),
         "write the values out instead of the alias");
  }
  if (open_.size() + static_cast<std::size_t>(target.height) > nesting_limit_) stop_too_deep(span);
  YamlNode node = tree_.nodes_[target.node];
  node.span = span;
  node.target = target.node;
  tree_.nodes_.push_back(node);
  tree_.nodes_.back().end = static_cast<YamlIndex>(tree_.nodes_.size());
  uses_.push_back({static_cast<YamlIndex>(tree_.nodes_.size() - 1), target.nodes});
  added_ = add_saturating(added_, target.nodes);
  last_end_ = span.end;
  child_done(target.height);
}

void YamlTreeBuilder::begin_collection(const YAML::Mark& mark, bool mapping, const std::string& tag,
                                       YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
  check_not_key(mapping ? "a mapping" : "a list", offset_of(mark));
  bool anchor_due = anchor != 0;
  const bool tagged = !tag.empty() && tag != "?";
  const bool block_list = !mapping && style == YAML::EmitterStyle::Block;
  begin_child(offset_of(mark), block_list && !anchor_due && !tagged);
  const std::uint32_t line = cursor_.line_start();
  while ((anchor_due && cursor_.peek() == '&') || (tagged && cursor_.peek() == '!')) {
    check_indented(line, false);
    cursor_.skip_property();  // which ends the reading at a tag
    anchor_due = false;
  }
  check_indented(line, block_list);
  const char bracket = mapping ? '{' : '[';
  Open open;
  open.node = static_cast<YamlIndex>(tree_.nodes_.size());
  open.mapping = mapping;
  open.column = cursor_.column();
  open.anchor = anchor;
  open.added_before = added_;
  if (style == YAML::EmitterStyle::Flow) open.form = cursor_.peek() == bracket ? Form::flow : Form::pair;
  if (style == YAML::EmitterStyle::Default) stop_at_unexpected();
  if (open.form == Form::block && open_.empty() && cursor_.line_start() == document_line_) {
    stop({cursor_.at(), cursor_.at() + 1}, "the file begins on the line of its --- mark",
         "put it on the line below the ---, or leave the --- out");
  }
  YamlNode node;
  node.kind = mapping ? YamlKind::mapping : YamlKind::sequence;
  node.span = {cursor_.at(), cursor_.at() + 1};
  node.target = open.node;
  if (open_.size() + 1 > nesting_limit_) stop_too_deep(node.span);
  tree_.nodes_.push_back(node);
  if (anchor != 0) set_anchor(anchor, {open.node, 0, 0});
  if (open.form == Form::flow) {
    cursor_.enter_flow();
    cursor_.skip_mark();
  }
  open_.push_back(open);
}

void YamlTreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                      YAML::EmitterStyle::value style) {
  begin_collection(mark, false, tag, anchor, style);
}

void YamlTreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                 YAML::EmitterStyle::value style) {
  begin_collection(mark, true, tag, anchor, style);
}

void YamlTreeBuilder::end_collection() {
  const Open open = open_.back();
  if (open.form == Form::flow) {
    cursor_.skip_white();
    if (cursor_.peek() == ',' && !open.empty) cursor_.skip_mark();
    if (cursor_.peek() != (open.mapping ? '}' : ']')) stop_at_unexpected();
    cursor_.leave_flow();
    cursor_.skip_mark_only();
    cursor_.set_indenting(false);
    last_end_ = cursor_.at();
  }
  open_.pop_back();
  YamlNode& node = tree_.nodes_[open.node];
  node.span.end = last_end_;
  node.end = static_cast<YamlIndex>(tree_.nodes_.size());
  if (open.anchor != 0) {
    const std::uint64_t own = node.end - open.node;
    set_anchor(open.anchor, {open.node, add_saturating(own, added_ - open.added_before), open.height});
  }
  child_done(open.height);
}

void YamlTreeBuilder::add_leaf(YamlNode node, YAML::anchor_t anchor) {
  const auto index = static_cast<YamlIndex>(tree_.nodes_.size());
  node.target = index;
  node.end = index + 1;
  tree_.nodes_.push_back(node);
  if (anchor != 0) set_anchor(anchor, {index, 1, 0});
  last_end_ = node.span.end;
  child_done(0);
}

void YamlTreeBuilder::child_done(int height) {
  if (open_.empty()) {
    root_done_ = true;
    return;
  }
  Open& parent = open_.back();
  parent.empty = false;
  parent.height = std::max(parent.height, height + 1);
  if (parent.mapping) parent.value_next = !parent.value_next;
}

void YamlTreeBuilder::set_anchor(YAML::anchor_t anchor, Anchor target) {
  if (anchor >= anchors_.size()) anchors_.resize(anchor + 1);
  anchors_[anchor] = target;
}

std::vector<std::uint32_t> YamlTreeBuilder::open_brackets() const {
  std::vector<std::uint32_t> brackets;
  for (const Open& open : open_) {
    if (open.form == Form::flow) brackets.push_back(tree_.nodes_[open.node].span.begin);
  }
  return brackets;
}

void YamlTreeBuilder::finish() {
  cursor_.skip_white();
  if (cursor_.column() == 0 && cursor_.rest().starts_with("...") && white_at(cursor_.text(), cursor_.at() + 3)) {
    cursor_.jump(cursor_.at() + 3);
    cursor_.skip_white();
  }
  if (!root_done_) throw YamlStop{empty_file(text_start_)};
  if (!cursor_.at_end()) throw YamlStop{text_after_root(cursor_)};
  const std::uint64_t allowed = added_nodes_factor * tree_.nodes_.size() + added_nodes_free;
  std::uint64_t added = 0;
  for (const Use& use : uses_) {
    added = add_saturating(added, use.added);
    if (added <= allowed) continue;
    const Span span = tree_.nodes_[use.alias].span;
    stop(span,
         fmt::format("aliases blow the file up to more than {} values; at most {} may come from them", added, allowed),
         "write the values out, or use fewer aliases");
  }
}

}  // namespace ampsite
