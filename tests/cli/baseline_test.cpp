#include "ampsite/baseline.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "support/memory_files.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;
using nlohmann::json;

namespace {

/// A site with AMP103 and AMP212, and a site with AMP212: three findings, none of a pinned rule.
const std::string site_with_both = replaced(site_with_warning, "  fuse_a: 63\n", "  fuse_a: 60\n");

std::map<std::string, std::string> two_sites() {
  return {{"/work/a.site.yaml", site_with_both}, {"/work/b.site.yaml", site_with_note}};
}

Ran validate(MemoryFiles& files, std::vector<std::string> options) {
  options.insert(options.begin(), {"validate", "--fail-on", "note"});
  return run_program(options, files);
}

/// The same files with a baseline of what is found in them.
MemoryFiles with_baseline(std::map<std::string, std::string> contents) {
  MemoryFiles files(std::move(contents));
  const Ran ran = validate(files, {".", "--write-baseline", "known.json"});
  REQUIRE(ran.exit_code == 0);
  return MemoryFiles(files.contents());
}

MemoryFiles changed(const MemoryFiles& files, const std::string& path, const std::string& text) {
  std::map<std::string, std::string> contents = files.contents();
  contents[path] = text;
  return MemoryFiles(std::move(contents));
}

MemoryFiles without(const MemoryFiles& files, const std::string& path) {
  std::map<std::string, std::string> contents = files.contents();
  contents.erase(path);
  return MemoryFiles(std::move(contents));
}

/// "AMP103 a.site.yaml, AMP212 b.site.yaml".
std::string listed(const MemoryFiles& files, const std::string& path = "/work/known.json") {
  std::string text;
  const json baseline = json::parse(files.contents().at(path));
  for (const json& entry : baseline["findings"]) {
    text += (text.empty() ? "" : ", ") + entry["rule"].get<std::string>() + " " + entry["file"].get<std::string>();
  }
  return text;
}

/// What tightening leaves of the baseline, and what it says of it.
struct Tightened {
  std::string listed;
  std::string notes;
};

Tightened tightened(const MemoryFiles& known, std::vector<std::string> options = {"."}) {
  MemoryFiles files(known.contents());
  options.insert(options.end(), {"--baseline", "known.json", "--write-baseline", "known.json"});
  const Ran ran = validate(files, options);
  return {listed(files), ran.err};
}

std::string refusal(const std::string& baseline) {
  MemoryFiles files({{"/work/a.site.yaml", good_site}, {"/work/known.json", baseline}});
  const Ran ran = validate(files, {".", "--baseline", "known.json"});
  CHECK(ran.exit_code == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err.ends_with("error: the baseline known.json cannot be used\n"));
  return ran.err.substr(0, ran.err.find('\n', ran.err.find("known.json:")));
}

}  // namespace

TEST_CASE("a baseline lists what is found, one finding a line, sorted, with files from its own folder") {
  MemoryFiles files(two_sites());
  const Ran ran = validate(files, {".", "--write-baseline", "ci/known.json"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.out == "no findings in 2 files, 3 in the baseline\n");
  CHECK(ran.err == "note: ci/known.json now lists 3 findings\n");
  const std::string& text = files.contents().at("/work/ci/known.json");
  CHECK(text.starts_with("{\n  \"format\": \"ampsite-baseline/1\",\n  \"findings\": [\n    {\"fingerprint\": \""));
  CHECK(text.ends_with("}\n  ]\n}\n"));
  CHECK(std::count(text.begin(), text.end(), '\n') == 8);
  CHECK(listed(files, "/work/ci/known.json") == "AMP103 ../a.site.yaml, AMP212 ../a.site.yaml, AMP212 ../b.site.yaml");
  const json first = json::parse(text)["findings"][0];
  CHECK(first.size() == 5);
  CHECK(first["entity"] == "main/K1");
  CHECK_FALSE(first["message"].get<std::string>().empty());
}

TEST_CASE("known findings are taken out of every format and counted; new ones count") {
  MemoryFiles files = with_baseline(two_sites());
  const Ran known = validate(files, {".", "--baseline", "known.json", "--format", "json"});
  CHECK(known.exit_code == 0);
  CHECK(json::parse(known.out)["summary"]["baselined"] == 3);
  CHECK(json::parse(known.out)["diagnostics"].empty());
  CHECK(known.err.empty());

  MemoryFiles with_new = changed(files, "/work/c.site.yaml", site_with_warning);
  const Ran ran = validate(with_new, {".", "--baseline", "known.json", "--format", "concise"});
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.starts_with("c.site.yaml:"));
  CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 1);
}

