#include "ampsite/report/json_report.h"

#include <doctest/doctest.h>

using namespace ampsite;

TEST_CASE("numbers print as short as they can") {
  CHECK(json_number(16).dump() == "16");
  CHECK(json_number(-61.5).dump() == "-61.5");
  CHECK(json_number(0.1).dump() == "0.1");
  CHECK(json_number(1e18).dump() == "1e+18");
}

TEST_CASE("measures are rounded down to three decimals") {
  CHECK(json_rounded_down(35.0 / 3).dump() == "11.666");
  CHECK(json_rounded_down(20.0 / 3).dump() == "6.666");
  CHECK(json_rounded_down(11.9999).dump() == "11.999");
  CHECK(json_rounded_down(12 - 1e-12).dump() == "12");
  CHECK(json_rounded_down(0.1 + 0.2).dump() == "0.3");
  CHECK(json_rounded_down(0).dump() == "0");
}

TEST_CASE("rows stand on one line where they fit, else broken up") {
  JsonReport text;
  text.begin_object();
  text.add("empty", Json::object());
  text.begin_list("none");
  text.end_list();
  text.begin_list("rows");
  text.add(Json{{"id", "A1"}, {"lines", {"L1", "L2"}}});
  text.add(Json{{"id", std::string(100, 'x')}, {"reason", std::string(20, 'y')}, {"deep", {{"a", 1}}}});
  text.end_list();
  text.end_object();
  CHECK(text.take() ==
        "{\n"
        "  \"empty\": {},\n"
        "  \"none\": [],\n"
        "  \"rows\": [\n"
        "    {\"id\": \"A1\", \"lines\": [\"L1\", \"L2\"]},\n"
        "    {\n"
        "      \"id\": \"" +
            std::string(100, 'x') +
            "\",\n"
            "      \"reason\": \"yyyyyyyyyyyyyyyyyyyy\",\n"
            "      \"deep\": {\"a\": 1}\n"
            "    }\n"
            "  ]\n"
            "}\n");
}
