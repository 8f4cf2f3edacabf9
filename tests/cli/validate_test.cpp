#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "support/memory_files.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;

namespace {

int exit_code_of(const std::string& site, std::vector<std::string> options) {
  MemoryFiles files({{"/work/a.site.yaml", site}});
  options.insert(options.begin(), {"validate", "a.site.yaml"});
  return run_program(options, files).exit_code;
}

}  // namespace

TEST_CASE("a clean file exits 0 and says so") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const Ran ran = run_program({"validate", "a.site.yaml"}, files);
  CHECK(ran.exit_code == 0);
  CHECK(ran.out == "no findings in 1 file\n");
  CHECK(ran.err.empty());
}

TEST_CASE("--fail-on decides which findings exit 1") {
  struct Case {
    const std::string& site;
    int on_error, on_warning, on_note;
  };
  for (const Case& example : {Case{site_with_error, 1, 1, 1}, Case{site_with_warning, 0, 1, 1},
                              Case{site_with_note, 0, 0, 1}, Case{good_site, 0, 0, 0}, Case{broken_site, 1, 1, 1}}) {
    INFO(example.site);
    CHECK(exit_code_of(example.site, {}) == example.on_error);
    CHECK(exit_code_of(example.site, {"--fail-on", "error"}) == example.on_error);
    CHECK(exit_code_of(example.site, {"--fail-on", "warning"}) == example.on_warning);
    CHECK(exit_code_of(example.site, {"--fail-on=note"}) == example.on_note);
    CHECK(exit_code_of(example.site, {"--fail-on", "never"}) == 0);
  }
}

TEST_CASE("text is the default; concise and json are to be asked for") {
  MemoryFiles files({{"/work/a.site.yaml", site_with_error}});
  const Ran text = run_program({"validate", "a.site.yaml"}, files);
  CHECK(text.out.find("error[AMP203] limit-over-fuse: ") == 0);
  CHECK(text.out.find("\n --> a.site.yaml:7:12\n  |\n7 |   limit_a: 80\n  |            ^^\n") != std::string::npos);
  CHECK(text.out.ends_with("\n1 error in 1 file\n"));

  const Ran concise = run_program({"validate", "--format", "concise", "a.site.yaml"}, files);
  CHECK(concise.out.find("a.site.yaml:7:12: error[AMP203] ") == 0);
  CHECK(concise.exit_code == 1);

  const Ran json = run_program({"validate", "a.site.yaml", "--format=json"}, files);
  const auto parsed = nlohmann::json::parse(json.out);
  CHECK(parsed["format"] == "ampsite-diagnostics/1");
  CHECK(parsed["diagnostics"][0]["path"] == "supply.limit_a");
}

TEST_CASE("--quiet leaves the summary out") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  CHECK(run_program({"validate", "--quiet", "a.site.yaml"}, files).out.empty());
}

TEST_CASE("--output writes a format to a file, beside what is printed") {
  MemoryFiles files({{"/work/a.site.yaml", site_with_error}});
  const Ran ran =
      run_program({"validate", "a.site.yaml", "--output", "json=out.json", "--output", "concise=out.txt"}, files);
  CHECK(ran.exit_code == 1);
  CHECK(ran.out.find("error[AMP203]") == 0);
  CHECK(nlohmann::json::parse(files.contents().at("/work/out.json"))["summary"]["errors"] == 1);
  CHECK(files.contents().at("/work/out.txt").find("a.site.yaml:7:12: error[AMP203]") == 0);

  // A format that has a file of its own is not printed too.
  CHECK(run_program({"validate", "a.site.yaml", "--format", "json", "--output", "json=out.json"}, files).out.empty());
}

TEST_CASE("what cannot be written exits 2, and nothing is written") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  files.unwritable.insert("/work/b.json");
  const Ran ran =
      run_program({"validate", "a.site.yaml", "--output", "concise=a.txt", "--output", "json=b.json"}, files);
  CHECK(ran.exit_code == 2);
  CHECK(ran.err == "error: cannot write /work/b.json: permission denied\n");
  CHECK(files.contents().size() == 1);
}

TEST_CASE("a report that cannot be written takes no other away: the rest is told before exit 2") {
  MemoryFiles files({{"/work/a.site.yaml", site_with_error}});
  files.unwritable.insert("/work/x.json");
  const Ran ran = run_program({"validate", ".", "gone", "--output", "json=x.json", "--format", "concise"}, files);
  CHECK(ran.exit_code == 2);
  CHECK(ran.out.find("a.site.yaml:7:12: error[AMP203]") == 0);
  CHECK(ran.err == "error: gone: no such file or folder\nerror: cannot write /work/x.json: permission denied\n");
}

TEST_CASE("an output never replaces the file that is checked") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const Ran ran = run_program({"validate", ".", "--output", "json=./a.site.yaml"}, files);
  CHECK(ran.exit_code == 2);
  CHECK(files.contents().at("/work/a.site.yaml") == good_site);
}