TEST_CASE("a finding is known wherever it has moved to in its file") {
  const MemoryFiles files = with_baseline(two_sites());
  MemoryFiles moved = changed(files, "/work/a.site.yaml", "# a comment\n\n" + site_with_both);
  CHECK(validate(moved, {".", "--baseline", "known.json"}).exit_code == 0);
}

TEST_CASE("pinned findings are in no baseline, and an entry that somebody wrote in changes nothing") {
  MemoryFiles files({{"/work/a.site.yaml", site_with_error}});
  const Ran written = validate(files, {".", "--write-baseline", "known.json", "--format", "json"});
  CHECK(written.exit_code == 1);
  const json finding = json::parse(written.out)["diagnostics"][0];
  CHECK(finding["rule"] == "AMP203");
  CHECK(listed(files).empty());

  const json by_hand{{"format", "ampsite-baseline/1"},
                     {"findings",
                      {{{"fingerprint", finding["fingerprint"]},
                        {"rule", "AMP203"},
                        {"file", "a.site.yaml"},
                        {"entity", "main"},
                        {"message", ""}}}}};
  MemoryFiles cheated = changed(files, "/work/known.json", by_hand.dump());
  const Ran ran = validate(cheated, {".", "--baseline", "known.json"});
  CHECK(ran.exit_code == 1);
  CHECK(ran.err ==
        "note: the baseline lists findings of pinned rules, which always count: AMP203 of main in a.site.yaml; "
        "--write-baseline writes it without them\n");
  CHECK(tightened(cheated).listed.empty());
}

TEST_CASE("a finding that is gone is told, and goes with the next baseline that is written; new ones stay out") {
  const MemoryFiles known = with_baseline(two_sites());
  MemoryFiles fixed = changed(known, "/work/a.site.yaml", site_with_note);
  const Ran ran = validate(fixed, {".", "--baseline", "known.json"});
  CHECK(ran.exit_code == 0);
  CHECK(ran.err ==
        "note: 1 finding of the baseline is gone: AMP103 of main/K1 in a.site.yaml; --write-baseline writes it "
        "without it\n");
  CHECK(validate(fixed, {".", "--baseline", "known.json", "--quiet"}).err.empty());

  MemoryFiles with_new = changed(fixed, "/work/b.site.yaml", site_with_both);
  const Ran again = validate(with_new, {".", "--baseline", "known.json", "--write-baseline", "known.json"});
  CHECK(again.exit_code == 1);
  CHECK(again.err ==
        "note: 1 finding of the baseline is gone: AMP103 of main/K1 in a.site.yaml; known.json is written without it\n"
        "note: known.json now lists 2 findings\n");
  CHECK(listed(with_new) == "AMP212 a.site.yaml, AMP212 b.site.yaml");
}

TEST_CASE("tightening changes no line that stays") {
  const MemoryFiles known = with_baseline(two_sites());
  MemoryFiles fixed = changed(known, "/work/a.site.yaml", site_with_note);
  validate(fixed, {".", "--baseline", "known.json", "--write-baseline", "known.json"});
  std::istringstream now(fixed.contents().at("/work/known.json"));
  const std::string& before = known.contents().at("/work/known.json");
  for (std::string line; std::getline(now, line);) CHECK(before.find(line) != std::string::npos);
  CHECK(tightened(known).listed == listed(known));
}

TEST_CASE("several that are gone are named up to three") {
  std::map<std::string, std::string> contents;
  for (const char* name : {"1", "2", "3", "4", "5"}) {
    contents["/work/" + std::string(name) + ".site.yaml"] = site_with_note;
  }
  contents = with_baseline(contents).contents();
  for (const char* name : {"1", "2", "3", "4", "5"}) contents["/work/" + std::string(name) + ".site.yaml"] = good_site;
  MemoryFiles files(contents);
  CHECK(validate(files, {".", "--baseline", "known.json"}).err ==
        "note: 5 findings of the baseline are gone: AMP212 of main in 1.site.yaml, AMP212 of main in 2.site.yaml, "
        "AMP212 of main in 3.site.yaml and 2 more; --write-baseline writes it without them\n");
}

