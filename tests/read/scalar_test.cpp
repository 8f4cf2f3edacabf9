#include "ampsite/read/scalar.h"

#include <doctest/doctest.h>

#include "ampsite/read/nearest.h"
#include "ampsite/read/reader.h"

using namespace ampsite;

TEST_CASE("numbers are those of JSON") {
  for (const char* text : {"0", "-0", "63", "-61", "2.5", "0.5", "1e3", "1E-3", "5.0", "10.25e+2"}) {
    INFO(text);
    CHECK(is_json_number(text));
  }
  for (const char* text : {"",   "-",   "063",  "-01", ".5",  "5.",    "+5", "0x3F", "0o17",  "1_000", "2,5", "63A",
                           "1e", "1e+", ".nan", "nan", "inf", "1 000", " 1", "--1",  "1.2.3", "00",    "true"}) {
    INFO(text);
    CHECK_FALSE(is_json_number(text));
  }
}

TEST_CASE("a number that no finite value holds has none") {
  CHECK(number_value("1e308") == 1e308);
  CHECK_FALSE(number_value("1e309"));
  CHECK_FALSE(number_value("-1e309"));
}

TEST_CASE("what was meant as a number") {
  const auto meant = [](std::string_view text) { return meant_number(text).number; };
  CHECK(meant("063") == "63");
  CHECK(meant("-007") == "-7");
  CHECK(meant(".5") == "0.5");
  CHECK(meant("-.5") == "-0.5");
  CHECK(meant("5.") == "5");
  CHECK(meant("+5") == "5");
  CHECK(meant("2,5") == "2.5");
  CHECK(meant("1_000") == "1000");
  CHECK(meant("0x3F") == "63");
  CHECK(meant("63A") == "63");
  CHECK(meant("63 A") == "63");
  CHECK(meant_number("-61dBm").unit == "dBm");
  CHECK(meant("six") == "");
  CHECK(meant("1.2.3") == "");
  CHECK(meant("2026-03-01") == "");
  CHECK(meant("12:30") == "");
  CHECK(meant("1,2,3") == "");
}

TEST_CASE("numbers are written as people write them") {
  CHECK(number_text(63) == "63");
  CHECK(number_text(-0.0) == "0");
  CHECK(number_text(2.5) == "2.5");
  CHECK(number_text(100000) == "100000");
  CHECK(number_text(0.1) == "0.1");
  CHECK(number_text(1e300) == "1e+300");
}

TEST_CASE("edits: insertions, deletions, substitutions and swaps") {
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("fuse_a", "fuse_a") == 0);
  CHECK(edit_distance("fues_a", "fuse_a") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ca", "abc") == 3);  // the restricted form: no part is edited twice
}

TEST_CASE("the nearest word, where one is near") {
  constexpr std::string_view keys[] = {"id", "fuse_a", "limit_a", "position_m", "chargers", "TN-S"};
  CHECK(nearest("fuse", keys) == "fuse_a");
  CHECK(nearest("Fuse-A", keys) == "fuse_a");
  CHECK(nearest("charger", keys) == "chargers");
  CHECK(nearest("limt_a", keys) == "limit_a");
  CHECK(nearest("postion", keys) == "position_m");
  CHECK(nearest("tns", keys) == "TN-S");
  CHECK(nearest("colour", keys) == "");
  CHECK(nearest("ssid", keys) == "");
  CHECK(nearest("", keys) == "");
  CHECK(nearest(std::string(10000, 'x'), keys) == "");
}

TEST_CASE("ids") {
  for (const char* id : {"A01", "1", "a.b_c-d", "K1-north"}) CHECK(is_id(id));
  for (const char* id : {"", "-a", ".a", "_a", "a b", "a/b", "\xC3\xA6", "a\n"}) CHECK_FALSE(is_id(id));
  CHECK(is_id(std::string(64, 'a')));
  CHECK_FALSE(is_id(std::string(65, 'a')));
}

TEST_CASE("long texts are cut between characters") {
  const std::string text = std::string(39, 'a') + "\xC3\xA6" + std::string(10, 'b');
  CHECK(quoted(text) == "\"" + std::string(39, 'a') + "...\"");
  CHECK(quoted("short") == "\"short\"");
}
