#include "ampsite/read/read_config.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "support/repository.h"

using namespace ampsite;

namespace {

ConfigResult read(std::string text) { return read_config(SourceText(".ampsite.yaml", std::move(text))); }

std::string rules_of(const ConfigResult& result) {
  std::string out;
  for (const Finding& finding : result.findings) out += (out.empty() ? "" : " ") + finding.rule;
  return out;
}

}  // namespace

TEST_CASE("the configs that the documentation shows can be read as they stand") {
  const std::string page = ampsite::test::repository_file("docs/ci.md");
  const std::string fence = "\n```yaml\n";
  const std::size_t end = page.find("\n## Old files");
  int shown = 0;
  for (std::size_t at = page.find(fence); at < end; at = page.find(fence, at + 1), ++shown) {
    const std::size_t begin = at + fence.size();
    const ConfigResult result = read(page.substr(begin, page.find("\n```\n", begin) + 1 - begin));
    CHECK(rules_of(result) == "");
    if (shown == 1) CHECK(result.config.tables.size() == 2);
  }
  CHECK(shown == 2);
}

TEST_CASE("a house's config") {
  const ConfigResult result = read(R"(severity:
  AMP402: error
  AMP212: off
exclude: [old/**, "*.draft.site.yaml"]
fail_on: warning
planning:
  overnight_h: 12
  plc: {max_distance_m: 70}
)");
  REQUIRE(rules_of(result) == "");
  const Config& config = result.config;
  REQUIRE(config.severity.size() == 2);
  CHECK(config.severity[0].rule.value == "AMP402");
  CHECK(config.severity[0].level.value == "error");
  CHECK(config.severity[1].level.value == "off");
  CHECK(config.exclude == std::vector<std::string>{"old/**", "*.draft.site.yaml"});
  CHECK(config.fail_on.value == "warning");
  CHECK(config.planning.overnight_h.value == 12);
  CHECK(config.planning.plc->max_distance_m.value == 70);
  CHECK(config.planning.plc->max_chargers.presence == Presence::defaulted);
  CHECK(config.planning.one_phase_line.absent());
}

TEST_CASE("a config that says nothing changes nothing") {
  CHECK(rules_of(read("")) == "");
  CHECK(rules_of(read("# fail_on: note\n\n")) == "");
}

TEST_CASE("what is wrong in a config is found as in a site") {
  CHECK(rules_of(read("severity: {AMP402: fatal}\n")) == "AMP006");
  CHECK(rules_of(read("severity: {AMP402: error, AMP402: off}\n")) == "AMP002");
  CHECK(rules_of(read("severity: [AMP402]\n")) == "AMP005");
  CHECK(rules_of(read("exclude: old/**\n")) == "AMP005");
  CHECK(rules_of(read("fail_on: off\n")) == "AMP006");
  CHECK(rules_of(read("severty: {}\nplanning: {overnight_h: 99}\n")) == "AMP003 AMP006");
  CHECK(rules_of(read("tables: {}\n")) == "AMP005");
  CHECK(rules_of(read("fail_on: [\n")) == "AMP001");
  CHECK(rules_of(read("- severity\n")) == "AMP005");
}

TEST_CASE("a pattern of exclude counts from the config's folder and cannot leave it") {
  CHECK(read("exclude: [./a, ././b/*.yaml, a/.hidden, a..b]\n").config.exclude ==
        std::vector<std::string>{"/a", "/b/*.yaml", "a/.hidden", "a..b"});
  for (const std::string pattern : {"../x", "..", "a/../b", "./..", "'!sites'"}) {
    CAPTURE(pattern);
    const ConfigResult result = read("exclude: [old, " + pattern + "]\n");
    CHECK(rules_of(result) == "AMP006");
    CHECK(result.config.exclude.empty());
  }
}
