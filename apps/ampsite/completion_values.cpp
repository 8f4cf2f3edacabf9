#include <algorithm>
#include <utility>

#include "ampsite/rules/registry.h"
#include "completion_scripts.h"

namespace ampsite::app {

namespace {

std::vector<std::string> words_of(std::string_view value, const OptionTable& table) {
  if (const std::vector<std::string> choices = choices_in(value); !choices.empty()) return choices;
  std::vector<std::string> words;
  if (value == "RULE" || value == "RULES") {
    for (const Rule& rule : all_rules()) words.emplace_back(rule.id);
  }
  if (value == "FORMAT") {
    const auto format =
        std::find_if(table.rows.begin(), table.rows.end(), [](const OptionRow& row) { return row.name == "--format"; });
    if (format != table.rows.end()) words = choices_in(format->value);
  }
  return words;
}

bool is_file(std::string_view value) { return value == "FILE" || value == "PATH" || value == "PLAN"; }

}  // namespace

Completable completable(const OptionRow& row, const OptionTable& table) {
  std::string value = row.value;
  const bool optional_front = value.starts_with('[');
  value.erase(std::remove_if(value.begin(), value.end(), [](char c) { return c == '[' || c == ']'; }), value.end());
  const std::size_t equals = value.find('=');
  if (equals == std::string::npos) {
    std::vector<std::string> words = words_of(value, table);
    if (value == "RULE" && !row.is_option()) {
      for (const Rule& rule : all_rules()) words.emplace_back(rule.name);
    }
    return {.words = std::move(words),
            .behind = {},
            .list = value == "RULES",
            .files = is_file(value),
            .bare_files = is_file(value)};
  }
  const std::string behind = value.substr(equals + 1);
  return {.words = words_of(value.substr(0, equals), table),
          .behind = words_of(behind, table),
          .pair = true,
          .files = is_file(behind),
          .bare_files = optional_front && is_file(behind)};
}

}  // namespace ampsite::app
