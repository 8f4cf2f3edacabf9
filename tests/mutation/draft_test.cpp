#include "mutation/draft.h"

#include <doctest/doctest.h>

using namespace ampsite::test;

namespace {

const std::string site = R"(ampsite: 1  # the version
supply:
  id: main  # of the house
  circuits:
    - id: K1
      chargers:
        - {id: A1, rssi_dbm: {ap: -60}}
        # the newest
        - {id: A2}  # no level yet
      fuse_a: 32
)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

}  // namespace

TEST_CASE("a draft replaces a value where it stands") {
  Draft draft(site);
  draft.set("supply.circuits[0].chargers[0].rssi_dbm.ap", -70);
  CHECK(draft.text() == replaced(site, "-60", "-70"));
  CHECK(draft.line_of("supply.circuits[0].chargers[0].rssi_dbm.ap") == 7);
  CHECK(draft.line_of("supply.circuits[0].chargers") == 7);
  CHECK(draft.line_of_key("supply.circuits[0].chargers") == 6);
  CHECK(draft.written("supply.circuits[0].chargers[0].rssi_dbm") == "{ap: -70}");
}

TEST_CASE("a draft adds a key behind the id, in the style that is there") {
  Draft block(site);
  block.set("supply.fuse_a", 63);
  CHECK(block.text() == replaced(site, "# of the house\n", "# of the house\n  fuse_a: 63\n"));
  Draft in_list(site);
  in_list.set("supply.circuits[0].length_m", 8);
  CHECK(in_list.text() == replaced(site, "id: K1\n", "id: K1\n      length_m: 8\n"));
  Draft flow(site);
  flow.set("supply.circuits[0].chargers[1].link", "wifi");
  CHECK(flow.text() == replaced(site, "{id: A2}", "{id: A2, link: wifi}"));
  Draft nested(site);
  nested.set("supply.circuits[0].chargers[1].lte.coverage", "low");
  CHECK(nested.text() == replaced(site, "{id: A2}", "{id: A2, lte: {coverage: low}}"));
}

TEST_CASE("a draft adds a key in front of a first value that spans lines") {
  Draft draft("ampsite: 1\nnetwork:\n  access_points:\n    - {id: ap}\n");
  draft.set("network.dns", "[10.0.0.1]");
  CHECK(draft.text() == "ampsite: 1\nnetwork:\n  dns: [10.0.0.1]\n  access_points:\n    - {id: ap}\n");
}

TEST_CASE("a draft takes out keys and list entries") {
  Draft first(site);
  first.remove("supply.circuits[0].chargers[0]");
  CHECK(first.text() == replaced(site, "{id: A1, rssi_dbm: {ap: -60}}\n        # the newest\n        - ", ""));
  Draft last(site);
  last.remove("supply.circuits[0].fuse_a");
  CHECK(last.text() == replaced(site, "  # no level yet\n      fuse_a: 32", ""));
  Draft flow(site);
  flow.remove("supply.circuits[0].chargers[0].rssi_dbm");
  CHECK(flow.text() == replaced(site, ", rssi_dbm: {ap: -60}", ""));
  Draft block(site);
  block.remove("supply.circuits[0].chargers");
  CHECK_FALSE(block.has("supply.circuits[0].chargers"));
  CHECK(block.line_of("supply.circuits[0].fuse_a") == 6);
}

TEST_CASE("a draft adds entries to lists") {
  Draft block(site);
  block.append("supply.circuits[0].chargers", "{id: A3}");
  CHECK(block.text() == replaced(site, "# no level yet\n", "# no level yet\n        - {id: A3}\n"));
  Draft absent(site);
  absent.append_all("supply.circuits[0].circuits", {"{id: K2}", "{id: K3}"});
  CHECK(absent.text() == replaced(site, "id: K1\n", "id: K1\n      circuits: [{id: K2}, {id: K3}]\n"));
  absent.append("supply.circuits[0].circuits", "{id: K4}");
  CHECK(absent.written("supply.circuits[0].circuits") == "[{id: K2}, {id: K3}, {id: K4}]");
}

TEST_CASE("a draft renames and repeats keys, and adds comments") {
  Draft draft(site);
  draft.rename_key("supply.circuits[0].fuse_a", "fuse");
  CHECK(draft.text() == replaced(site, "fuse_a: 32", "fuse: 32"));
  CHECK(draft.repeat("supply.circuits[0].fuse") == 11);
  CHECK(draft.text() == replaced(site, "fuse_a: 32", "fuse: 32\n      fuse: 32"));
  Draft commented(site);
  commented.comment("supply.circuits[0].id", "one");
  CHECK(commented.text() == replaced(site, "id: K1\n", "id: K1  # one\n"));
}
