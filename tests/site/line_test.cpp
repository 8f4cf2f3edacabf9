#include "ampsite/site/line.h"

#include <doctest/doctest.h>

using namespace ampsite;

TEST_CASE("what is listed has its last name behind an and") {
  CHECK(listed({}).empty());
  CHECK(listed({"PE"}) == "PE");
  CHECK(listed({"N", "PE"}) == "N and PE");
  CHECK(describe(LineSet::all()) == "L1, L2 and L3");
  CHECK(describe(LineSet{}) == "no line");
}

TEST_CASE("the portal's number of a wiring, by the maker's table") {
  const bool with_neutral = true;
  const bool without_neutral = false;
  CHECK(wiring_id({Line::L1}, with_neutral) == 1);
  CHECK(wiring_id({Line::L2}, with_neutral) == 2);
  CHECK(wiring_id({Line::L3}, with_neutral) == 3);
  CHECK(wiring_id({Line::L1, Line::L2, Line::L3}, with_neutral) == 4);  // RST
  CHECK(wiring_id({Line::L2, Line::L3, Line::L1}, with_neutral) == 5);  // STR
  CHECK(wiring_id({Line::L3, Line::L1, Line::L2}, with_neutral) == 6);  // TRS
  CHECK(wiring_id({Line::L1, Line::L3, Line::L2}, with_neutral) == 7);  // RTS
  CHECK(wiring_id({Line::L2, Line::L1, Line::L3}, with_neutral) == 8);  // SRT
  CHECK(wiring_id({Line::L3, Line::L2, Line::L1}, with_neutral) == 9);  // TSR
  CHECK(wiring_id({Line::L1, Line::L3}, without_neutral) == 10);
  CHECK(wiring_id({Line::L2, Line::L3}, without_neutral) == 11);
  CHECK(wiring_id({Line::L2, Line::L1}, without_neutral) == 12);
  CHECK(wiring_id({Line::L1, Line::L2, Line::L3}, without_neutral) == 13);
  CHECK(wiring_id({Line::L3, Line::L2, Line::L1}, without_neutral) == 18);
}

TEST_CASE("a wiring of a form that the grid does not have has no number and no pair") {
  CHECK_FALSE(wiring_id({Line::L1, Line::L2}, true));
  CHECK_FALSE(wiring_id({Line::L1}, false));
  CHECK_FALSE(wiring_id({Line::L1, Line::L1, Line::L2}, true));
  CHECK(terminal_pair({Line::L1, Line::L2}, true).empty());
  CHECK(terminal_pair({Line::L1}, false).empty());
}

TEST_CASE("terminals L1 and N: the line with neutral, the outer pair without") {
  CHECK(terminal_pair({Line::L2, Line::L3, Line::L1}, true) == LineSet{Line::L2});
  CHECK(terminal_pair({Line::L3}, true) == LineSet{Line::L3});
  CHECK(terminal_pair({Line::L1, Line::L2, Line::L3}, false) == LineSet{Line::L1, Line::L3});
  CHECK(terminal_pair({Line::L2, Line::L3, Line::L1}, false) == LineSet{Line::L1, Line::L2});
  CHECK(terminal_pair({Line::L2, Line::L3}, false) == LineSet{Line::L2, Line::L3});
}

TEST_CASE("sets of lines") {
  CHECK(LineSet::all().size() == 3);
  CHECK(LineSet::all().contains(LineSet{Line::L1, Line::L3}));
  CHECK_FALSE(LineSet{Line::L1}.contains(LineSet{Line::L1, Line::L3}));
  CHECK(describe(LineSet{}) == "no line");
  CHECK(describe(LineSet{Line::L3, Line::L1}) == "L1 and L3");
  CHECK(describe(LineSet::all()) == "L1, L2 and L3");
  CHECK(describe(Wiring{Line::L2, Line::L3, Line::L1}) == "[L2, L3, L1]");
}
