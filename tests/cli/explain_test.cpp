#include <doctest/doctest.h>

#include "ampsite/rules/registry.h"
#include "support/memory_files.h"
#include "support/repository.h"
#include "support/run_program.h"

using namespace ampsite::test;

namespace {

Ran explain(const std::vector<std::string>& arguments) {
  MemoryFiles files;
  std::vector<std::string> all{"explain"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run_program(all, files);
}

/// What stands behind "error: " when the arguments are refused.
std::string refusal(const std::vector<std::string>& arguments) {
  const Ran result = explain(arguments);
  CHECK(result.out.empty());
  CHECK(result.exit_code == 2);
  return result.err;
}

}  // namespace

TEST_CASE("explain prints the page of a rule, by id or by name, in any case") {
  const std::string page = repository_file("docs/rules/AMP203.md");
  for (const char* word : {"AMP203", "amp203", "limit-over-fuse", "Limit-Over-Fuse"}) {
    CAPTURE(word);
    const Ran result = explain({word});
    CHECK(result.out == page);
    CHECK(result.err.empty());
    CHECK(result.exit_code == 0);
  }
  CHECK(explain({"--", "AMP203"}).out == page);
  CHECK(explain({"AMP203", "--color", "always"}).out == page);
}

TEST_CASE("explain has a page for every rule") {
  for (const ampsite::Rule& rule : ampsite::all_rules()) {
    CAPTURE(rule.id);
    CHECK(explain({std::string(rule.id)}).out == repository_file("docs/rules/" + std::string(rule.id) + ".md"));
  }
}

TEST_CASE("explain refuses what is no rule, and says which may be meant") {
  CHECK(refusal({"limit-over-fuze"}) ==
        "error: there is no rule \"limit-over-fuze\"; did you mean limit-over-fuse?; \"ampsite rules\" lists them\n");
  CHECK(refusal({"AMP2O3"}) ==
        "error: there is no rule \"AMP2O3\"; did you mean AMP203?; \"ampsite rules\" lists them\n");
  CHECK(refusal({"wallbox"}) == "error: there is no rule \"wallbox\"; \"ampsite rules\" lists them\n");
  CHECK(refusal({""}) == "error: there is no rule \"\"; \"ampsite rules\" lists them\n");
}

TEST_CASE("explain names the rules of the family where an id has no rule, or only a family is named") {
  const auto lists = [](const std::string& word, const std::string& ids) {
    return "error: there is no rule \"" + word + "\"; \"ampsite rules\" lists " + ids + "\n";
  };
  for (const char* word : {"AMP299", "AMP215", "amp200", "AMP2", "AMP21", "AMP2xx", "amp2XX"}) {
    CAPTURE(word);
    CHECK(refusal({word}) == lists(word, "AMP201 to AMP214"));
  }
  CHECK(refusal({"AMP799"}) == lists("AMP799", "AMP701 to AMP708"));
  CHECK(refusal({"AMP0"}) == lists("AMP0", "AMP001 to AMP011"));
  // No rule is of this family, and none of another is meant.
  for (const char* word : {"AMP999", "AMP9", "AMP9xx"}) {
    CAPTURE(word);
    CHECK(refusal({word}) == lists(word, "them"));
  }
}

TEST_CASE("explain takes one rule") {
  CHECK(refusal({}) == "error: name one rule to explain, by its id or its name, such as AMP201\n");
  CHECK(refusal({"AMP201", "AMP202"}) == "error: unexpected argument \"AMP202\"\n");
  CHECK(refusal({"AMP201", "--", "AMP202"}) == "error: unexpected argument \"AMP202\"\n");
  CHECK(refusal({"--fromat"}) == "error: unknown option --fromat\n");
  CHECK(refusal({"AMP201", "--color", "blue"}) == "error: --color cannot be \"blue\"; possible: auto, always, never\n");
}
