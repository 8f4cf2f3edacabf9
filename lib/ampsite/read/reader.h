#pragma once
// The reader's state: the tree, where in it the reading is, and what was found so far.
//
// Places are kept as a stack of steps, so that the text of a path is only made for a finding.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/read/yaml_tree.h"
#include "ampsite/site/site.h"
#include "ampsite/source/finding.h"

namespace ampsite {

struct Assembly;

/// The things of a site that have an id.
enum class EntityKind { supply, circuit, charger, plc_module, access_point };

class Reader {
 public:
  /// `assembly` takes what is no value of its own: null where no site is read.
  explicit Reader(const YamlTree& tree, Assembly* assembly = nullptr) : tree_(tree), assembly_(assembly) {}

  const YamlTree& tree() const { return tree_; }
  Assembly& assembly() const { return *assembly_; }
  /// The node itself, or what its alias stands for.
  const YamlNode& node(YamlIndex index) const { return tree_[tree_.resolve(index)]; }
  /// Where a value stands in the file; of an alias: the alias.
  Span span(YamlIndex index) const { return tree_[index].span; }
  /// Of the key of a value in a mapping: keys are single nodes, right before their values.
  Span key_span(YamlIndex value) const { return tree_[value - 1].span; }
  /// Where a mapping begins: its first key, an alias to it, or its brackets.
  Span start_of(YamlIndex mapping) const;

  void enter(std::string_view key) { steps_.push_back({key.data() == nullptr ? std::string_view("") : key, 0}); }
  void enter(std::uint32_t list_index) { steps_.push_back({{}, list_index}); }
  void leave() { steps_.pop_back(); }
  /// From here on values belong to this entity. `mapping` holds its id.
  void enter_entity(EntityKind kind, YamlIndex mapping) {
    entities_.push_back({kind, mapping, steps_.size(), false, {}});
  }
  void leave_entity() { entities_.pop_back(); }
  /// What the innermost entity is called in `Finding::entity`: its first id, of an id in doubt what is left without the
  /// characters that no id can have, so that mending it renames nothing below; empty where none is written. Where that
  /// is what another id of the file is called, a sum of the id as written is added: "K1?5f1d3a90".
  std::string written_id() const { return written_id(entities_.back()); }

  /// Adds a finding about the value at the current place. Errors beyond the first 10,000 are counted only.
  Finding& report(std::string_view rule, Span span, std::string message, std::string help);
  /// Adds the AMP001 that ends everything: what was found before and comes after does not count.
  void stop(Span span, std::string message, std::string help);
  bool stopped() const { return stopped_; }
  /// All findings; what is wrong behind an anchor counts once, however many aliases there are.
  Findings take_findings();

  /// "cable.cores of circuit K1", "charger A01", "grid.system", "the file".
  std::string subject() const;
  /// The current place is an entry of a list.
  bool at_list_entry() const { return !steps_.empty() && steps_.back().key.data() == nullptr; }
  /// The innermost key of the current place.
  std::string_view key() const;

 private:
  struct Step {
    std::string_view key;  ///< of no text at all (data() is null) for an entry of a list
    std::uint32_t list_index;
  };
  struct EntityFrame {
    EntityKind kind;
    YamlIndex mapping;
    std::size_t depth;  ///< the steps that lead to it
    mutable bool id_known;
    mutable std::string_view id;  ///< as written; looked for once there is a finding: the key may stand last
  };

  std::string_view id_of(const EntityFrame& frame) const;
  std::string written_id(const EntityFrame& frame) const;
  bool is_called_like_another(const std::string& name) const;
  std::string label_of(const EntityFrame& frame) const;
  std::string entity_text() const;
  std::string path_text(std::size_t from, bool with_indices) const;

  const YamlTree& tree_;
  Assembly* assembly_;
  std::vector<Step> steps_;
  std::vector<EntityFrame> entities_;
  mutable std::optional<std::set<std::string>> shared_names_;  ///< what several ids are called, once one is in doubt
  Findings findings_;
  std::size_t errors_ = 0;  ///< reported ones, of the rules that cannot be switched off
  Finding unlisted_;        ///< for whoever reports one too many
  bool stopped_ = false;
};

/// Goes through a mapping: its keys (as text) with their values.
class MappingWalk {
 public:
  MappingWalk(const YamlTree& tree, YamlIndex mapping)
      : tree_(tree), key_(tree.resolve(mapping) + 1), end_(tree[tree.resolve(mapping)].end) {}

  bool done() const { return key_ >= end_; }
  YamlIndex key() const { return key_; }
  YamlIndex value() const { return tree_[key_].end; }
  std::string_view text() const { return tree_[tree_.resolve(key_)].text; }
  void next() { key_ = tree_[value()].end; }

 private:
  const YamlTree& tree_;
  YamlIndex key_;
  YamlIndex end_;
};

/// Goes through the entries of a list.
class ListWalk {
 public:
  ListWalk(const YamlTree& tree, YamlIndex list)
      : tree_(tree), entry_(tree.resolve(list) + 1), end_(tree[tree.resolve(list)].end) {}

  bool done() const { return entry_ >= end_; }
  YamlIndex entry() const { return entry_; }
  std::uint32_t list_index() const { return count_; }
  void next() {
    entry_ = tree_[entry_].end;
    ++count_;
  }

 private:
  const YamlTree& tree_;
  YamlIndex entry_;
  YamlIndex end_;
  std::uint32_t count_ = 0;
};

/// The places of keys seen in a mapping with free keys, for the first of two equal ones.
class SeenKeys {
 public:
  /// The place of an equal key seen before, or null; a new key is remembered.
  const Span* find_or_add(std::string_view key, Span span);

 private:
  std::vector<std::pair<std::string_view, Span>> few_;
  std::set<std::pair<std::string_view, std::size_t>> many_;  ///< index into few_, once they are many
};

/// Letters, digits, '.', '_' and '-', the first a letter or digit; at most 64.
bool is_id(std::string_view text);

/// "the text \"63\"", "the number 63", "a list", "a mapping", "empty".
std::string describe(const YamlNode& node);

/// A text from the file, short enough for a message, in quotes.
std::string quoted(std::string_view text);

}  // namespace ampsite
