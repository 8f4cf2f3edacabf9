#include "ampsite/find_files.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "ampsite/glob.h"
#include "support/memory_files.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::string listed(MemoryFiles& files, std::vector<std::string> paths) {
  paths.insert(paths.begin(), {"validate", "--list-files"});
  return run_program(paths, files).out;
}

MemoryFiles sites() {
  return MemoryFiles({{"/work/b.site.yaml", ""},
                      {"/work/a/x.site.yml", ""},
                      {"/work/a/x.site.json", ""},
                      {"/work/a/deep/er/named.yaml", "# ours\n---\nampsite: 1\n"},
                      {"/work/a/deep/other.yaml", "name: ampsite\n"},
                      {"/work/a/notes.txt", "ampsite: 1"},
                      {"/work/.hidden/h.site.yaml", ""},
                      {"/work/link/l.site.yaml", ""},
                      {"/elsewhere/e.site.yaml", ""}});
}

}  // namespace

TEST_CASE("a folder is searched for site files, sorted by name") {
  MemoryFiles files(sites().contents());
  files.symlinks.insert("/work/link");
  CHECK(listed(files, {"."}) ==
        "a/deep/er/named.yaml\n"
        "a/x.site.json\n"
        "a/x.site.yml\n"
        "b.site.yaml\n");
}

TEST_CASE("a file is named once, however often and however it is given") {
  MemoryFiles files(sites().contents());
  CHECK(listed(files, {"b.site.yaml", "./b.site.yaml", "a/../b.site.yaml", "/work/b.site.yaml", "b*"}) ==
        "b.site.yaml\n");
  CHECK(listed(files, {"/elsewhere", "a/notes.txt"}) == "../elsewhere/e.site.yaml\na/notes.txt\n");
}

TEST_CASE("patterns are matched by the program where the shell did not") {
  MemoryFiles files(sites().contents());
  CHECK(listed(files, {"a/*.site.*"}) == "a/x.site.json\na/x.site.yml\n");
  CHECK(listed(files, {"**/*.yaml"}) ==
        "a/deep/er/named.yaml\n"
        "a/deep/other.yaml\n"
        "b.site.yaml\n"
        "link/l.site.yaml\n");
  CHECK(listed(files, {"a/**"}) == "a/deep/er/named.yaml\na/x.site.json\na/x.site.yml\n");
  CHECK(listed(files, {"[ab]*"}) == "a/deep/er/named.yaml\na/x.site.json\na/x.site.yml\nb.site.yaml\n");
  CHECK(listed(files, {"?.site.yaml"}) == "b.site.yaml\n");
  CHECK(listed(files, {".hid*"}) == ".hidden/h.site.yaml\n");
}

TEST_CASE("a file whose name looks like a pattern is taken as it is") {
  MemoryFiles files({{"/work/a[1].site.yaml", ""}, {"/work/a1.site.yaml", ""}});
  CHECK(listed(files, {"a[1].site.yaml"}) == "a[1].site.yaml\n");
}

TEST_CASE("names fit patterns") {
  using app::name_fits;
  CHECK(name_fits("*.yaml", "a.yaml"));
  CHECK(name_fits("*", ""));
  CHECK(name_fits("a*b*c", "a-b-b-c"));
  CHECK_FALSE(name_fits("a*b*c", "a-b-b-d"));
  CHECK(name_fits("[a-c]?", "b1"));
  CHECK_FALSE(name_fits("[!a-c]?", "b1"));
  CHECK(name_fits("[]x]", "]"));
  CHECK(name_fits("a[", "a["));
  CHECK_FALSE(name_fits("?", ""));
  // Would take for ever with plain backtracking.
  CHECK_FALSE(name_fits("*a*a*a*a*a*a*a*a*a*a*b", std::string(200, 'a')));
}

TEST_CASE("paths fit patterns") {
  using app::path_fits;
  CHECK(path_fits("**/x", "x"));
  CHECK(path_fits("**/x", "a/b/x"));
  CHECK(path_fits("a/**/x", "a/x"));
  CHECK_FALSE(path_fits("a/*/x", "a/x"));
  CHECK_FALSE(path_fits("*/x", "a/b/x"));
}

TEST_CASE("an exclude pattern takes out a file, a folder, or a name at any depth") {
  using app::is_excluded_by;
  CHECK(is_excluded_by("old", "a/old/b.yaml"));
  CHECK(is_excluded_by("old/", "old/b.yaml"));
  CHECK(is_excluded_by("*.yaml", "a/b.yaml"));
  CHECK(is_excluded_by("a/*.yaml", "a/b.yaml"));
  CHECK_FALSE(is_excluded_by("b/*.yaml", "a/b/c.yaml"));
  CHECK_FALSE(is_excluded_by("/b", "a/b"));
  CHECK(is_excluded_by("/a", "a/b"));
  CHECK_FALSE(is_excluded_by("", "a/b"));
}

