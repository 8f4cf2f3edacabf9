#include "ampsite/site/site.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace ampsite;

namespace {

/// main ─ K1 ─ K1a, with charger A1 and module P1 on K1a.
Site nested_site() {
  Site site;
  site.nodes.resize(3);
  site.nodes[0].id = stated<std::string>("main");
  site.nodes[1].id = stated<std::string>("K1");
  site.nodes[1].parent = 0;
  site.nodes[1].list_index = 4;
  site.nodes[2].id = stated<std::string>("K1a");
  site.nodes[2].parent = 1;
  site.chargers.resize(1);
  site.chargers[0].id = stated<std::string>("A1");
  site.chargers[0].node = 2;
  site.chargers[0].list_index = 7;
  site.modules.resize(1);
  site.modules[0].node = 2;
  return site;
}

}  // namespace

TEST_CASE("an entity is named by the ids from the root") {
  const Site site = nested_site();
  CHECK(entity_of(site, site.nodes[0]) == "main");
  CHECK(entity_of(site, site.nodes[2]) == "main/K1/K1a");
  CHECK(entity_of(site, site.chargers[0]) == "main/K1/K1a/A1");
  CHECK(entity_of(site, site.modules[0]) == "main/K1/K1a/?");
}

TEST_CASE("a path follows the lists of the file") {
  const Site site = nested_site();
  CHECK(path_of(site, site.nodes[0]) == "supply");
  CHECK(path_of(site, site.nodes[2]) == "supply.circuits[4].circuits[0]");
  CHECK(path_of(site, site.chargers[0]) == "supply.circuits[4].circuits[0].chargers[7]");
  CHECK(path_of(site, site.modules[0]) == "supply.circuits[4].circuits[0].plc_modules[0]");
}

TEST_CASE("natural order of ids") {
  std::vector<std::string> ids{"B1", "A10", "A2", "A02", "A", "A2b", "a1", "A2-10", "A2-9"};
  std::sort(ids.begin(), ids.end(), natural_less);
  const std::vector<std::string> expected{"A", "A02", "A2", "A2-9", "A2-10", "A2b", "A10", "B1", "a1"};
  CHECK(ids == expected);
}

TEST_CASE("the lines of a grid") {
  Grid grid;
  grid.phases = by_default(3);
  CHECK(grid.lines() == LineSet::all());
  grid.phases = stated(1);
  grid.neutral = by_default(true);
  CHECK(grid.lines() == LineSet{Line::L1});
  grid.neutral = by_default(false);
  CHECK(grid.lines() == LineSet{Line::L1, Line::L3});
}
