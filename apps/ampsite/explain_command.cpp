#include "explain_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <vector>

#include "ampsite/rules/pages.h"
#include "ampsite/rules/registry.h"
#include "ampsite/source/ascii.h"
#include "exit_codes.h"
#include "outputs.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

bool same_without_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower_ascii(x) == lower_ascii(y); });
}

const Rule& rule_named(const std::string& word) {
  std::vector<std::string_view> known;
  for (const Rule& rule : all_rules()) {
    if (same_without_case(rule.id, word) || same_without_case(rule.name, word)) return rule;
    known.push_back(rule.id);
    known.push_back(rule.name);
  }
  throw UsageError(
      fmt::format("there is no rule \"{}\"{}; \"ampsite rules\" lists them", word, suggestion(word, known)));
}

}  // namespace

int run_explain(const Arguments& given, const Streams& streams, Files& /*files*/) {
  std::optional<std::string> word;
  CLI::App command("Print what a rule checks, why, a bad and a good example, and its source.", "ampsite explain");
  command.add_option("RULE", word, "The rule by its id or its name, such as AMP201")->type_name("");
  if (const auto done = read_plain_arguments(command, given, word, streams)) return *done;
  if (!word) throw UsageError("name one rule to explain, by its id or its name, such as AMP201");
  const Rule& rule = rule_named(*word);
  const std::string_view page = rule_page(rule.id);
  if (page.empty()) throw std::logic_error(fmt::format("{} has no page", rule.id));
  print(streams, page);
  return exit_code::clean;
}

}  // namespace ampsite::app
