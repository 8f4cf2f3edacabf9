#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/memory_files.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;

namespace {

/// AMP103, a warning, and AMP212, a note.
const std::string site_with_both = replaced(site_with_warning, "  fuse_a: 63\n", "  fuse_a: 60\n");

/// The ids that a run finds, one behind the other.
std::string found(const std::string& site, std::vector<std::string> options, const std::string& config = "") {
  MemoryFiles files({{"/work/a.site.yaml", site}, {"/work/.ampsite.yaml", config}});
  options.insert(options.begin(), {"validate", "a.site.yaml", "--format", "concise", "--fail-on", "never"});
  const Ran ran = run_program(options, files);
  REQUIRE(ran.err.empty());
  REQUIRE(ran.exit_code == 0);
  std::string ids;
  for (std::size_t at = ran.out.find('['); at != std::string::npos; at = ran.out.find("\na.site.yaml:", at)) {
    at = ran.out.find('[', at);
    ids += (ids.empty() ? "" : " ") + ran.out.substr(at + 1, 6);
  }
  return ids;
}

std::string refusal(const std::vector<std::string>& options) {
  MemoryFiles files({{"/work/a.site.yaml", site_with_error}});
  std::vector<std::string> arguments{"validate", "a.site.yaml"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  const Ran ran = run_program(arguments, files);
  CHECK(ran.exit_code == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err.starts_with("error: "));
  return ran.err.substr(7, ran.err.size() - 8);
}

}  // namespace

TEST_CASE("--select runs the rules it names by their ids or beginnings, and those that are pinned") {
  REQUIRE(found(site_with_both, {}) == "AMP212 AMP103");
  CHECK(found(site_with_both, {"--select", "AMP2"}) == "AMP212");
  CHECK(found(site_with_both, {"--select", "AMP103"}) == "AMP103");
  CHECK(found(site_with_both, {"--select=AMP212,AMP103"}) == "AMP212 AMP103");
  CHECK(found(site_with_both, {"--select", "amp212", "--select", "amp1"}) == "AMP212 AMP103");
  CHECK(found(site_with_both, {"--select", "AMP4"}).empty());
  CHECK(found(site_with_error, {"--select", "AMP4"}) == "AMP203");
}

TEST_CASE("--ignore takes rules out, also out of those that are selected, but none that is pinned") {
  CHECK(found(site_with_both, {"--ignore", "AMP2"}) == "AMP103");
  CHECK(found(site_with_both, {"--ignore", "AMP103, AMP212"}).empty());
  CHECK(found(site_with_both, {"--select", "AMP1,AMP2", "--ignore", "AMP1"}) == "AMP212");
  CHECK(found(site_with_error, {"--ignore", "AMP2"}) == "AMP203");
}

TEST_CASE("--severity changes what a finding counts as, and beats the config") {
  MemoryFiles files({{"/work/a.site.yaml", site_with_warning}, {"/work/.ampsite.yaml", "severity: {AMP103: note}\n"}});
  const auto exit_code = [&](const std::string& severity) {
    return run_program({"validate", "a.site.yaml", "--severity", severity}, files).exit_code;
  };
  CHECK(exit_code("AMP103=error") == 1);
  CHECK(exit_code("AMP103=warning") == 0);
  CHECK(found(site_with_both, {"--severity", "AMP103=off"}) == "AMP212");
  CHECK(found(site_with_both, {"--severity", "AMP103=off,AMP212=off"}).empty());
  CHECK(found(site_with_both, {"--severity=AMP103=off", "--severity=AMP103=note"}) == "AMP212 AMP103");
  // A pinned rule may be told what it is anyway.
  CHECK(found(site_with_error, {"--severity", "AMP203=error"}) == "AMP203");
}

TEST_CASE("a rule that a config switches off runs where the command line names it in full") {
  const std::string config = "severity: {AMP103: off}\n";
  CHECK(found(site_with_both, {}, config) == "AMP212");
  CHECK(found(site_with_both, {"--select", "AMP1"}, config).empty());
  CHECK(found(site_with_both, {"--select", "AMP103"}, config) == "AMP103");
  CHECK(found(site_with_both, {"--severity", "AMP103=note"}, config) == "AMP212 AMP103");
}

TEST_CASE("a comment that silences a rule which does not run is not held unused") {
  const std::string silenced = replaced(good_site, "  fuse_a: 63", "  fuse_a: 63  # ampsite: ignore[AMP212] as built");
  CHECK(found(silenced, {}) == "AMP010");
  CHECK(found(silenced, {"--ignore", "AMP212"}).empty());
  CHECK(found(silenced, {"--select", "AMP010"}).empty());
}

TEST_CASE("what names no rule is refused with what may be meant") {
  CHECK(refusal({"--ignore", "AMP9"}) == "--ignore: there is no rule \"AMP9\"; \"ampsite rules\" lists them");
  CHECK(refusal({"--ignore", "AMP4O2"}) == "--ignore: there is no rule \"AMP4O2\"; did you mean AMP4?");
  CHECK(refusal({"--select", "APM402"}) == "--select: there is no rule \"APM402\"; did you mean AMP402?");
  CHECK(refusal({"--select", "wifi-marginal"}) == "--select: there is no rule \"wifi-marginal\"; write its id, AMP402");
  CHECK(refusal({"--select", "AMP4,,AMP5"}) == "--select \"AMP4,,AMP5\" has an entry that names no rule");
  CHECK(refusal({"--select", ""}) == "--select \"\" has an entry that names no rule");
  CHECK(refusal({"--severity", "AMP499=off"}) == "--severity: there is no rule \"AMP499\"; did you mean AMP4?");
  CHECK(refusal({"--severity", "AMP4=off"}) ==
        "--severity takes one rule by its id; \"AMP4\" is the beginning of several");
  CHECK(refusal({"--severity", "AMP402"}) ==
        "--severity AMP402 names no level; write --severity RULE=LEVEL, such as AMP402=note");
  CHECK(refusal({"--severity", "AMP402=warnin"}) ==
        "the level of --severity AMP402 cannot be \"warnin\"; did you mean warning?; possible: error, warning, note, "
        "off");
}

TEST_CASE("a pinned rule is not to be ignored or lowered") {
  const std::string why = ": it protects people, the fuse or the meaning of the file";
  CHECK(refusal({"--ignore", "AMP203"}) == "--ignore: AMP203 limit-over-fuse is pinned and always runs" + why);
  CHECK(refusal({"--ignore", "AMP4,AMP203"}) == "--ignore: AMP203 limit-over-fuse is pinned and always runs" + why);
  for (const char* level : {"off", "note", "warning"}) {
    CHECK(refusal({"--severity", std::string("AMP203=") + level}) ==
          "--severity: AMP203 limit-over-fuse is pinned and stays an error" + why);
  }
}

TEST_CASE("a level for a rule that does not run is refused") {
  const auto of_no_use = [](const std::string& level, const std::string& why) {
    return "--severity " + level + " is of no use, since " + why + "; change one of them";
  };
  CHECK(refusal({"--ignore", "AMP4", "--severity", "AMP402=error"}) ==
        of_no_use("AMP402=error", "--ignore leaves it out"));
  CHECK(refusal({"--select", "AMP103", "--severity", "AMP402=note"}) ==
        of_no_use("AMP402=note", "--select does not name it"));
  CHECK(found(site_with_both, {"--select", "AMP1", "--severity", "AMP103=note"}) == "AMP103");
  CHECK(found(site_with_both, {"--ignore", "AMP103", "--severity", "AMP103=off"}) == "AMP212");
}
