#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "support/memory_files.h"
#include "support/run_program.h"
#include "support/sites.h"

using namespace ampsite::test;
using nlohmann::json;

namespace {

/// Two chargers whose WiFi is too weak as configured; PLC is within reach.
const std::string weak_wifi = replaced(replaced(replaced(good_site, "fuse_a: 63\n", "fuse_a: 63\n  length_m: 40\n"),
                                                "id: A1, rssi_dbm: -60", "id: A1, position_m: 10, rssi_dbm: -80"),
                                       "id: A2, rssi_dbm: -61", "id: A2, position_m: 20, rssi_dbm: -81");
/// A2 has no measured link at all.
const std::string linkless = replaced(good_site, "{id: A2, rssi_dbm: -61, access_point: ap-1, link: wifi}", "{id: A2}");

}  // namespace

TEST_CASE("a plan in text is the default") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const Ran ran = run_program({"plan", "a.site.yaml"}, files);
  CHECK(ran.exit_code == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out.find("Plan of       Garage\n") == 0);
}

TEST_CASE("a plan as JSON has every part of the format that this version delivers, and no other") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const Ran ran = run_program({"plan", "--format", "json", "a.site.yaml"}, files);
  CHECK(ran.exit_code == 0);
  const auto plan = nlohmann::ordered_json::parse(ran.out);
  const auto keys = [](const nlohmann::ordered_json& object) {
    std::string text;
    for (const auto& [key, value] : object.items()) text += key + " ";
    return text;
  };
  CHECK(keys(plan) ==
        "format ampsite site assumptions connectivity load electrical portal materials firewall checklist findings ");
  CHECK(keys(plan["connectivity"]) == "chargers plc_networks access_points totals proof ");
  CHECK(keys(plan["load"]) == "wiring wiring_proof cases offline improvements ");
  CHECK(keys(plan["load"]["cases"][0]) == "name guaranteed_min_a total_kw chargers nodes simultaneous capacity_curve ");
  CHECK(keys(plan["load"]["cases"][0]["simultaneous"]) == "count upper_bound chargers time_share ");
  CHECK(plan["load"]["cases"][0]["chargers"][0]["fair_a"] == 31.5);
  CHECK(plan["load"]["cases"][0]["chargers"][0]["bottleneck"] ==
        nlohmann::ordered_json{{"node", "main"}, {"line", "L1"}});
}

TEST_CASE("errors of structure and protection stop a plan, unless they are allowed") {
  MemoryFiles files({{"/work/a.site.yaml", site_with_error}});
  const Ran stopped = run_program({"plan", "a.site.yaml", "--output", "plan.json"}, files);
  CHECK(stopped.exit_code == 1);
  CHECK(stopped.out.empty());
  CHECK(stopped.err.find("error[AMP203] limit-over-fuse: ") == 0);
  CHECK(stopped.err.ends_with("no plan was written: 1 error stops it; --allow-errors plans all the same\n"));
  CHECK(files.contents().count("/work/plan.json") == 0);

  const Ran allowed = run_program({"plan", "a.site.yaml", "--allow-errors"}, files);
  CHECK(allowed.exit_code == 1);
  CHECK(allowed.out.find("ATTENTION: 1 error remains that this plan does not resolve") == 0);
}

TEST_CASE("an error that only the plan brings about remains, unless the house has switched its rule off") {
  const std::string crowded = replaced(weak_wifi, "addresses: 10", "addresses: 2");
  MemoryFiles files({{"/work/a.site.yaml", crowded}});
  CHECK(run_program({"validate", "a.site.yaml"}, files).out.find("AMP701") == std::string::npos);
  const Ran ran = run_program({"plan", "a.site.yaml", "--format", "json"}, files);
  CHECK(ran.exit_code == 1);
  CHECK(ran.err == "warning: the plan was written although it leaves 1 error\n");
  const json last = json::parse(ran.out)["findings"].back();
  CHECK(last["rule"] == "AMP701");
  CHECK(last["resolved_by_plan"] == false);
  CHECK(last["arises_from_plan"] == true);

  MemoryFiles silenced({{"/work/a.site.yaml", "# ampsite: ignore-file[AMP701] more are ordered\n" + crowded}});
  CHECK(run_program({"plan", "a.site.yaml"}, silenced).exit_code == 0);
  MemoryFiles off({{"/work/a.site.yaml", crowded}, {"/work/.ampsite.yaml", "severity: {AMP701: off}\n"}});
  CHECK(run_program({"plan", "a.site.yaml"}, off).exit_code == 0);
}

