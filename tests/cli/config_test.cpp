#include <doctest/doctest.h>

#include "support/memory_files.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;

namespace {

int checked_with(const std::string& config, const std::string& site) {
  MemoryFiles files({{"/work/a.site.yaml", site}, {"/work/.ampsite.yaml", config}});
  return run_program({"validate", "a.site.yaml"}, files).exit_code;
}

std::string refusal(const std::string& config) {
  MemoryFiles files({{"/work/a.site.yaml", good_site}, {"/work/.ampsite.yaml", config}});
  const Ran ran = run_program({"validate", "a.site.yaml"}, files);
  CHECK(ran.exit_code == 2);
  CHECK(ran.out.empty());
  return ran.err;
}

}  // namespace

TEST_CASE("a config changes the severity of a rule, or switches it off") {
  CHECK(checked_with("severity: {AMP103: error}\n", site_with_warning) == 1);
  CHECK(checked_with("severity: {AMP103: off}\nfail_on: note\n", site_with_warning) == 0);
  CHECK(checked_with("severity: {AMP212: error}\n", site_with_note) == 1);
}

TEST_CASE("fail_on comes from the working folder's config, and the flag beats it") {
  MemoryFiles files({{"/work/north/a.site.yaml", site_with_warning},
                     {"/work/north/.ampsite.yaml", "fail_on: never\n"},
                     {"/work/.ampsite.yaml", "fail_on: warning\n"}});
  CHECK(run_program({"validate", "north"}, files).exit_code == 1);
  CHECK(run_program({"validate", "north", "--fail-on", "error"}, files).exit_code == 0);
  files.working_folder = "/work/north";
  CHECK(run_program({"validate", "."}, files).exit_code == 0);
}

TEST_CASE("a pinned rule cannot be changed: exit 2 with the place") {
  CHECK(refusal("severity:\n  AMP203: warning\n") ==
        "error: AMP203 limit-over-fuse is pinned and stays an error: it protects people, the fuse or the meaning of "
        "the file\n"
        " --> .ampsite.yaml:2:3\n"
        "  |\n"
        "2 |   AMP203: warning\n"
        "  |   ^^^^^^\n"
        "  = help: take it out of severity\n"
        "\n"
        "error: the config .ampsite.yaml cannot be used\n");
  CHECK(refusal("severity: {AMP203: off}\n").find("is pinned") != std::string::npos);
  // As --severity takes it: it is an error anyway.
  CHECK(checked_with("severity: {AMP203: error}\n", good_site) == 0);
}

TEST_CASE("unknown rules, levels and keys of a config are refused at their place") {
  CHECK(refusal("severity: {AMP999: off}\n").find(" --> .ampsite.yaml:1:12\n") != std::string::npos);
  CHECK(refusal("severity: {AMP103: loud}\n").find(" --> .ampsite.yaml:1:20\n") != std::string::npos);
  CHECK(refusal("severity: {empty-circuit: off}\n").find("help: write its id, AMP103\n") != std::string::npos);
  CHECK(refusal("exlude: [a]\n").find(".ampsite.yaml:1:1") != std::string::npos);
  CHECK(refusal("fail_on: sometimes\n").find(".ampsite.yaml:1:10") != std::string::npos);
  CHECK(refusal("severity: {AMP103: off\n").find(".ampsite.yaml:") != std::string::npos);
}

TEST_CASE("the nearest config counts, and none above a repository's root") {
  MemoryFiles files({{"/work/.ampsite.yaml", "severity: {AMP103: off}\n"},
                     {"/work/repo/.git/HEAD", ""},
                     {"/work/repo/a.site.yaml", site_with_warning},
                     {"/work/plain/sub/a.site.yaml", site_with_warning},
                     {"/work/own/.ampsite.yaml", "severity: {AMP103: error}\n"},
                     {"/work/own/sub/a.site.yaml", site_with_warning}});
  const auto summary = [&](const std::string& path) {
    const std::string out = run_program({"validate", path}, files).out;
    return out.substr(out.rfind('\n', out.size() - 2) + 1);
  };
  CHECK(summary("repo") == "1 warning in 1 file\n");
  CHECK(summary("plain") == "no findings in 1 file\n");
  CHECK(summary("own") == "1 error in 1 file\n");
}