TEST_CASE("what was not judged in full is kept") {
  const MemoryFiles known = with_baseline(two_sites());
  const std::string all = listed(known);
  const std::string kept = "note: known.json now lists 3 findings\n";
  SUBCASE("a file that was not checked") {
    const Tightened result = tightened(known, {"a.site.yaml"});
    CHECK(result.listed == all);
    CHECK(result.notes == kept);
  }
  SUBCASE("a file with a finding that leaves something unknown") {
    CHECK(tightened(changed(known, "/work/a.site.yaml", broken_site)).listed == all);
    const std::string unknown_key = replaced(good_site, "  fuse_a: 63\n", "  fuse_a: 63\n  fuze: 1\n");
    CHECK(tightened(changed(known, "/work/a.site.yaml", unknown_key)).listed == all);
  }
  SUBCASE("a file that cannot be read") {
    MemoryFiles files(known.contents());
    files.unreadable.insert("/work/a.site.yaml");
    CHECK(validate(files, {".", "--baseline", "known.json", "--write-baseline", "known.json"}).exit_code == 2);
    CHECK(listed(files) == all);
  }
  SUBCASE("a rule that did not run") {
    const MemoryFiles fixed = changed(changed(known, "/work/a.site.yaml", good_site), "/work/b.site.yaml", good_site);
    CHECK(tightened(fixed, {".", "--ignore", "AMP1"}).listed == "AMP103 a.site.yaml");
    CHECK(tightened(fixed, {".", "--select", "AMP1"}).listed == "AMP212 a.site.yaml, AMP212 b.site.yaml");
    CHECK(tightened(fixed, {".", "--severity", "AMP103=off"}).listed == "AMP103 a.site.yaml");
    CHECK(tightened(changed(fixed, "/work/.ampsite.yaml", "severity: {AMP103: off}\n")).listed == "AMP103 a.site.yaml");
    CHECK(tightened(fixed).listed.empty());
  }
  SUBCASE("a file with an error of a pinned rule, behind which other rules may be silent") {
    CHECK(tightened(changed(known, "/work/a.site.yaml", site_with_error)).listed == all);
  }
  SUBCASE("a file that a config excludes") {
    const MemoryFiles excluded = changed(known, "/work/.ampsite.yaml", "exclude: [a.site.yaml]\n");
    CHECK(tightened(excluded).listed == all);
    CHECK(tightened(excluded, {"a.site.yaml"}).listed == all);
  }
}

TEST_CASE("entries of a rule that this version does not have are gone") {
  const MemoryFiles known = with_baseline(two_sites());
  const std::string text = replaced(known.contents().at("/work/known.json"), "AMP103", "AMP999");
  const MemoryFiles newer = changed(changed(known, "/work/known.json", text), "/work/a.site.yaml", site_with_note);
  const Tightened result = tightened(newer);
  CHECK(result.listed == "AMP212 a.site.yaml, AMP212 b.site.yaml");
  CHECK(result.notes.starts_with("note: 1 finding of the baseline is gone: AMP999 of main/K1 in a.site.yaml; "));
}

TEST_CASE("entries of a deleted file let no new finding into a file that the baseline lists, by the same name or not") {
  MemoryFiles files({{"/work/north/.ampsite.yaml", ""},
                     {"/work/north/a.site.yaml", site_with_both},
                     {"/work/south/.ampsite.yaml", ""},
                     {"/work/south/a.site.yaml", site_with_note}});
  REQUIRE(validate(files, {".", "--write-baseline", "known.json"}).exit_code == 0);
  MemoryFiles worse = changed(without(files, "/work/north/a.site.yaml"), "/work/south/a.site.yaml", site_with_both);
  const Ran ran = validate(worse, {".", "--baseline", "known.json", "--write-baseline", "known.json"});
  CHECK(ran.exit_code == 1);
  CHECK(listed(worse) == "AMP212 south/a.site.yaml");
}

