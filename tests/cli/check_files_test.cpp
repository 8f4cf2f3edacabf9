#include "ampsite/check_files.h"

#include <doctest/doctest.h>

#include <map>
#include <new>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/memory_files.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;
namespace app = ampsite::app;

namespace {

/// Forty files: good ones, bad ones and broken ones.
std::map<std::string, std::string> many_files() {
  std::map<std::string, std::string> contents;
  const std::vector<std::string> kinds{good_site, site_with_error, site_with_warning, broken_site, site_with_note};
  for (int i = 0; i < 40; ++i) {
    contents["/work/f" + std::to_string(i) + ".site.yaml"] = kinds[static_cast<std::size_t>(i) % kinds.size()];
  }
  return contents;
}

/// Files of which two end the program where they are read.
class FilesThatThrow final : public app::Files {
 public:
  app::FileKind kind(const std::string& path) const override {
    return path.ends_with(".yaml") && path.starts_with("/f") ? app::FileKind::file : app::FileKind::missing;
  }
  app::Outcome<std::string> read(const std::string& path, std::size_t /*limit*/) const override {
    if (path == "/f3.yaml" || path == "/f5.yaml") throw std::logic_error("no luck with " + path);
    if (path == "/full.yaml") throw std::bad_alloc();
    return {good_site, {}};
  }
  app::Outcome<std::vector<app::FolderEntry>> list(const std::string& /*folder*/) const override { return {}; }
  std::optional<std::string> write(const std::vector<app::OutputFile>& /*outputs*/) override { return std::nullopt; }
  std::optional<std::string> create(const app::OutputFile& /*output*/) override { return std::nullopt; }
  std::optional<std::string> environment(const std::string& /*name*/) const override { return std::nullopt; }
  std::string current_folder() const override { return "/"; }
};

}  // namespace

TEST_CASE("what is printed does not depend on the number of threads") {
  for (const char* format : {"text", "concise", "json"}) {
    MemoryFiles files(many_files());
    files.unreadable = {"/work/f7.site.yaml", "/work/f30.site.yaml"};
    const Ran one = run_program({"validate", ".", "--format", format, "--jobs", "1"}, files);
    CHECK(one.exit_code == 2);
    CHECK(one.err == "error: f30.site.yaml: permission denied\nerror: f7.site.yaml: permission denied\n");
    for (const char* jobs : {"2", "3", "16", "1000", "99999999999999999999999"}) {
      const Ran several = run_program({"validate", ".", "--format", format, "--jobs", jobs}, files);
      CHECK(several.out == one.out);
      CHECK(several.err == one.err);
      CHECK(several.exit_code == one.exit_code);
    }
    CHECK(run_program({"validate", ".", "--format", format}, files).out == one.out);
  }
}

TEST_CASE("a bug at a file is told of that file and ends in exit 3, and all others are checked and reported") {
  for (const char* jobs : {"1", "2", "8"}) {
    FilesThatThrow files;
    std::vector<std::string> arguments{"validate", "--jobs", jobs, "/gone.yaml"};
    for (int i = 0; i < 9; ++i) arguments.push_back("/f" + std::to_string(i) + ".yaml");
    const Ran ran = run_program(arguments, files);
    CHECK(ran.exit_code == 3);
    CHECK(ran.out == "no findings in 7 files, 3 not checked\n");
    const std::string please = "; this is a bug of ampsite, please report it with the file\n";
    CHECK(ran.err ==
          "error: gone.yaml: no such file or folder\n"
          "error: f3.yaml: internal error: no luck with /f3.yaml" +
              please + "error: f5.yaml: internal error: no luck with /f5.yaml" + please);
  }
}

TEST_CASE("a lack of memory is no bug, and ends in exit 3 too") {
  FilesThatThrow files;
  const Ran validated = run_program({"validate", "/full.yaml", "/f1.yaml"}, files);
  CHECK(validated.exit_code == 3);
  CHECK(validated.out == "no findings in 1 file, 1 not checked\n");
  CHECK(validated.err == "error: full.yaml: not enough memory; check fewer files at once, or use --jobs 1\n");
  const Ran planned = run_program({"plan", "/full.yaml"}, files);
  CHECK(planned.exit_code == 3);
  CHECK(planned.err == "error: not enough memory; work on fewer or smaller files at once\n");
}

TEST_CASE("--jobs takes a number from 1 on") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  for (const std::string jobs : {"0", "-1", "two", "2x", " 2", "1.5"}) {
    const Ran ran = run_program({"validate", "a.site.yaml", "--jobs=" + jobs}, files);
    CHECK(ran.exit_code == 2);
    CHECK(ran.err == "error: --jobs takes a number of threads, at least 1, not \"" + jobs + "\"\n");
  }
  CHECK(app::number_of_jobs(std::nullopt) >= 1);
  CHECK(app::number_of_jobs("7") == 7);
}

TEST_CASE("of a file without findings nothing is kept but its name") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}, {"/work/b.site.yaml", site_with_note}});
  const ampsite::ValidateOptions options;
  std::istringstream in;
  std::ostringstream out;
  app::Progress progress(nullptr, 2);
  const std::vector<app::FileToCheck> to_check{{{"/work/a.site.yaml", "a.site.yaml"}, "a.site.yaml", &options},
                                               {{"/work/b.site.yaml", "b.site.yaml"}, "b.site.yaml", &options}};
  const auto outcomes = app::check_files(to_check, 2, {in, out, out}, files, progress);
  REQUIRE(outcomes.size() == 2);
  CHECK(outcomes[0].checked->source.name() == "a.site.yaml");
  CHECK(outcomes[0].checked->source.text().empty());
  CHECK_FALSE(outcomes[1].checked->validation.site);
  CHECK(outcomes[1].checked->source.text() == site_with_note);
  CHECK(outcomes[1].checked->validation.diagnostics[0].fingerprint.size() == 64);
}