TEST_CASE("errors of the file always stop a plan") {
  for (const std::string& text : {broken_site, replaced(good_site, "fuse_a: 63", "fuse_b: 63"), std::string("")}) {
    MemoryFiles files({{"/work/a.site.yaml", text}});
    const Ran ran = run_program({"plan", "a.site.yaml", "--allow-errors", "--format", "json"}, files);
    CHECK(ran.exit_code == 1);
    CHECK(ran.out.empty());
    CHECK(ran.err.find("no plan was written") != std::string::npos);
  }
}

TEST_CASE("a charger left without a link is exit 4, with the plan written") {
  MemoryFiles files({{"/work/a.site.yaml", linkless}});
  const Ran ran = run_program({"plan", "a.site.yaml", "--output", "plan.json", "--output", "text=plan.txt"}, files);
  CHECK(ran.exit_code == 4);
  CHECK(ran.out.empty());
  CHECK(ran.err == "warning: the plan leaves 1 charger without a link\n");
  CHECK(json::parse(files.contents().at("/work/plan.json"))["connectivity"]["totals"]["none"] == 1);
  CHECK(files.contents().at("/work/plan.txt").find("ATTENTION: the plan leaves 1 charger without a link") == 0);
}

TEST_CASE("of several exit codes 2 wins over 4, and 4 over 1") {
  MemoryFiles files({{"/work/a.site.yaml", replaced(linkless, "  fuse_a: 63\n", "  fuse_a: 63\n  limit_a: 80\n")}});
  CHECK(run_program({"plan", "a.site.yaml"}, files).exit_code == 1);
  CHECK(run_program({"plan", "a.site.yaml", "--allow-errors"}, files).exit_code == 4);
  files.unwritable.insert("/work/plan.txt");
  CHECK(run_program({"plan", "a.site.yaml", "--allow-errors", "--output", "plan.txt"}, files).exit_code == 2);
}

TEST_CASE("without chargers the plan has empty lists and exits 0") {
  std::string empty = replaced(good_site, "  chargers:\n", "");
  empty = empty.erase(empty.find("    - {id: A1"), empty.find("network:") - empty.find("    - {id: A1"));
  MemoryFiles files({{"/work/a.site.yaml", empty}});
  const Ran ran = run_program({"plan", "a.site.yaml", "--format", "json"}, files);
  CHECK(ran.exit_code == 0);
  const json plan = json::parse(ran.out);
  CHECK(plan["connectivity"]["chargers"] == json::array());
  CHECK(plan["load"]["offline"] == json::array());
  for (const json& load_case : plan["load"]["cases"]) CHECK(load_case.count("guaranteed_min_a") == 0);
  CHECK(run_program({"plan", "a.site.yaml"}, files).exit_code == 0);
}

TEST_CASE("several outputs are written all or none") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  files.unwritable.insert("/work/b.txt");
  CHECK(run_program({"plan", "a.site.yaml", "--output", "a.json", "--output", "b.txt"}, files).exit_code == 2);
  CHECK(files.contents().size() == 1);
}

TEST_CASE("the format of an output is named, or follows from its ending, or from --format") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  run_program({"plan", "a.site.yaml", "--output", "a.json", "--output", "json=b.txt", "--output", "c.out"}, files);
  CHECK(files.contents().at("/work/a.json").front() == '{');
  CHECK(files.contents().at("/work/b.txt").front() == '{');
  CHECK(files.contents().at("/work/c.out").front() == 'P');
  run_program({"plan", "a.site.yaml", "--output", "a.md"}, files);
  CHECK(files.contents().at("/work/a.md").find("# Charging plan: Garage\n") == 0);
  run_program({"plan", "a.site.yaml", "--format", "json", "--output", "c.out"}, files);
  CHECK(files.contents().at("/work/c.out").front() == '{');
}

