#include "ampsite/read/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "ampsite/read/scalar.h"
#include "ampsite/source/sha256.h"

namespace ampsite {

namespace {

/// Of the file's form. More help nobody, and a file of 32 MiB could have millions, of a kilobyte each.
constexpr std::size_t most_errors = 10'000;
constexpr std::size_t longest_id = 64;
constexpr std::size_t longest_quote = 40;

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

bool is_id_character(char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; }

/// What is left of an id without the characters that no id can have.
std::string without_other_characters(std::string_view id) {
  std::string out;
  for (const char c : id) {
    if (out.size() == longest_id) break;
    if (out.empty() ? is_alphanumeric(c) : is_id_character(c)) out.push_back(c);
  }
  return out;
}

/// The first id of a mapping as written; empty where it has none, or none that is a text.
std::string_view first_id(const YamlTree& tree, YamlIndex mapping) {
  for (MappingWalk walk(tree, mapping); !walk.done(); walk.next()) {
    if (walk.text() != "id") continue;
    const YamlNode& value = tree[tree.resolve(walk.value())];
    return value.kind == YamlKind::scalar ? value.text : std::string_view();
  }
  return {};
}

std::string_view label(EntityKind kind) {
  switch (kind) {
    case EntityKind::supply:
      return "supply";
    case EntityKind::circuit:
      return "circuit";
    case EntityKind::charger:
      return "charger";
    case EntityKind::plc_module:
      return "PLC module";
    case EntityKind::access_point:
      return "access point";
  }
  return "";
}

}  // namespace

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > longest_id || !is_alphanumeric(text.front())) return false;
  return std::all_of(text.begin(), text.end(), is_id_character);
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text.substr(0, longest_quote)) out.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
  if (text.size() > longest_quote) {
    // A code point must not be cut in two.
    while (out.size() > 1 && (static_cast<unsigned char>(text[out.size() - 1]) & 0xC0U) == 0x80U) out.pop_back();
    out += "...";
  }
  return out + "\"";
}

std::string describe(const YamlNode& node) {
  switch (node.kind) {
    case YamlKind::null:
      return "empty";
    case YamlKind::sequence:
      return "a list";
    case YamlKind::mapping:
      return "a mapping";
    case YamlKind::scalar:
      break;
  }
  if (node.plain && is_json_number(node.text)) return "the number " + std::string(node.text.substr(0, longest_quote));
  if (node.plain && (node.text == "true" || node.text == "false")) return std::string(node.text);
  return "the text " + quoted(node.text);
}

Span Reader::start_of(YamlIndex mapping) const {
  const YamlIndex resolved = tree_.resolve(mapping);
  const bool has_keys = tree_[resolved].kind == YamlKind::mapping && tree_[resolved].end > resolved + 1;
  return resolved == mapping && has_keys ? tree_[resolved + 1].span : tree_[mapping].span;
}

Finding& Reader::report(std::string_view rule, Span span, std::string message, std::string help) {
  // Of the errors that nobody can switch off enough are listed for the file never to pass.
  if (rule > "AMP001" && rule < "AMP009" && ++errors_ > most_errors) return unlisted_ = {};
  Finding finding;
  finding.rule = rule;
  finding.message = std::move(message);
  finding.help = std::move(help);
  finding.span = span;
  finding.entity = entity_text();
  finding.path = path_text(0, true);
  finding.key = path_text(entities_.empty() ? 0 : entities_.back().depth, false);
  findings_.push_back(std::move(finding));
  return findings_.back();
}

void Reader::stop(Span span, std::string message, std::string help) {
  if (stopped_) return;
  findings_.clear();
  report("AMP001", span, std::move(message), std::move(help));
  stopped_ = true;
}

