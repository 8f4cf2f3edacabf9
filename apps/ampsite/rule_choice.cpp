#include "rule_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ampsite/rules/registry.h"
#include "ampsite/source/severity_words.h"
#include "command_line.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

using Rules = std::vector<const Rule*>;

constexpr std::string_view why_pinned = "it protects people, the fuse or the meaning of the file";

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blank = " \t";
  const std::size_t begin = std::min(text.find_first_not_of(blank), text.size());
  return text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
}

/// The entries of all values of an option, in the order given.
std::vector<std::string> entries_of(std::string_view option, const std::vector<std::string>& values) {
  std::vector<std::string> entries;
  for (const std::string_view value : values) {
    for (std::size_t begin = 0; begin <= value.size();) {
      const std::size_t end = std::min(value.find(',', begin), value.size());
      const std::string_view entry = trim(value.substr(begin, end - begin));
      if (entry.empty()) throw UsageError(fmt::format("{} \"{}\" has an entry that names no rule", option, value));
      entries.emplace_back(entry);
      begin = end + 1;
    }
  }
  return entries;
}

Rules rules_that_begin_with(std::string_view beginning) {
  Rules found;
  for (const Rule& rule : all_rules()) {
    if (rule.id.starts_with(beginning)) found.push_back(&rule);
  }
  return found;
}

/// What may have been meant by a word that no id begins with.
std::string rule_suggestion(const std::string& word) {
  std::vector<std::string_view> ids;
  for (const Rule& rule : all_rules()) {
    if (rule.name == word) return fmt::format("; write its id, {}", rule.id);
    ids.push_back(rule.id);
  }
  constexpr std::string_view of_all = "AMP";
  std::string beginning = upper(word);
  while (!beginning.empty() && rules_that_begin_with(beginning).empty()) beginning.pop_back();
  if (beginning.size() > of_all.size()) return fmt::format("; did you mean {}?", beginning);
  const std::string near = suggestion(word, ids);
  return near.empty() ? "; \"ampsite rules\" lists them" : near;
}

Rules rules_named(std::string_view option, const std::string& word) {
  Rules rules = rules_that_begin_with(upper(word));
  if (rules.empty())
    throw UsageError(fmt::format("{}: there is no rule \"{}\"{}", option, word, rule_suggestion(word)));
  return rules;
}

bool is_named_in_full(const Rules& rules, std::string_view word) {
  return rules.size() == 1 && rules.front()->id.size() == word.size();
}

void leave_out_unselected(const std::vector<std::string>& values, RuleChoice& choice) {
  if (values.empty()) return;
  RuleIds selected;
  for (const std::string& word : entries_of("--select", values)) {
    const Rules rules = rules_named("--select", word);
    for (const Rule* rule : rules) selected.emplace(rule->id);
    if (is_named_in_full(rules, word)) choice.selected_by_id.emplace(rules.front()->id);
  }
  for (const Rule& rule : all_rules()) {
    if (!rule.pinned && !selected.contains(rule.id)) choice.left_out.emplace(rule.id);
  }
}

void leave_out_ignored(const std::vector<std::string>& values, RuleChoice& choice) {
  for (const std::string& word : entries_of("--ignore", values)) {
    const Rules rules = rules_named("--ignore", word);
    if (std::all_of(rules.begin(), rules.end(), [](const Rule* rule) { return rule->pinned; })) {
      const Rule& rule = *rules.front();
      throw UsageError(fmt::format("--ignore: {} {} is pinned and always runs: {}", rule.id, rule.name, why_pinned));
    }
    for (const Rule* rule : rules) {
      if (!rule->pinned) choice.left_out.emplace(rule->id);
    }
  }
}

void read_severity(const std::string& entry, RuleChoice& choice) {
  const std::size_t equals = entry.find('=');
  if (equals == std::string::npos) {
    throw UsageError(
        fmt::format("--severity {} names no level; write --severity RULE=LEVEL, such as AMP402=note", entry));
  }
  const std::string id(trim(std::string_view(entry).substr(0, equals)));
  const std::string level(trim(std::string_view(entry).substr(equals + 1)));
  const Rule* rule = find_rule(upper(id));
  if (rule == nullptr && !id.empty() && !rules_that_begin_with(upper(id)).empty()) {
    throw UsageError(fmt::format("--severity takes one rule by its id; \"{}\" is the beginning of several", id));
  }
  if (rule == nullptr) throw UsageError(fmt::format("--severity: there is no rule \"{}\"{}", id, rule_suggestion(id)));
  check_choice(fmt::format("the level of --severity {}", rule->id), level, severity_levels);
  const std::optional<Severity> severity = severity_named(level);
  if (const auto refused = pinned_against(*rule, severity)) throw UsageError("--severity: " + *refused);
  if (!rule->pinned) choice.severities[std::string(rule->id)] = severity;
}

/// A level for a rule that --select or --ignore leaves out is a contradiction.
void refuse_levels_of_left_out(const RuleChoice& choice, std::string_view left_out_by) {
  for (const auto& [id, severity] : choice.severities) {
    if (!severity || !choice.left_out.contains(id)) continue;
    throw UsageError(fmt::format("--severity {}={} is of no use, since {}; change one of them", id, to_text(*severity),
                                 left_out_by));
  }
}

}  // namespace

RuleChoice choose_rules(const RuleOptions& options) {
  RuleChoice choice;
  for (const std::string& entry : entries_of("--severity", options.severity)) read_severity(entry, choice);
  leave_out_unselected(options.select, choice);
  refuse_levels_of_left_out(choice, "--select does not name it");
  leave_out_ignored(options.ignore, choice);
  refuse_levels_of_left_out(choice, "--ignore leaves it out");
  return choice;
}

SeverityOverrides chosen_severities(const RuleChoice& choice, SeverityOverrides house) {
  SeverityOverrides severities = std::move(house);
  for (const std::string& id : choice.selected_by_id) {
    const auto found = severities.find(id);
    if (found != severities.end() && !found->second) severities.erase(found);
  }
  for (const auto& [id, severity] : choice.severities) severities[id] = severity;
  for (const std::string& id : choice.left_out) severities[id] = std::nullopt;
  return severities;
}

std::optional<std::string> pinned_against(const Rule& rule, std::optional<Severity> severity) {
  if (!rule.pinned || (severity && *severity >= rule.severity)) return std::nullopt;
  return fmt::format("{} {} is pinned and stays an {}: {}", rule.id, rule.name, to_text(rule.severity), why_pinned);
}

bool runs(const Rule& rule, const SeverityOverrides& severities) {
  if (rule.pinned) return true;
  const auto found = severities.find(rule.id);
  return found == severities.end() || found->second.has_value();
}

}  // namespace ampsite::app
