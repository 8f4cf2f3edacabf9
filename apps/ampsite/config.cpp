#include "config.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "ampsite/read/nearest.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/rules/registry.h"
#include "ampsite/source/severity_words.h"
#include "glob.h"
#include "paths.h"
#include "rule_choice.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

constexpr std::size_t config_limit = 1024UL * 1024;

Finding problem_at(Span span, std::string message, std::string help) {
  Finding finding;
  finding.span = span;
  finding.message = std::move(message);
  finding.help = std::move(help);
  return finding;
}

std::string help_for_unknown_rule(const std::string& id) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : all_rules()) {
    if (rule.name == id) return "write its id, " + std::string(rule.id);
    ids.push_back(rule.id);
  }
  const std::string_view near = nearest(id, ids);
  return near.empty() ? "rules are named by their ids, such as AMP402" : "did you mean " + std::string(near) + "?";
}

/// Adds the severities that the config sets, and what is wrong with them.
void read_severities(HouseConfig& house, Findings& problems) {
  for (const ConfigSeverity& entry : house.config.severity) {
    const Rule* rule = find_rule(entry.rule.value);
    const std::optional<Severity> severity = severity_named(entry.level.value);
    if (rule == nullptr) {
      problems.push_back(problem_at(entry.rule_span, "there is no rule \"" + entry.rule.value + "\"",
                                    help_for_unknown_rule(entry.rule.value)));
    } else if (const auto refused = pinned_against(*rule, severity)) {
      problems.push_back(problem_at(entry.rule_span, *refused, "take it out of severity"));
    } else if (!rule->pinned) {
      house.severities[entry.rule.value] = severity;
    }
  }
}

/// Something is there. A link to nothing, as of a repository that is not there any more, is not.
bool stands_at(FileKind kind) {
  return kind != FileKind::missing && kind != FileKind::unreachable && kind != FileKind::broken_link;
}

}  // namespace

Configs::Configs(ConfigChoice choice, const Files& files, bool colour)
    : choice_(std::move(choice)), files_(files), working_folder_(files.current_folder()), colour_(colour) {
  HouseConfig nothing;
  nothing.folder = working_folder_;
  none_ = std::make_shared<const HouseConfig>(std::move(nothing));
  if (!choice_.file.empty()) named_ = read(absolute_path(working_folder_, choice_.file));
}

const HouseConfig& Configs::for_file(const std::string& path) {
  if (choice_.none) return *none_;
  return named_ ? *named_ : *for_folder(folder_of(path));
}

const HouseConfig& Configs::for_working_folder() { return for_file(join(working_folder_, config_name)); }

bool Configs::excludes(const std::string& path) {
  const HouseConfig& house = for_file(path);
  if (house.config.exclude.empty()) return false;
  const std::string relative = relative_path(house.folder, path);
  return std::any_of(house.config.exclude.begin(), house.config.exclude.end(),
                     [&](const std::string& pattern) { return is_excluded_by(pattern, relative); });
}

const Configs::Found& Configs::for_folder(const std::string& folder) {
  const auto known = by_folder_.find(folder);
  if (known != by_folder_.end()) return known->second;
  const std::string here = join(folder, config_name);
  const std::string above = folder_of(folder);
  Found found = none_;
  const FileKind kind = files_.kind(here);
  if (kind == FileKind::special) {
    throw UsageError("the config " + relative_path(working_folder_, here) + " is a pipe or a device, not a file");
  }
  if (stands_at(kind) || kind == FileKind::broken_link) {
    found = read(here);  // which says why not, where it is no file
  } else if (above != folder && !stands_at(files_.kind(join(folder, ".git")))) {
    found = for_folder(above);
  }
  return by_folder_.emplace(folder, std::move(found)).first->second;
}

Configs::Found Configs::read(const std::string& path) const {
  const std::string name = relative_path(working_folder_, path);
  Outcome<std::string> text = files_.read(path, config_limit + 1);
  if (!text.value) throw UsageError("cannot read the config " + name + ": " + text.error);
  if (text.value->size() > config_limit) throw UsageError("the config " + name + " is larger than 1 MiB");

  const SourceText source(name, std::move(*text.value));
  ConfigResult result = read_config(source);
  HouseConfig house{folder_of(path), std::move(result.config), {}};
  Findings problems;
  if (result.findings.empty()) read_severities(house, problems);
  std::string report;
  for (const Finding& finding : result.findings) {
    report += problem_text(source, finding, "error[" + finding.rule + "]", {colour_, false}) + "\n";
  }
  for (const Finding& problem : problems) report += problem_text(source, problem, "error", {colour_, false}) + "\n";
  if (!report.empty()) throw UsageError("the config " + name + " cannot be used", report);
  return std::make_shared<const HouseConfig>(std::move(house));
}

}  // namespace ampsite::app
