#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ampsite/report/rules_text.h"
#include "ampsite/rules/registry.h"
#include "ampsite/version.h"
#include "support/memory_files.h"
#include "support/run_program.h"

using namespace ampsite::test;

namespace {

Ran rules(const std::vector<std::string>& arguments) {
  MemoryFiles files;
  std::vector<std::string> all{"rules"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run_program(all, files);
}

std::string refusal(const std::vector<std::string>& arguments) {
  const Ran result = rules(arguments);
  CHECK(result.out.empty());
  CHECK(result.exit_code == 2);
  return result.err;
}

}  // namespace

TEST_CASE("rules lists every rule in a row of its own") {
  const Ran result = rules({});
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  CHECK(result.out == ampsite::rules_text(ampsite::all_rules()));
  const auto lines = std::count(result.out.begin(), result.out.end(), '\n');
  CHECK(lines == static_cast<std::ptrdiff_t>(ampsite::all_rules().size()) + 1);
  CHECK(rules({"--format", "text"}).out == result.out);
}

TEST_CASE("rules as JSON says what the registry says") {
  const Ran result = rules({"--format=json"});
  CHECK(result.exit_code == 0);
  CHECK(result.err.empty());
  nlohmann::json expected{{"format", "ampsite-rules/1"}, {"ampsite", ampsite::version}};
  for (const ampsite::Rule& rule : ampsite::all_rules()) {
    expected["rules"].push_back({{"id", rule.id},
                                 {"name", rule.name},
                                 {"severity", ampsite::to_text(rule.severity)},
                                 {"pinned", rule.pinned},
                                 {"summary", rule.summary}});
  }
  CHECK(nlohmann::json::parse(result.out) == expected);
}

TEST_CASE("rules refuses what it does not know") {
  CHECK(refusal({"--format", "jsn"}) ==
        "error: --format cannot be \"jsn\"; did you mean json?; possible: text, json\n");
  CHECK(refusal({"--formt", "json"}) == "error: unknown option --formt; did you mean --format?\n");
  CHECK(refusal({"AMP201"}) == "error: unexpected argument \"AMP201\"\n");
  CHECK(refusal({"--", "AMP201"}) == "error: unexpected argument \"AMP201\"\n");
  CHECK(refusal({"--format"}) == "error: --format needs a value: text|json\n");
}