TEST_CASE("a search leaves pipes and devices out; one that is named is read") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}, {"/work/p.site.yaml", good_site}});
  files.special.insert("/work/p.site.yaml");
  CHECK(listed(files, {"."}) == "a.site.yaml\n");
  CHECK(listed(files, {"*.yaml"}) == "a.site.yaml\n");
  CHECK(run_program({"validate", "p.site.yaml"}, files).out == "no findings in 1 file\n");
}

TEST_CASE("a link to nothing that is called like YAML does not pass") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}, {"/work/b.site.yaml", ""}, {"/work/c.yaml", ""}});
  files.broken_links = {"/work/b.site.yaml", "/work/c.yaml"};
  files.symlinks = files.broken_links;
  const Ran searched = run_program({"validate", "."}, files);
  CHECK(searched.exit_code == 2);
  CHECK(searched.out == "no findings in 1 file, 2 not checked\n");
  CHECK(searched.err ==
        "error: b.site.yaml: is a symbolic link to nothing\nerror: c.yaml: is a symbolic link to nothing\n");
  CHECK(run_program({"validate", "*.yaml"}, files).exit_code == 2);
}

TEST_CASE("a folder that can be listed but not entered does not pass") {
  MemoryFiles files({{"/work/top/a.site.yaml", good_site},
                     {"/work/top/nox/sub/b.site.yaml", site_with_error},
                     {"/work/top/nox/c.site.yaml", site_with_error},
                     {"/work/top/nox/d.txt", ""}});
  files.unreachable = {"/work/top/nox/sub", "/work/top/nox/c.site.yaml", "/work/top/nox/d.txt"};
  for (const std::string path : {"top", "top/**/*.yaml", "top/**", "t*"}) {
    CAPTURE(path);
    const Ran ran = run_program({"validate", path, "top/a.site.yaml"}, files);
    CHECK(ran.exit_code == 2);
    CHECK(ran.out == "no findings in 1 file, 1 not checked\n");
    CHECK(ran.err == "error: top/nox: permission denied\n");
  }
  CHECK(run_program({"validate", "top/*/sub/*.yaml"}, files).err ==
        "error: top/nox/sub: permission denied\nerror: top/*/sub/*.yaml: no file matches this pattern\n");
  CHECK(run_program({"validate", "top/nox/c.site.yaml"}, files).err ==
        "error: top/nox/c.site.yaml: permission denied\n");
}

TEST_CASE("what a config excludes may be in a folder that cannot be entered") {
  MemoryFiles files({{"/work/.ampsite.yaml", "exclude: [nox]\n"},
                     {"/work/top/a.site.yaml", good_site},
                     {"/work/top/nox/sub/b.site.yaml", site_with_error}});
  files.unreachable = {"/work/top/nox/sub"};
  CHECK(run_program({"validate", "top"}, files).exit_code == 0);
  CHECK(run_program({"validate", "top/**/*.yaml"}, files).exit_code == 0);
}

TEST_CASE("a pattern with many ** lists a folder once for each of them, not for each way that leads there") {
  std::string path = "/work";
  for (int i = 0; i < 20; ++i) path += "/d";
  MemoryFiles files(std::map<std::string, std::string>{{path + "/a.site.yaml", good_site}});
  CHECK(listed(files, {"**/**/**/**/**/**/**/**/*.yaml"}) == path.substr(6) + "/a.site.yaml\n");
  CHECK(files.lists <= 21 * 9);
}

TEST_CASE("a broken site file is found by how it begins, and so complained of") {
  const std::string conflict = "<<<<<<< HEAD\nampsite: 1\n=======\nampsite: 1\n>>>>>>> theirs\n";
  MemoryFiles files({{"/work/a.yaml", conflict}, {"/work/notes.yaml", "<<<<<<< HEAD\nnotes: 1\n"}});
  CHECK(listed(files, {"."}) == "a.yaml\n");
  CHECK(run_program({"validate", "."}, files).exit_code == 1);
}

TEST_CASE("a file and the links to it are checked once, under its own name") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}, {"/work/A-link.site.yaml", good_site}});
  files.links["/work/A-link.site.yaml"] = "/work/a.site.yaml";
  CHECK(listed(files, {"."}) == "a.site.yaml\n");
  CHECK(listed(files, {"A-link.site.yaml", "a.site.yaml"}) == "a.site.yaml\n");
  CHECK(listed(files, {"A-link.site.yaml"}) == "A-link.site.yaml\n");
}

