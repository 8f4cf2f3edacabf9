#pragma once
// One example into which one fault is put.

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "mutation/draft.h"

namespace ampsite::test {

/// A finding, as far as it has to be told from others. The path tells it from another of its rule where lines move.
struct Found {
  std::string rule;
  std::string path;
  int line = 0;
  std::string message;
  std::string fingerprint;
};

std::vector<Found> findings_of(const Draft& draft);

struct Example {
  std::string name;
  Draft draft;
  std::vector<Found> findings;  ///< notes, if any
};

/// All of examples/*.site.yaml, by name.
std::vector<Example> read_examples();

/// What a mutation works on. It changes the draft, and says what is to be found there then.
class Trial {
 public:
  Trial(const Example& example, std::mt19937& random)
      : draft(example.draft), example_(example), random_(random), clean_(example.draft) {}

  Draft draft;
  const Site& site() const { return draft.site(); }

  /// A whole number from `least` to `most`.
  int between(int least, int most);
  bool toss() { return between(0, 1) == 1; }
  template <class T>
  T one_of(const std::vector<T>& values) {
    return values[static_cast<std::size_t>(between(0, static_cast<int>(values.size()) - 1))];
  }
  /// The path of one of the entities that pass; empty where none does.
  template <class Entity, class Passes>
  std::string any(const std::vector<Entity>& entities, Passes&& passes) {
    std::vector<std::string> paths;
    for (const Entity& entity : entities) {
      if (passes(entity)) paths.push_back(path_of(site(), entity));
    }
    return paths.empty() ? std::string() : one_of(paths);
  }
  template <class Passes>
  std::string any_node(Passes&& passes) {
    return any(site().nodes, passes);
  }
  template <class Passes>
  std::string any_charger(Passes&& passes) {
    return any(site().chargers, passes);
  }
  template <class Passes>
  std::string any_module(Passes&& passes) {
    return any(site().modules, passes);
  }
  template <class Passes>
  std::string any_access_point(Passes&& passes) {
    return any(site().access_points(), passes);
  }

  /// The example has a note of this rule about a value of the entity at a path.
  bool noted(std::string_view rule, const std::string& path) const;

  /// The draft as it is now is still without fault: the findings are those of the example.
  void prepared() { clean_ = draft; }
  const Draft& clean() const { return clean_; }

  /// The rule is to be found at this value of the changed text, on a line that was changed.
  void expect(std::string_view rule, std::string_view path);
  /// On a line that was changed, for a text that has no tree any more.
  void expect_on_line(std::string_view rule, int line);
  /// At an entity or section that lacks something now, wherever that stood: at its id; at its begin where it has none.
  void expect_at_entity(std::string_view rule, std::string_view entity);
  /// At the key of a section or list that lacks something now.
  void expect_at_key(std::string_view rule, std::string_view path);
  /// At another value than the changed one: the row says why the rule speaks there.
  void expect_elsewhere(std::string_view rule, std::string_view path);
  /// Notes of this rule that the example has may be gone: they rest on what is wrong now.
  void may_silence(std::string_view rule) { silenced_.emplace_back(rule); }
  /// All of them, where anything in the file may be what is wrong.
  void may_silence_notes() { silenced_.emplace_back("AMP"); }
  bool silences(const Found& found) const;

  struct Mark {
    int line = 0;
    std::string rule;
    bool on_change = true;  ///< the line is one that was changed
  };
  /// By line and rule.
  std::vector<Mark> expected() const;

 private:
  struct Expected {
    std::string rule;
    std::string path;
    int line = 0;  ///< 0 where the path tells
    bool on_change = true;
  };
  const Example& example_;
  std::mt19937& random_;
  Draft clean_;
  std::vector<Expected> expected_;
  std::vector<std::string> silenced_;
};

/// The entity at a path that `any` gave.
const Node& node_at(const Site& site, std::string_view path);
const Charger& charger_at(const Site& site, std::string_view path);
const PlcModule& module_at(const Site& site, std::string_view path);
const AccessPoint& access_point_at(const Site& site, std::string_view path);

/// How to break one rule.
struct Mutation {
  std::string_view rule;
  /// False where the example has nothing that the rule could be broken at; the trial is not used then.
  bool (*apply)(Trial& trial);
};

}  // namespace ampsite::test