Findings Reader::take_findings() {
  if (stopped_) findings_.resize(1);
  std::set<std::tuple<std::string_view, std::uint32_t, std::uint32_t, std::string_view>> seen;
  Findings out;
  for (const Finding& finding : findings_) {
    if (seen.emplace(finding.rule, finding.span.begin, finding.span.end, finding.key).second) out.push_back(finding);
  }
  if (errors_ > most_errors && !stopped_) {
    out.front().help += fmt::format(" (of {} errors in the form of this file {} are listed)", errors_, most_errors);
  }
  return out;
}

std::string_view Reader::key() const {
  for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
    if (step->key.data() != nullptr) return step->key;
  }
  return {};
}

std::string Reader::subject() const {
  if (entities_.empty()) return steps_.empty() ? "the file" : path_text(0, true);
  const EntityFrame& entity = entities_.back();
  const std::string whose = label_of(entity);
  if (steps_.size() == entity.depth) return whose;
  return path_text(entity.depth, true) + " of " + whose;
}

std::string_view Reader::id_of(const EntityFrame& frame) const {
  if (frame.id_known) return frame.id;
  frame.id_known = true;
  if (node(frame.mapping).kind == YamlKind::mapping) frame.id = first_id(tree_, frame.mapping);
  return frame.id;
}

std::string Reader::written_id(const EntityFrame& frame) const {
  const std::string_view id = id_of(frame);
  std::string name = without_other_characters(id);
  if (name == id || !is_called_like_another(name)) return name;
  constexpr std::size_t enough_to_differ = 8;
  return name + '?' + sha256_hex(id).substr(0, enough_to_differ);
}

bool Reader::is_called_like_another(const std::string& name) const {
  if (!shared_names_) {
    shared_names_.emplace();
    std::map<std::string, std::string_view> first;
    for (YamlIndex i = 0; i < tree_.size(); ++i) {
      if (tree_[i].kind != YamlKind::mapping || tree_.resolve(i) != i) continue;
      const std::string_view id = first_id(tree_, i);
      if (id.empty()) continue;
      const auto [named, is_new] = first.emplace(without_other_characters(id), id);
      if (!is_new && named->second != id) shared_names_->insert(named->first);
    }
  }
  return shared_names_->contains(name);
}

std::string Reader::label_of(const EntityFrame& frame) const {
  const std::string_view id = id_of(frame);
  if (is_id(id)) return fmt::format("{} {}", label(frame.kind), id);
  if (frame.kind == EntityKind::supply) return "the supply";
  const std::string number = fmt::format("{} number {}", label(frame.kind), steps_[frame.depth - 1].list_index + 1);
  if (&frame == &entities_.front()) return number;
  return number + " of " + label_of(*(&frame - 1));
}

std::string Reader::entity_text() const {
  std::string out;
  for (const EntityFrame& frame : entities_) {
    if (!out.empty()) out += '/';
    const std::string id = written_id(frame);
    out += id.empty() ? "?" : id;
  }
  return out;
}

std::string Reader::path_text(std::size_t from, bool with_indices) const {
  std::string out;
  for (std::size_t i = from; i < steps_.size(); ++i) {
    if (steps_[i].key.data() == nullptr) {
      if (with_indices) out += fmt::format("[{}]", steps_[i].list_index);
      continue;
    }
    if (!out.empty()) out += '.';
    out += steps_[i].key;
  }
  return out;
}

const Span* SeenKeys::find_or_add(std::string_view key, Span span) {
  constexpr std::size_t few = 16;
  if (few_.size() <= few) {
    for (const auto& [seen, place] : few_) {
      if (seen == key) return &place;
    }
  } else {
    if (many_.empty()) {
      for (std::size_t i = 0; i < few_.size(); ++i) many_.emplace(few_[i].first, i);
    }
    const auto found = many_.lower_bound({key, 0});
    if (found != many_.end() && found->first == key) return &few_[found->second].second;
    many_.emplace(key, few_.size());
  }
  few_.emplace_back(key, span);
  return nullptr;
}

}  // namespace ampsite