TEST_CASE("an ending counts in small letters and in capitals, and may be spelt out") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  run_program({"plan", "a.site.yaml", "--output", "A.JSON", "--output", "a.Markdown", "--output", "a.TXT", "--output",
               "a.HTM", "--output", "a.csv"},
              files);
  CHECK(files.contents().at("/work/A.JSON").front() == '{');
  CHECK(files.contents().at("/work/a.Markdown").find("# Charging plan: Garage\n") == 0);
  CHECK(files.contents().at("/work/a.TXT").front() == 'P');
  CHECK(files.contents().at("/work/a.HTM").starts_with("<!DOCTYPE html>\n"));
  CHECK(files.contents().at("/work/a.csv").starts_with("row,id,name,"));
  run_program({"plan", "a.site.yaml", "--format", "json", "--output", "md"}, files);
  CHECK(files.contents().at("/work/md").front() == '{');
  const auto refusal = [&](const std::string& output) {
    return run_program({"plan", "a.site.yaml", "--output", output}, files).err;
  };
  CHECK(refusal("") == "error: --output names no file\n");
  CHECK(refusal("json=") == "error: --output json= names no file\n");
}

TEST_CASE("help tells which endings stand for which format") {
  MemoryFiles files;
  CHECK(run_program({"plan", "--help"}, files)
            .out.find("(.txt text, .json json, .md or .markdown markdown, "
                      ".html or .htm html, .csv csv)") != std::string::npos);
}

TEST_CASE("an option that stands twice, or lacks its value, is told in plain words") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const auto refusal = [&](std::vector<std::string> arguments) {
    const Ran ran = run_program(arguments, files);
    CHECK(ran.exit_code == 2);
    return ran.err;
  };
  CHECK(refusal({"plan", "a.site.yaml", "--check", "a", "--check", "b"}) == "error: --check can stand only once\n");
  CHECK(refusal({"validate", ".", "--color", "never", "--color", "never"}) == "error: --color can stand only once\n");
  CHECK(refusal({"rules", "--format", "json", "--format", "json"}) == "error: --format can stand only once\n");
  CHECK(refusal({"plan", "a.site.yaml", "--check"}) == "error: --check needs a value: PLAN\n");
  CHECK(refusal({"plan", "a.site.yaml", "--output"}) == "error: --output needs a value: [FORMAT=]PATH\n");
  CHECK(refusal({"validate", ".", "--fail-on="}) == "error: --fail-on needs a value: error|warning|note|never\n");
}

TEST_CASE("the same site gives the same plan, from a file or from standard input") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  const std::string from_file = run_program({"plan", "a.site.yaml", "--format", "json"}, files).out;
  CHECK(run_program({"plan", "-", "--format", "json"}, files, "# moved\n" + good_site).out == from_file);
}

TEST_CASE("what is no file cannot be planned") {
  MemoryFiles files({{"/work/sites/a.site.yaml", good_site}});
  CHECK(run_program({"plan", "gone.yaml"}, files).err == "error: gone.yaml: no such file\n");
  CHECK(run_program({"plan", "sites"}, files).err == "error: sites is a folder; plan takes one site file\n");
  files.unreadable.insert("/work/sites/a.site.yaml");
  CHECK(run_program({"plan", "sites/a.site.yaml"}, files).exit_code == 2);
}

TEST_CASE("a plan never replaces its site file") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}});
  CHECK(run_program({"plan", "a.site.yaml", "--output", "./a.site.yaml"}, files).exit_code == 2);
  CHECK(files.contents().at("/work/a.site.yaml") == good_site);
}

TEST_CASE("planning values of the config reach the plan, and the site file beats them") {
  MemoryFiles files({{"/work/a.site.yaml", good_site}, {"/work/.ampsite.yaml", "planning: {max_gateways: 3}\n"}});
  const auto gateways = [&] {
    return json::parse(
        run_program({"plan", "a.site.yaml", "--format", "json"}, files).out)["assumptions"]["max_gateways"];
  };
  CHECK(gateways() == 3);
  MemoryFiles own({{"/work/a.site.yaml", good_site + "planning: {max_gateways: 0}\n"},
                   {"/work/.ampsite.yaml", "planning: {max_gateways: 3}\n"}});
  CHECK(json::parse(run_program({"plan", "a.site.yaml", "--format", "json"}, own).out)["assumptions"]["max_gateways"] ==
        0);
}

TEST_CASE("chargers whose configured WiFi is too weak are planned on PLC") {
  MemoryFiles files({{"/work/a.site.yaml", weak_wifi}});
  const Ran ran = run_program({"plan", "a.site.yaml", "--format", "json"}, files);
  CHECK(ran.exit_code == 0);
  const json plan = json::parse(ran.out);
  CHECK(plan["connectivity"]["totals"]["plc"] == 2);
  CHECK(plan["connectivity"]["plc_networks"][0]["new"] == true);
  for (const json& finding : plan["findings"]) CHECK(finding["resolved_by_plan"].is_boolean());
}
