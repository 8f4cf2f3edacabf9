// The examples are clean. A change that breaks one rule is found by that rule on a line that was changed, or where
// the mutation says that it stands instead, and by no other rule but those that the mutation names.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "ampsite/rules/registry.h"
#include "mutation/mutations.h"
#include "support/lines.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

constexpr std::uint32_t seeds = 12;

/// A line that only one of two texts has, with its number there, from 1.
struct ChangedLine {
  int number = 0;
  char sign = '+';  ///< '-' where it is of the text before
  std::string_view text;
};

/// The longest common subsequence stays out.
std::vector<ChangedLine> changed_lines(std::string_view before, std::string_view after) {
  const std::vector<std::string_view> a = lines_of(before);
  const std::vector<std::string_view> b = lines_of(after);
  std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::vector<ChangedLine> changed;
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      ++i;
      ++j;
    } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
      changed.push_back({static_cast<int>(i + 1), '-', a[i]});
      ++i;
    } else {
      changed.push_back({static_cast<int>(j + 1), '+', b[j]});
      ++j;
    }
  }
  return changed;
}

std::string difference(std::string_view before, std::string_view after) {
  std::string text;
  for (const ChangedLine& line : changed_lines(before, after)) {
    text += fmt::format("{:4} {} {}\n", line.number, line.sign, line.text);
  }
  return text;
}

/// "12 AMP203", one a line.
std::string listed(const std::vector<Trial::Mark>& marks) {
  std::string text;
  for (const Trial::Mark& mark : marks) text += fmt::format("{} {}\n", mark.line, mark.rule);
  return text;
}

/// What is expected on a line that was changed, but stands on none.
std::vector<Trial::Mark> off_the_change(const Trial& trial) {
  const std::vector<ChangedLine> changed = changed_lines(trial.clean().text(), trial.draft.text());
  std::vector<Trial::Mark> marks = trial.expected();
  std::erase_if(marks, [&](const Trial::Mark& mark) {
    return !mark.on_change || std::any_of(changed.begin(), changed.end(), [&](const ChangedLine& line) {
      return line.sign == '+' && line.number == mark.line;
    });
  });
  return marks;
}

std::string listed(const std::vector<Found>& findings) {
  std::string text;
  for (const Found& found : findings) text += fmt::format("{:4} {} {}\n", found.line, found.rule, found.message);
  return text;
}

/// Those of `findings` that `others` has not, or has with another fingerprint, as "12 AMP203", sorted.
std::string not_among(const std::vector<Found>& findings, const std::vector<Found>& others) {
  std::multiset<std::tuple<std::string, std::string, std::string>> there;
  for (const Found& found : others) there.emplace(found.rule, found.path, found.fingerprint);
  std::vector<std::pair<int, std::string>> marks;
  for (const Found& found : findings) {
    if (const auto same = there.find({found.rule, found.path, found.fingerprint}); same != there.end()) {
      there.erase(same);
    } else {
      marks.emplace_back(found.line, found.rule);
    }
  }
  std::sort(marks.begin(), marks.end());
  std::string text;
  for (const auto& [line, rule] : marks) text += fmt::format("{} {}\n", line, rule);
  return text;
}

void check_trial(const Example& example, const Trial& trial) {
  const bool prepared = trial.clean().text() != example.draft.text();
  std::vector<Found> before = prepared ? findings_of(trial.clean()) : example.findings;
  const std::vector<Found> after = findings_of(trial.draft);
  INFO("prepared:\n" << difference(example.draft.text(), trial.clean().text()));
  INFO("found in it:\n" << listed(before));
  INFO("changed:\n" << difference(trial.clean().text(), trial.draft.text()));
  INFO("found then:\n" << listed(after));
  CHECK(not_among(before, example.findings) == "");
  CHECK(not_among(after, before) == listed(trial.expected()));
  CHECK(listed(off_the_change(trial)) == "");
  std::erase_if(before, [&](const Found& found) { return trial.silences(found); });
  CHECK(not_among(before, after) == "");
}

/// The example says that this rule is not for it.
bool ignores(const Example& example, std::string_view rule) {
  return example.draft.text().find(fmt::format("ignore-file[{}]", rule)) != std::string_view::npos;
}

void check_mutation(const Mutation& mutation, const std::vector<Example>& examples) {
  CAPTURE(mutation.rule);
  for (std::uint32_t seed = 0; seed < seeds; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    bool done = false;
    // The seeds go round the examples, so that each that fits has its turn; a choice that does not fit is made anew.
    constexpr std::size_t attempts = 8;
    for (std::size_t turn = 0; turn < attempts * examples.size() && !done; ++turn) {
      const Example& example = examples[(seed + turn / attempts) % examples.size()];
      CAPTURE(example.name);
      if (ignores(example, mutation.rule)) continue;
      Trial trial(example, random);
      done = mutation.apply(trial);
      if (done) check_trial(example, trial);
    }
    INFO("no example has anything that this rule could be broken at");
    CHECK(done);
  }
}

void check_family(std::span<const Mutation> mutations) {
  const std::vector<Example> examples = read_examples();
  for (const Mutation& mutation : mutations) check_mutation(mutation, examples);
}

}  // namespace

TEST_CASE("every rule has a mutation, and none has two") {
  std::vector<std::string> mutated;
  const auto add = [&](std::span<const Mutation> mutations) {
    for (const Mutation& mutation : mutations) mutated.emplace_back(mutation.rule);
  };
  for (const auto family :
       {mutations_of_the_file(), mutations_of_the_tree(), mutations_of_the_fuses(), mutations_of_the_currents(),
        mutations_of_the_grid(), mutations_of_the_wifi(), mutations_of_the_plc(), mutations_of_the_lte(),
        mutations_of_the_network(), mutations_of_the_cables()}) {
    add(family);
  }
  for (const Rule& rule : all_rules()) {
    CAPTURE(rule.id);
    CHECK(std::count(mutated.begin(), mutated.end(), rule.id) == 1);
  }
  CHECK(mutated.size() == all_rules().size());
}

TEST_CASE("mutations of AMP001 to AMP011, the file") { check_family(mutations_of_the_file()); }
TEST_CASE("mutations of AMP101 to AMP105, the tree") { check_family(mutations_of_the_tree()); }
TEST_CASE("mutations of AMP201 to AMP212, the fuses and what stands behind them") {
  check_family(mutations_of_the_fuses());
}
TEST_CASE("mutations of AMP203 to AMP214, limits, base loads and what is left") {
  check_family(mutations_of_the_currents());
}
TEST_CASE("mutations of AMP301 to AMP309, the grid") { check_family(mutations_of_the_grid()); }
TEST_CASE("mutations of AMP401 to AMP413, WiFi") { check_family(mutations_of_the_wifi()); }
TEST_CASE("mutations of AMP501 to AMP515, PLC") { check_family(mutations_of_the_plc()); }
TEST_CASE("mutations of AMP601 to AMP606, 4G") { check_family(mutations_of_the_lte()); }
TEST_CASE("mutations of AMP701 to AMP708, the network") { check_family(mutations_of_the_network()); }
TEST_CASE("mutations of AMP801 to AMP807, cables and short circuits") { check_family(mutations_of_the_cables()); }
