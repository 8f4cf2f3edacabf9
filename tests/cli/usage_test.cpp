#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "support/memory_files.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;

namespace {

Ran ran(const std::vector<std::string>& arguments) {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  return run_program(arguments, files);
}

/// What stands behind "error: " when the arguments are refused; empty when they are not.
std::string refusal(const std::vector<std::string>& arguments) {
  const Ran result = ran(arguments);
  CHECK(result.out.empty());
  CHECK(result.exit_code == 2);
  return result.err.starts_with("error: ") ? result.err.substr(7, result.err.size() - 8) : "";
}

}  // namespace

TEST_CASE("without arguments the program prints its help and exits 2") {
  CHECK(ran({}).exit_code == 2);
  CHECK(ran({}).out.empty());
  CHECK(ran({}).err.find("ampsite validate PATH...") != std::string::npos);
}

TEST_CASE("help and version are results") {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"--help"},
                                                    {"validate", "--help"},
                                                    {"plan", "--help"},
                                                    {"explain", "--help"},
                                                    {"rules", "--help"},
                                                    {"schema", "--help"},
                                                    {"init", "--help"},
                                                    {"completion", "--help"},
                                                    {"man", "--help"},
                                                    {"--version"},
                                                    {"validate", "--version"}}) {
    INFO(arguments.back());
    CHECK(ran(arguments).exit_code == 0);
    CHECK_FALSE(ran(arguments).out.empty());
    CHECK(ran(arguments).err.empty());
  }
  for (const char* library : {"ampsite ", "CLI11 ", "fmt ", "nlohmann-json ", "yaml-cpp "}) {
    const std::size_t at = ran({"--version"}).out.find(library);
    REQUIRE(at != std::string::npos);
    CHECK(std::isdigit(static_cast<unsigned char>(ran({"--version"}).out[at + std::string(library).size()])) != 0);
  }
}

TEST_CASE("what is not known is refused with what may be meant") {
  CHECK(refusal({"valdate", "a"}) ==
        "unknown command \"valdate\"; did you mean validate?; possible: validate, plan, verify, explain, "
        "rules, schema, init, completion, man");
  CHECK(refusal({"--colour", "a"}) == "unknown option --colour in front of the command");
  CHECK(refusal({"validate", "--fromat", "json", "a.site.yaml"}) == "unknown option --fromat; did you mean --format?");
  CHECK(refusal({"plan", "a.site.yaml", "--zzz=1"}) == "unknown option --zzz");
  CHECK(refusal({"validate", "a.site.yaml", "--format", "xml"}) ==
        "--format cannot be \"xml\"; possible: text, concise, json, sarif, junit, github, gitlab");
  CHECK(refusal({"plan", "a.site.yaml", "--format", "jsn"}) ==
        "--format cannot be \"jsn\"; did you mean json?; possible: text, json, markdown, html, csv");
  CHECK(refusal({"validate", "a.site.yaml", "--output", "xml=b"}) ==
        "the format of --output cannot be \"xml\"; possible: text, concise, json, sarif, junit, github, gitlab");
  CHECK(refusal({"validate", ".", "--fail-on", "fatal"}) ==
        "--fail-on cannot be \"fatal\"; possible: error, warning, note, never");
  CHECK(refusal({"validate", ".", "--color", "maybe"}) == "--color cannot be \"maybe\"; possible: auto, always, never");
}

TEST_CASE("completions and the manual page are results, for the shells that there are") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}, {"man"}}) {
    INFO(arguments.back());
    const Ran result = ran(arguments);
    CHECK(result.exit_code == 0);
    CHECK(result.err.empty());
    for (const char* told : {"list-files", "sarif", "diagnostics", "never"}) {
      INFO(told);
      std::string text = result.out;
      text.erase(std::remove(text.begin(), text.end(), '\\'), text.end());
      CHECK(text.find(told) != std::string::npos);
    }
  }
  CHECK(refusal({"completion"}) == "name the shell: bash, zsh or fish");
  CHECK(refusal({"completion", "bahs"}) ==
        "the shell cannot be \"bahs\"; did you mean bash?; possible: bash, zsh, fish");
  CHECK(refusal({"man", "plan"}) == "unexpected argument \"plan\"");
}

TEST_CASE("what cannot go together is refused") {
  CHECK(refusal({"validate", "--no-config", "--config", "x", "."}) == "--config excludes --no-config");
  CHECK(refusal({"validate", ".", "--format", "json", "--format", "text"}) ==
        "json and text cannot both be printed; write one to a file with --output text=PATH");
  CHECK(refusal({"validate", ".", "--output", "json=x", "--output", "concise=./x"}) ==
        "two outputs are to be written to /work/x");
  CHECK(refusal({"validate", ".", "--output", "x.json"}) ==
        "--output x.json names no format; write --output FORMAT=PATH");
  CHECK(refusal({"validate", ".", "--output", "json="}) == "--output json= names no file");
  CHECK(refusal({"plan", "a.site.yaml", "b.site.yaml"}) == "unexpected argument \"b.site.yaml\"");
  CHECK(refusal({"plan"}) == "name one site file to plan, or - for standard input");
}

TEST_CASE("an option without its value is refused") {
  for (const char* option : {"--format", "--output", "--config", "--fail-on", "--stdin-filename", "--color"}) {
    INFO(option);
    CHECK_FALSE(refusal({"validate", ".", option}).empty());
  }
}

TEST_CASE("--format takes one value each time, so that a path may follow it") {
  MemoryFiles files({{"/work/json", good_site}});
  CHECK(run_program({"validate", "--format", "json", "json"}, files).exit_code == 0);
}

TEST_CASE("behind -- everything is a path, also the name of a command") {
  MemoryFiles files({{"/work/--help", good_site}, {"/work/plan", good_site}});
  CHECK(run_program({"plan", "--", "--help"}, files).exit_code == 0);
  CHECK(run_program({"plan", "plan", "--", "--help"}, files).err == "error: unexpected argument \"--help\"\n");
  CHECK(run_program({"validate", "--list-files", "--", "--help"}, files).out == "--help\n");
  CHECK(run_program({"validate", "--list-files", "plan"}, files).out == "plan\n");
}

TEST_CASE("a bug ends in exit 3 with its reason") {
  class BrokenFiles final : public ampsite::app::Files {
   public:
    ampsite::app::FileKind kind(const std::string&) const override { throw std::logic_error("the roof fell in"); }
    ampsite::app::Outcome<std::string> read(const std::string&, std::size_t) const override { return {}; }
    ampsite::app::Outcome<std::vector<ampsite::app::FolderEntry>> list(const std::string&) const override { return {}; }
    std::optional<std::string> write(const std::vector<ampsite::app::OutputFile>&) override { return std::nullopt; }
    std::optional<std::string> create(const ampsite::app::OutputFile&) override { return std::nullopt; }
    std::optional<std::string> environment(const std::string&) const override { return std::nullopt; }
    std::string current_folder() const override { return "/"; }
  };
  BrokenFiles files;
  const Ran result = run_program({"validate", "a.yaml"}, files);
  CHECK(result.exit_code == 3);
  CHECK(result.err.find("internal error: the roof fell in\n") == 0);
}

TEST_CASE("a closed standard output exits 2") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  out.setstate(std::ios::badbit);
  CHECK(ampsite::app::run({"validate", "a.site.yaml"}, {in, out, err}, files) == 2);
  CHECK(err.str() == "error: cannot write to standard output\n");
}