TEST_CASE("--config names one config for all, --no-config takes none") {
  MemoryFiles files({{"/work/.ampsite.yaml", "severity: {AMP103: off}\n"},
                     {"/work/strict.yaml", "severity: {AMP103: error}\n"},
                     {"/work/a.site.yaml", site_with_warning}});
  CHECK(run_program({"validate", "a.site.yaml", "--fail-on", "warning"}, files).exit_code == 0);
  CHECK(run_program({"validate", "a.site.yaml", "--config", "strict.yaml"}, files).exit_code == 1);
  CHECK(run_program({"validate", "a.site.yaml", "--fail-on", "warning", "--no-config"}, files).exit_code == 1);
  const Ran missing = run_program({"validate", "a.site.yaml", "--config", "gone.yaml"}, files);
  CHECK(missing.exit_code == 2);
  CHECK(missing.err == "error: cannot read the config gone.yaml: no such file or folder\n");
}

TEST_CASE("exclude takes files out, counted from the config's folder") {
  MemoryFiles files({{"/work/.ampsite.yaml", "exclude: [old, 'north/*.site.yaml']\n"},
                     {"/work/a.site.yaml", good_site},
                     {"/work/old/b.site.yaml", site_with_error},
                     {"/work/north/c.site.yaml", site_with_error}});
  CHECK(run_program({"validate", ".", "--list-files"}, files).out == "a.site.yaml\n");
  files.working_folder = "/work/north";
  const Ran searched = run_program({"validate", ".", "*.site.yaml"}, files);
  CHECK(searched.exit_code == 2);
  CHECK(searched.err ==
        "error: .: no site file was found that the config does not exclude\n"
        "error: *.site.yaml: no site file was found that the config does not exclude\n");
}

TEST_CASE("a pattern of exclude may begin with ./, and is refused where it could take nothing out") {
  MemoryFiles files({{"/work/.ampsite.yaml", "exclude: [./sites/old]\n"},
                     {"/work/sites/a.site.yaml", good_site},
                     {"/work/sites/old/b.site.yaml", site_with_error},
                     {"/work/more/sites/old/c.site.yaml", good_site},
                     {"/work/up/.ampsite.yaml", "exclude:\n  - ../x\n"},
                     {"/work/up/a.site.yaml", good_site},
                     {"/work/back/.ampsite.yaml", "exclude: ['!sites']\n"},
                     {"/work/back/a.site.yaml", good_site}});
  CHECK(run_program({"validate", "--list-files", "sites", "more"}, files).out ==
        "more/sites/old/c.site.yaml\nsites/a.site.yaml\n");
  const Ran up = run_program({"validate", "up"}, files);
  CHECK(up.exit_code == 2);
  CHECK(up.err.find("error[AMP006]: a pattern with .. leads out of the config's folder\n --> up/.ampsite.yaml:2:5") !=
        std::string::npos);
  CHECK(run_program({"validate", "back"}, files).err.find(" --> back/.ampsite.yaml:1:11") != std::string::npos);
}

TEST_CASE("a file that is named and excluded is skipped, as by a hook that names all files of a commit") {
  MemoryFiles files({{"/work/.ampsite.yaml", "exclude: [old]\n"},
                     {"/work/a.site.yaml", good_site},
                     {"/work/old/b.site.yaml", site_with_error},
                     {"/work/old/c.site.yaml", site_with_error},
                     {"/work/empty/notes.txt", ""}});
  const auto ran = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "validate");
    return run_program(arguments, files);
  };
  const Ran alone = ran({"old/b.site.yaml"});
  CHECK(alone.exit_code == 0);
  CHECK(alone.out == "no findings in 0 files\n");
  CHECK(alone.err == "note: old/b.site.yaml is skipped: the config excludes it\n");

  const Ran several = ran({"old/b.site.yaml", "a.site.yaml", "./old/c.site.yaml", "old/b.site.yaml"});
  CHECK(several.exit_code == 0);
  CHECK(several.out == "no findings in 1 file\n");
  CHECK(several.err == "note: old/b.site.yaml and 1 more are skipped: the config excludes them\n");

  const Ran quiet = ran({"old/b.site.yaml", "--quiet"});
  CHECK(quiet.exit_code == 0);
  CHECK(quiet.out + quiet.err == "");

  CHECK(ran({"old/b.site.yaml", "--list-files"}).exit_code == 0);
  CHECK(ran({"old/b.site.yaml", "--no-config"}).exit_code == 1);
  CHECK(ran({"old/gone.site.yaml"}).err == "error: old/gone.site.yaml: no such file or folder\n");
  CHECK(ran({"old/b.site.yaml", "gone.site.yaml"}).exit_code == 2);
  CHECK(ran({"old"}).exit_code == 2);
  CHECK(ran({"old/b.site.yaml", "empty"}).err.find("error: empty: no site file was found") != std::string::npos);
}

