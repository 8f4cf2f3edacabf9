#include <doctest/doctest.h>

#include "ampsite/site/links.h"

using namespace ampsite;

TEST_CASE("PLC runs over L1 and N with neutral; a one-phase circuit has its own line, two lines without L1 have none") {
  const bool neutral = true;
  CHECK(plc_pair(LineSet::all(), neutral) == LineSet{Line::L1});
  CHECK(plc_pair({Line::L1, Line::L2}, neutral) == LineSet{Line::L1});
  CHECK(plc_pair({Line::L2}, neutral) == LineSet{Line::L2});
  CHECK(plc_pair({Line::L2, Line::L3}, neutral) == LineSet{});
}

TEST_CASE("PLC runs over L1 and L3 without neutral, or over the two lines that a circuit has") {
  const bool neutral = false;
  CHECK(plc_pair(LineSet::all(), neutral) == LineSet{Line::L1, Line::L3});
  CHECK(plc_pair({Line::L1, Line::L2}, neutral) == LineSet{Line::L1, Line::L2});
  CHECK(plc_pair({Line::L2}, neutral) == LineSet{});
}