TEST_CASE("standard input is checked under the name it is given") {
  MemoryFiles files;
  const Ran nameless = run_program({"validate", "-", "--format", "concise"}, files, site_with_error);
  CHECK(nameless.exit_code == 1);
  CHECK(nameless.out.find("<stdin>:7:12: ") == 0);
  const Ran named =
      run_program({"validate", "-", "--format", "concise", "--stdin-filename", "north/x.yaml"}, files, site_with_error);
  CHECK(named.out.find("north/x.yaml:7:12: ") == 0);
  MemoryFiles others({{"/work/a.site.yaml", good_site}});
  const Ran without = run_program({"validate", "a.site.yaml", "--stdin-filename", "x.yaml"}, others);
  CHECK(without.exit_code == 2);
  CHECK(without.err == "error: --stdin-filename names standard input, which is not checked; add - to check it\n");
}

TEST_CASE("a missing path, an unreadable file and a pattern without a match exit 2, after the rest") {
  MemoryFiles files({{"/work/a.site.yaml", site_with_error}, {"/work/b.site.yaml", good_site}});
  files.unreadable.insert("/work/b.site.yaml");
  const Ran ran = run_program({"validate", "gone.yaml", "x*.yaml", ".", "--format", "concise"}, files);
  CHECK(ran.exit_code == 2);
  CHECK(ran.out.find("a.site.yaml:7:12: error[AMP203]") == 0);
  CHECK(ran.err ==
        "error: gone.yaml: no such file or folder\n"
        "error: x*.yaml: no file matches this pattern\n"
        "error: b.site.yaml: permission denied\n");
}

TEST_CASE("no input is exit 2") {
  MemoryFiles files({{"/work/readme.md", std::string("x")}});
  CHECK(run_program({"validate", ".", "../other"}, files).err == "error: ../other: no such file or folder\n");
  CHECK(run_program({"validate", ".", "./"}, files).err == "error: .: no site file was found\n");
  CHECK(run_program({"validate", "."}, files).exit_code == 2);
  CHECK(run_program({"validate"}, files).exit_code == 2);
}

TEST_CASE("colour follows --color, then the environment, then the terminal") {
  const auto coloured = [](const std::vector<std::string>& options, std::map<std::string, std::string> variables,
                           bool terminal) {
    MemoryFiles files({{"/work/a.site.yaml", site_with_error}});
    files.variables = std::move(variables);
    std::vector<std::string> arguments{"validate", "a.site.yaml"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return run_program(arguments, files, "", {terminal, terminal}).out.find('\x1b') != std::string::npos;
  };
  CHECK_FALSE(coloured({}, {}, false));
  CHECK(coloured({}, {}, true));
  CHECK_FALSE(coloured({}, {{"TERM", "dumb"}}, true));
  CHECK_FALSE(coloured({}, {{"NO_COLOR", "1"}}, true));
  CHECK(coloured({}, {{"NO_COLOR", ""}}, true));
  CHECK(coloured({}, {{"FORCE_COLOR", "1"}}, false));
  CHECK_FALSE(coloured({}, {{"FORCE_COLOR", "1"}, {"NO_COLOR", "1"}}, false));
  CHECK(coloured({"--color", "always"}, {{"NO_COLOR", "1"}}, false));
  CHECK_FALSE(coloured({"--color=never"}, {{"FORCE_COLOR", "1"}}, true));
  CHECK_FALSE(coloured({"--format", "json"}, {}, true));
}

TEST_CASE("the same input gives the same bytes") {
  MemoryFiles files({{"/work/b.site.yaml", site_with_error}, {"/work/a/a.site.yaml", site_with_warning}});
  const Ran first = run_program({"validate", ".", "--format", "json"}, files);
  CHECK(run_program({"validate", "b.site.yaml", "./a", "--format", "json"}, files).out == first.out);
}

TEST_CASE("a fingerprint counts from the config's folder, wherever the command is called") {
  MemoryFiles files({{"/work/north/a.site.yaml", site_with_error}, {"/work/.ampsite.yaml", "exclude: []\n"}});
  const auto fingerprint = [&](const std::string& folder, const std::string& path) {
    files.working_folder = folder;
    return nlohmann::json::parse(
        run_program({"validate", path, "--format", "json"}, files).out)["diagnostics"][0]["fingerprint"];
  };
  CHECK(fingerprint("/work", "north/a.site.yaml") == fingerprint("/work/north", "a.site.yaml"));
}

TEST_CASE("a file that is not text of any kind is a finding, never a crash") {
  for (const std::string& text :
       {std::string("\xFF\xFE\0\0", 4), std::string(), std::string("\0", 1), std::string("[[[[")}) {
    MemoryFiles files({{"/work/a.site.yaml", text}});
    for (const char* format : {"text", "concise", "json"}) {
      CHECK(run_program({"validate", "a.site.yaml", "--format", format}, files).exit_code == 1);
    }
  }
}

TEST_CASE("on GitHub the text is followed by annotations, and no line of a file is a command") {
  const std::string evil = replaced(site_with_error, "  limit_a: 80\n", "  limit_a: 80  # ::error::x ##[error]x\n");
  MemoryFiles files({{"/work/a.site.yaml", evil}});
  const std::string plain = run_program({"validate", "a.site.yaml"}, files).out;
  const auto printed = [&](const std::string& variable, std::vector<std::string> options) {
    files.variables = {{"GITHUB_ACTIONS", variable}};
    options.insert(options.begin(), {"validate", "a.site.yaml"});
    return run_program(options, files).out;
  };
  const std::string annotated = printed("true", {});
  CHECK(annotated.starts_with("::stop-commands::"));
  CHECK(annotated.find("\n" + plain + "::") != std::string::npos);
  const std::string last = annotated.substr(annotated.rfind('\n', annotated.size() - 2) + 1);
  CHECK(last.starts_with("::error file=a.site.yaml,line=7,"));
  CHECK(printed("true", {"--format", "text"}) == plain);
  CHECK(printed("true", {"--format", "concise"}).find("::") == std::string::npos);
  CHECK(printed("", {}) == plain);
  CHECK(printed("false", {}) == plain);
  CHECK(printed("1", {}) == annotated);
  // What goes to a file is the same everywhere, and the log still has the annotations.
  CHECK(printed("true", {"--output", "text=out.txt"}).starts_with("::"));
  CHECK(files.contents().at("/work/out.txt") == plain);
}

TEST_CASE("progress is shown neither without a terminal nor of a short run") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  CHECK(run_program({"validate", "a.site.yaml"}, files, "", {true, true}).err.empty());
}