TEST_CASE("a config that is a pipe is refused, and not waited for") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}, {"/work/.ampsite.yaml", ""}});
  files.special.insert("/work/.ampsite.yaml");
  const Ran ran = run_program({"validate", "a.site.yaml"}, files);
  CHECK(ran.exit_code == 2);
  CHECK(ran.err == "error: the config .ampsite.yaml is a pipe or a device, not a file\n");
}

TEST_CASE("a config that is a link to nothing, or a folder, does not pass for none") {
  MemoryFiles link({{"/work/north/a.site.yaml", good_site}, {"/work/.ampsite.yaml", ""}});
  link.broken_links.insert("/work/.ampsite.yaml");
  const Ran ran = run_program({"validate", "north/a.site.yaml"}, link);
  CHECK(ran.exit_code == 2);
  CHECK(ran.out.empty());
  CHECK(ran.err == "error: cannot read the config .ampsite.yaml: is a symbolic link to nothing\n");
  CHECK(run_program({"validate", "north/a.site.yaml", "--no-config"}, link).exit_code == 0);
  // Nor for a site file that cannot be read.
  link.symlinks = link.broken_links;
  CHECK(run_program({"validate", ".", "--no-config"}, link).err.empty());
  MemoryFiles folder({{"/work/a.site.yaml", good_site}, {"/work/.ampsite.yaml/x", ""}});
  CHECK(
      run_program({"validate", "a.site.yaml"}, folder).err.starts_with("error: cannot read the config .ampsite.yaml"));
}

TEST_CASE("a house's number of an electrical table changes the verdict, and its source stands in the working") {
  const std::string site = replaced(good_site, "  fuse_a: 63\n",
                                    "  fuse_a: 63\n  length_m: 40\n  device: {type: gg, breaking_ka: 50}\n  cable: "
                                    "{size_mm2: 16, pe_mm2: 16, cores: 5, "
                                    "material: copper, insulation: pvc, method: C, grouped: 1}\n");
  const std::string config =
      "tables:\n  - {table: ampacity_a, material: copper, insulation: pvc, method: C, loaded: 3, at: 16, number: 60, "
      "source: \"House sheet 7\"}\n";
  MemoryFiles files({{"/work/a.site.yaml", site}});
  CHECK(run_program({"validate", "a.site.yaml"}, files).exit_code == 0);
  CHECK(run_program({"plan", "a.site.yaml"}, files).exit_code == 0);
  MemoryFiles with_config({{"/work/a.site.yaml", site}, {"/work/.ampsite.yaml", config}});
  const Ran checked = run_program({"validate", "a.site.yaml"}, with_config);
  CHECK(checked.exit_code == 1);
  CHECK(checked.out.find("error[AMP801] cable-ampacity: supply main has a device of 63 A in front of a cable that "
                         "carries 60 A; at most that is allowed") != std::string::npos);
  CHECK(checked.out.find("with numbers of House sheet 7") != std::string::npos);
  const Ran stopped = run_program({"plan", "a.site.yaml"}, with_config);
  CHECK(stopped.exit_code == 1);
  CHECK(stopped.err.find("error[AMP801]") != std::string::npos);
  // The plan changes no cable: what the house's table finds is not resolved by it.
  const Ran allowed = run_program({"plan", "a.site.yaml", "--allow-errors"}, with_config);
  CHECK(allowed.exit_code == 1);
  CHECK(allowed.err.find("leaves 1 error") != std::string::npos);
}