TEST_CASE("a file that has moved keeps its entries") {
  MemoryFiles files({{"/work/north/.ampsite.yaml", ""}, {"/work/north/a.site.yaml", site_with_both}});
  REQUIRE(validate(files, {".", "--write-baseline", "known.json"}).exit_code == 0);
  std::map<std::string, std::string> contents = without(files, "/work/north/a.site.yaml").contents();
  contents["/work/south/.ampsite.yaml"] = "";
  contents["/work/south/a.site.yaml"] = site_with_both;
  const Tightened result = tightened(MemoryFiles(std::move(contents)));
  CHECK(result.listed == "AMP103 south/a.site.yaml, AMP212 south/a.site.yaml");
}

TEST_CASE("entries of a file that was deleted are gone") {
  const Tightened result = tightened(without(with_baseline(two_sites()), "/work/a.site.yaml"));
  CHECK(result.listed == "AMP212 b.site.yaml");
  CHECK(result.notes.starts_with("note: 2 findings of the baseline are gone: "));
}

TEST_CASE("files that two configs call by the same name are told apart") {
  MemoryFiles files({{"/work/north/.ampsite.yaml", ""},
                     {"/work/north/a.site.yaml", site_with_note},
                     {"/work/south/.ampsite.yaml", ""},
                     {"/work/south/a.site.yaml", site_with_note}});
  REQUIRE(validate(files, {"north", "--write-baseline", "known.json"}).exit_code == 0);
  const Ran ran = validate(files, {".", "--baseline", "known.json", "--format", "concise"});
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.starts_with("south/a.site.yaml:"));
}

TEST_CASE("a baseline is of use from any folder, and from outside the tree") {
  MemoryFiles files({{"/work/.ampsite.yaml", ""},
                     {"/work/north/a.site.yaml", site_with_note},
                     {"/work/south/b.site.yaml", site_with_note}});
  REQUIRE(validate(files, {".", "--write-baseline", "known.json"}).exit_code == 0);
  files.working_folder = "/work/north";
  const Ran inside = validate(files, {".", "--baseline", "../known.json"});
  CHECK(inside.exit_code == 0);
  CHECK(inside.err.empty());

  // Copied to where its paths lead nowhere, it still knows the fingerprints.
  std::map<std::string, std::string> contents = files.contents();
  contents["/elsewhere/known.json"] = contents.at("/work/known.json");
  MemoryFiles copied(std::move(contents));
  const Ran outside = validate(copied, {".", "--baseline", "/elsewhere/known.json"});
  CHECK(outside.exit_code == 0);
  CHECK(outside.err.empty());
}

TEST_CASE("standard input has a baseline under the name that it is given") {
  MemoryFiles files = with_baseline({{"/work/a.site.yaml", site_with_note}});
  const auto checked = [&](const std::string& name) {
    return run_program(
        {"validate", "-", "--stdin-filename", name, "--baseline", "known.json", "--fail-on", "note", "--quiet"}, files,
        site_with_note);
  };
  CHECK(checked("a.site.yaml").exit_code == 0);
  CHECK(checked("b.site.yaml").exit_code == 1);
}

TEST_CASE("an entry that stands in a baseline twice is as good as one") {
  MemoryFiles files = with_baseline({{"/work/a.site.yaml", site_with_note}});
  json text = json::parse(files.contents().at("/work/known.json"));
  text["findings"].push_back(text["findings"][0]);
  const MemoryFiles doubled = changed(files, "/work/known.json", text.dump());
  CHECK(tightened(doubled).listed == "AMP212 a.site.yaml");
  CHECK(tightened(changed(doubled, "/work/a.site.yaml", good_site)).listed.empty());
}

