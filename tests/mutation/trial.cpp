#include "mutation/trial.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "ampsite/report/checked_file.h"
#include "ampsite/report/fingerprint.h"
#include "ampsite/rules/validate.h"
#include "support/repository.h"

namespace ampsite::test {
namespace {

template <class Entity>
const Entity& entity_at(const Site& site, const std::vector<Entity>& entities, std::string_view path) {
  const auto found =
      std::find_if(entities.begin(), entities.end(), [&](const Entity& e) { return path_of(site, e) == path; });
  REQUIRE(found != entities.end());
  return *found;
}

}  // namespace

std::vector<Found> findings_of(const Draft& draft) {
  SourceText source("draft.site.yaml", std::string(draft.text()));
  Validation validation = validate(source);
  CheckedFile file{std::move(source), std::move(validation), "draft.site.yaml"};
  add_fingerprints(file);
  std::vector<Found> found;
  for (const Diagnostic& diagnostic : file.validation.diagnostics) {
    const Finding& finding = diagnostic.finding;
    found.push_back({finding.rule, finding.path, file.source.position(finding.span.begin).line, finding.message,
                     diagnostic.fingerprint});
  }
  return found;
}

std::vector<Example> read_examples() {
  std::vector<Example> examples;
  for (const std::string& name : example_names()) {
    const Draft draft(repository_file("examples/" + name + ".site.yaml"));
    examples.push_back({name, draft, findings_of(draft)});
  }
  return examples;
}

int Trial::between(int least, int most) {
  REQUIRE(least <= most);
  // The library's distributions differ from one standard library to the next.
  return least + static_cast<int>(random_() % static_cast<std::uint32_t>(most - least + 1));
}

void Trial::expect(std::string_view rule, std::string_view path) {
  expected_.push_back({std::string(rule), std::string(path), 0, true});
}

void Trial::expect_on_line(std::string_view rule, int line) {
  expected_.push_back({std::string(rule), "", line, true});
}

void Trial::expect_at_entity(std::string_view rule, std::string_view entity) {
  const std::string id = fmt::format("{}.id", entity);
  expected_.push_back({std::string(rule), draft.has(id) ? id : std::string(entity), 0, false});
}

void Trial::expect_at_key(std::string_view rule, std::string_view path) {
  expected_.push_back({std::string(rule), "", draft.line_of_key(path), false});
}

void Trial::expect_elsewhere(std::string_view rule, std::string_view path) {
  expected_.push_back({std::string(rule), std::string(path), 0, false});
}

bool Trial::noted(std::string_view rule, const std::string& path) const {
  return std::any_of(example_.findings.begin(), example_.findings.end(),
                     [&](const Found& found) { return found.rule == rule && parent_path(found.path) == path; });
}

bool Trial::silences(const Found& found) const {
  return std::any_of(silenced_.begin(), silenced_.end(),
                     [&](const std::string& rule) { return found.rule.starts_with(rule); });
}

std::vector<Trial::Mark> Trial::expected() const {
  std::vector<Mark> marks;
  for (const Expected& expected : expected_) {
    const int line = expected.line > 0 ? expected.line : draft.line_of(expected.path);
    marks.push_back({line, expected.rule, expected.on_change});
  }
  std::sort(marks.begin(), marks.end(),
            [](const Mark& a, const Mark& b) { return std::tie(a.line, a.rule) < std::tie(b.line, b.rule); });
  return marks;
}

const Node& node_at(const Site& site, std::string_view path) { return entity_at(site, site.nodes, path); }

const Charger& charger_at(const Site& site, std::string_view path) { return entity_at(site, site.chargers, path); }

const PlcModule& module_at(const Site& site, std::string_view path) { return entity_at(site, site.modules, path); }

const AccessPoint& access_point_at(const Site& site, std::string_view path) {
  return entity_at(site, site.access_points(), path);
}

}  // namespace ampsite::test