TEST_CASE("standard input has the name of a file below the working folder, and is excluded like it") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}, {"/work/.ampsite.yaml", "exclude: [old]\n"}});
  const auto ran = [&](const std::string& name, std::vector<std::string> more) {
    std::vector<std::string> arguments{"validate", "-", "--stdin-filename", name, "--format", "concise"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_program(arguments, files, site_with_error);
  };
  CHECK(ran("./q/../north//x.site.yaml", {}).out.starts_with("north/x.site.yaml:"));
  CHECK(ran("/work/north/x.site.yaml", {}).out.starts_with("north/x.site.yaml:"));
  CHECK(ran("old/x.site.yaml", {}).out.empty());
  CHECK(ran("old/x.site.yaml", {}).exit_code == 0);
  CHECK(ran("old/x.site.yaml", {}).err == "note: old/x.site.yaml is skipped: the config excludes it\n");
  CHECK(ran("", {}).exit_code == 2);
  const Ran twice = ran("./a.site.yaml", {"a.site.yaml"});
  CHECK(twice.exit_code == 2);
  CHECK(twice.err.find("standard input is called a.site.yaml, which is checked, too") != std::string::npos);
}

TEST_CASE("names are harmless where a person reads them, and whole where a program does and each keeps to its line") {
  const std::string name = "x\n::error::\x1b[31m.site.yaml";
  MemoryFiles files(std::map<std::string, std::string>{{"/work/" + name, site_with_error}});
  files.unreadable.insert("/work/" + name);
  CHECK(run_program({"validate", "."}, files).err ==
        "error: x ::error::\xEF\xBF\xBD[31m.site.yaml: permission denied\n");
  CHECK(run_program({"validate", "\x1b[31m.yaml"}, files).err ==
        "error: \xEF\xBF\xBD[31m.yaml: no file matches this pattern\n");
  CHECK(listed(files, {"."}) == "x ::error::\xEF\xBF\xBD[31m.site.yaml\n");
  CHECK(run_program({"validate", "--list-files", "."}, files, "", {true, true}).out ==
        "x ::error::\xEF\xBF\xBD[31m.site.yaml\n");
}

TEST_CASE("for a program a name has all its bytes, on GitHub too unless they are a command of its runner") {
  const std::vector<std::string> names{"##[add-mask]a.site.yaml", "::error::b.site.yaml",
                                       "\xFF \xE2\x80\xAE.site.yaml"};
  std::map<std::string, std::string> contents;
  for (const std::string& name : names) contents["/work/" + name] = good_site;
  MemoryFiles files(contents);
  CHECK(listed(files, {"."}) == names[0] + "\n" + names[1] + "\n" + names[2] + "\n");
  files.variables = {{"GITHUB_ACTIONS", "true"}};
  // "./" leaves a name the same file.
  CHECK(listed(files, {"."}) == "##\xEF\xBF\xBD[add-mask]a.site.yaml\n./::error::b.site.yaml\n" + names[2] + "\n");
}

TEST_CASE("what is told of a name is no command of GitHub's runner") {
  MemoryFiles files({{"/work/##[add-mask]a.site.yaml", good_site}});
  files.unreadable.insert("/work/##[add-mask]a.site.yaml");
  const auto told = [&] { return run_program({"validate", "."}, files).err; };
  CHECK(told() == "error: ##[add-mask]a.site.yaml: permission denied\n");
  files.variables = {{"GITHUB_ACTIONS", "true"}};
  CHECK(told() == "error: ##\xEF\xBF\xBD[add-mask]a.site.yaml: permission denied\n");
  CHECK(run_program({"validate", ".", "--baseline", "##[add-mask]x"}, files).err.find("##[") == std::string::npos);
  CHECK(run_program({"validate", ".", "--output", "##[add-mask]x"}, files).err.find("##[") == std::string::npos);
}

TEST_CASE("what cannot be checked is told once, however often it is named") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  CHECK(run_program({"validate", "a.site.yaml", "gone", "./gone", "/work/gone"}, files).err ==
        "error: gone: no such file or folder\n");
}

TEST_CASE("--list-files leaves nothing to do for what reports findings or keeps them") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  for (const std::string option :
       {"--format=json", "--output=json=a.json", "--baseline=b.json", "--write-baseline=b.json"}) {
    const Ran ran = run_program({"validate", ".", "--list-files", option}, files);
    CHECK(ran.exit_code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.err == "error: --list-files checks no file, so that " + option.substr(0, option.find('=')) +
                         " has nothing to work on; leave one of them out\n");
  }
}