TEST_CASE("a baseline that cannot be used is refused with its place") {
  CHECK(refusal("") == "error: the text ends too early\n --> known.json:1:1");
  CHECK(refusal("[]") == "error: this is no baseline: its format is not \"ampsite-baseline/1\"\n --> known.json:1:1");
  CHECK(refusal("{\"format\": \"ampsite-baseline/2\", \"findings\": []}") ==
        "error: this program reads and writes \"ampsite-baseline/1\", not \"ampsite-baseline/2\"\n"
        " --> known.json:1:12");
  CHECK(refusal("{\"format\": \"ampsite-baseline/1\"}") ==
        "error: a baseline has a list of findings\n --> known.json:1:1");
  CHECK(refusal("{\"format\": \"ampsite-baseline/1\",\n\"findings\": [{}]}") ==
        "error: \"fingerprint\" is missing\n --> known.json:2:14");
  CHECK(refusal("{\"format\": \"ampsite-baseline/1\",\n\"findings\": [7]}") ==
        "error: an object is expected here\n --> known.json:2:14");
  CHECK(refusal("{\"format\": \"ampsite-baseline/1\",\n\"findings\": [{\"why\": \"\"}]}") ==
        "error: a baseline has no key \"why\"\n --> known.json:2:22");
  CHECK(refusal("{\"format\": \"ampsite-baseline/1\",\n\"findings\": [{\"fingerprint\": 5}]}") ==
        "error: \"fingerprint\" has to be a text\n --> known.json:2:30");
  MemoryFiles conflict({{"/work/a.site.yaml", good_site},
                        {"/work/known.json", "{\n<<<<<<< HEAD\n  \"format\": \"ampsite-baseline/1\"\n"}});
  CHECK(validate(conflict, {".", "--baseline", "known.json"}).err.find("known.json:2:1") != std::string::npos);
  CHECK(refusal("{\n  \"format\": \"ampsite-baseline/1\",\n  \"findings\": [\n"
                "<<<<<<< HEAD\n=======\n>>>>>>> other\n]}\n") ==
        "error: a mark of an unfinished merge stands here\n --> known.json:4:1");
}

TEST_CASE("a baseline that is missing is refused with the next step") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const Ran ran = validate(files, {".", "--baseline", "known.json", "--write-baseline", "known.json"});
  CHECK(ran.exit_code == 2);
  CHECK(ran.err ==
        "error: cannot read the baseline known.json: no such file or folder; --write-baseline alone, without "
        "--baseline, writes a first one\n");
  CHECK(files.contents().size() == 1);
  for (const char* option : {"--baseline", "--write-baseline"}) {
    CHECK(validate(files, {".", option, "-"}).err == "error: " + std::string(option) + " \"-\" names no file\n");
  }
}

TEST_CASE("a baseline that is a pipe is refused: reading it may wait for ever") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  files.special.insert("/work/known.json");
  const Ran ran = validate(files, {".", "--baseline", "known.json"});
  CHECK(ran.exit_code == 2);
  CHECK(ran.err == "error: the baseline known.json is a pipe or a device, not a file\n");
}

TEST_CASE("a baseline is never written over a site file, nor an output over a baseline") {
  std::map<std::string, std::string> sites = two_sites();
  sites["/work/house.yaml"] = "fail_on: error\n";
  MemoryFiles files = with_baseline(sites);
  files.links = {{"/work/link.json", "/work/a.site.yaml"}, {"/work/same.json", "/work/known.json"}};
  const std::map<std::string, std::string> before = files.contents();
  const auto refused = [&](std::vector<std::string> options, const std::string& message) {
    const Ran ran = validate(files, std::move(options));
    CHECK(ran.exit_code == 2);
    CHECK(ran.err == "error: " + message + "\n");
    CHECK(files.contents() == before);
  };
  const std::string over_a = "--write-baseline would overwrite the site file a.site.yaml";
  refused({".", "--write-baseline", "a.site.yaml"}, over_a);
  refused({"b.site.yaml", "--write-baseline", "a.site.yaml"}, over_a);
  refused({".", "--write-baseline", "link.json"}, "--write-baseline would overwrite the site file link.json");
  refused({".", "--output", "json=link.json"}, "--output json would overwrite the site file link.json");
  refused({"b.site.yaml", "--output", "json=a.site.yaml"}, "--output json would overwrite the site file a.site.yaml");
  refused({".", "--write-baseline", ".ampsite.yaml"}, "--write-baseline would overwrite the config .ampsite.yaml");
  refused({".", "--output", "json=north/.ampsite.yaml"},
          "--output json would overwrite the config north/.ampsite.yaml");
  refused({".", "--config", "house.yaml", "--output", "json=house.yaml"},
          "--output json would overwrite the config house.yaml");
  refused({".", "--write-baseline", "x.json", "--output", "json=x.json"},
          "--output json would overwrite the file of --write-baseline");
  refused({".", "--baseline", "known.json", "--output", "json=same.json"},
          "--output json would overwrite the baseline");
  refused({".", "--output", "json=known.json", "--output", "concise=same.json"},
          "--output concise would overwrite the file of --output json");
}