TEST_CASE("an empty PATH is refused, and does not mean the working folder") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const Ran ran = run_program({"validate", ""}, files);
  CHECK(ran.exit_code == 2);
  CHECK(ran.err == "error: a PATH is empty; write . for the working folder\n");
}

TEST_CASE("every report says what could not be checked, also where nothing could, and replaces the one of before") {
  const std::map<std::string, std::string> old{
      {"/work/j.json", "old"}, {"/work/s.json", "old"}, {"/work/u.xml", "old"}, {"/work/g.json", "old"}};
  for (const bool nothing : {false, true}) {
    CAPTURE(nothing);
    std::map<std::string, std::string> contents = old;
    if (!nothing) contents["/work/a.site.yaml"] = site_with_error;
    MemoryFiles files(std::move(contents));
    std::vector<std::string> arguments{"validate",     "gone.yaml", "--output",    "json=j.json", "--output",
                                       "sarif=s.json", "--output",  "junit=u.xml", "--output",    "gitlab=g.json"};
    if (!nothing) arguments.emplace_back("a.site.yaml");
    const Ran ran = run_program(arguments, files);
    CHECK(ran.exit_code == 2);
    CHECK(ran.err == "error: gone.yaml: no such file or folder\n");
    CHECK(
        ran.out.ends_with(nothing ? "no findings in 0 files, 1 not checked\n" : "1 error in 1 file, 1 not checked\n"));
    CHECK(nlohmann::json::parse(files.contents().at("/work/j.json"))["unchecked"][0]["file"] == "gone.yaml");
    const auto sarif = nlohmann::json::parse(files.contents().at("/work/s.json"));
    CHECK(sarif["runs"][0]["invocations"][0]["executionSuccessful"] == false);
    CHECK(files.contents().at("/work/u.xml").find("errors=\"1\"") != std::string::npos);
    CHECK(nlohmann::json::parse(files.contents().at("/work/g.json")).back()["check_name"] == "not-checked");
    CHECK(run_program({"validate", "gone.yaml", "--format", "github"}, files).out ==
          "::error file=gone.yaml,title=not checked::gone.yaml: no such file or folder\n");
  }
}

TEST_CASE("where no site file is found, that is in the reports as well") {
  MemoryFiles files({{"/work/readme.md", std::string("x")}});
  const Ran ran = run_program({"validate", ".", "--format", "json"}, files);
  CHECK(nlohmann::json::parse(ran.out)["unchecked"] ==
        nlohmann::json::parse(R"([{"file": ".", "why": "no site file was found"}])"));
}

TEST_CASE("JUnit fails where --fail-on does") {
  MemoryFiles files({{"/work/a.site.yaml", site_with_warning}, {"/work/.ampsite.yaml", "fail_on: error\n"}});
  const auto fails = [&](const std::string& level) {
    std::vector<std::string> arguments{"validate", "a.site.yaml", "--format", "junit"};
    if (!level.empty()) arguments.push_back("--fail-on=" + level);
    const Ran ran = run_program(arguments, files);
    const bool failures = ran.out.find("<failure ") != std::string::npos;
    CHECK(failures == (ran.exit_code == 1));
    CHECK(failures == (ran.out.find("failures=\"0\"") == std::string::npos));
    return failures;
  };
  CHECK_FALSE(fails(""));
  CHECK_FALSE(fails("error"));
  CHECK(fails("warning"));
  CHECK(fails("note"));
  CHECK_FALSE(fails("never"));
}