TEST_CASE("a baseline is written together with the outputs, or not at all") {
  MemoryFiles files(two_sites());
  files.unwritable.insert("/work/known.json");
  const Ran ran = validate(files, {".", "--write-baseline", "known.json", "--output", "json=out.json"});
  CHECK(ran.exit_code == 2);
  CHECK(ran.err == "error: cannot write /work/known.json: permission denied\n");
  CHECK(files.contents().size() == 2);
}

TEST_CASE("a first baseline is written only where everything could be checked: it would shorten a longer one") {
  MemoryFiles files = with_baseline(two_sites());
  const std::string before = files.contents().at("/work/known.json");
  const auto refused = [&](const std::vector<std::string>& options, const std::string& why) {
    const Ran ran = validate(files, options);
    CHECK(ran.exit_code == 2);
    CHECK(ran.err == "error: " + why +
                         "\nerror: known.json: not written, since it would lack the findings of what could not be "
                         "checked\n");
    CHECK(files.contents().at("/work/known.json") == before);
    return ran.out;
  };
  refused({"none.yaml", "--write-baseline", "known.json"}, "none.yaml: no such file or folder");
  refused({"none*", "--write-baseline", "known.json", "--quiet"}, "none*: no file matches this pattern");
  files.unreadable.insert("/work/b.site.yaml");
  // What is found counts, since nothing holds it known.
  CHECK(refused({".", "--write-baseline", "known.json", "--format", "concise"}, "b.site.yaml: permission denied")
            .starts_with("a.site.yaml:"));
  // With --baseline the entries of what could not be checked stay: the list is safe.
  const Ran tight = validate(files, {".", "none.yaml", "--baseline", "known.json", "--write-baseline", "known.json"});
  CHECK(tight.exit_code == 2);
  CHECK(tight.err.find("note: known.json now lists 3 findings\n") != std::string::npos);
}

TEST_CASE("entries of a file that is now a link to nothing are kept: it may come back") {
  MemoryFiles files = with_baseline(two_sites());
  const std::string all = listed(files);
  files.broken_links = {"/work/b.site.yaml"};
  files.symlinks = files.broken_links;
  CHECK(validate(files, {"a.site.yaml", "--baseline", "known.json", "--write-baseline", "known.json"}).exit_code == 0);
  CHECK(listed(files) == all);
}

TEST_CASE("to write a baseline anew adds what is new, drops what is mended, and keeps what could not be judged") {
  const MemoryFiles known = with_baseline(two_sites());
  const auto anew = [&](const std::string& path, const std::string& text, std::vector<std::string> options) {
    MemoryFiles files = changed(known, path, text);
    options.insert(options.end(), {"--write-baseline", "known.json"});
    validate(files, options);
    return listed(files);
  };
  const std::string all = "AMP103 a.site.yaml, AMP212 a.site.yaml, AMP212 b.site.yaml";
  REQUIRE(listed(known) == all);
  CHECK(anew("/work/a.site.yaml", broken_site, {"."}) == all);
  CHECK(anew("/work/a.site.yaml", site_with_error, {"."}) == all);
  CHECK(anew("/work/a.site.yaml", site_with_both, {"b.site.yaml"}) == all);
  CHECK(anew("/work/a.site.yaml", good_site, {".", "--ignore", "AMP212"}) == "AMP212 a.site.yaml, AMP212 b.site.yaml");
  CHECK(anew("/work/a.site.yaml", good_site, {"."}) == "AMP212 b.site.yaml");
  CHECK(anew("/work/c.site.yaml", site_with_note, {"."}) == all + ", AMP212 c.site.yaml");
  // What is no baseline says nothing: it is written anew. What cannot be read may be one.
  CHECK(anew("/work/known.json", "<<<<<<< HEAD\n", {"."}) == all);
  MemoryFiles locked(known.contents());
  locked.unreadable.insert("/work/known.json");
  const Ran ran = validate(locked, {"b.site.yaml", "--write-baseline", "known.json"});
  CHECK(ran.exit_code == 2);
  CHECK(ran.err == "error: cannot read the baseline known.json: permission denied\n");
  CHECK(listed(locked) == all);
}
