#include "ampsite/plan/document/json_tree.h"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>

using namespace ampsite;

namespace {

std::string problem_of(const std::string& text) {
  const JsonResult result = parse_json(text);
  CHECK(result.tree.has_value() == result.problem.empty());
  return result.problem;
}

}  // namespace

TEST_CASE("JSON becomes a tree in which each value knows its place") {
  const std::string text = R"({"a": [1, -2.5e1, true, null], "b\u00e9": {"c": "x\n\ud83d\ude00"}})";
  const JsonResult result = parse_json(text);
  REQUIRE(result.tree);
  const JsonTree& json = *result.tree;
  const auto a = json.member(0, "a");
  REQUIRE(a);
  const std::vector<JsonIndex> elements = json.children(*a);
  REQUIRE(elements.size() == 4);
  CHECK(json[elements[1]].number == -25);
  CHECK(json[elements[2]].boolean);
  CHECK(json[elements[3]].kind == JsonKind::null);
  CHECK(text.substr(json[elements[1]].span.begin, 6) == "-2.5e1");
  CHECK(json.path_of(elements[1]) == "a[1]");
  const auto b = json.member(0, "b\xC3\xA9");
  REQUIRE(b);
  const auto c = json.member(*b, "c");
  REQUIRE(c);
  CHECK(json[*c].text == "x\n\xF0\x9F\x98\x80");
  CHECK(json.find("a[3]") == elements[3]);
  CHECK(json.find(json.path_of(*c)) == *c);
  CHECK(json.find("a[9].x") == *a);
  CHECK(json.find("nothing") == 0);
}

TEST_CASE("what is not JSON is no tree, and says what is missing") {
  CHECK(problem_of("") == "the text ends too early");
  CHECK(problem_of("[1, 2") == "a comma or ] is expected");
  CHECK(problem_of("{\"a\" 1}") == "a colon is expected");
  CHECK(problem_of("{a: 1}") == "a key in double quotes is expected");
  CHECK(problem_of("[NaN]") == "a value is expected");
  CHECK(problem_of("[1] 2") == "nothing more is expected here");
  CHECK(problem_of("\"abc") == "a closing quote is expected");
  CHECK(problem_of("\"\\ud800\"") == "half of a code point");
  CHECK(problem_of(std::string(65, '[') + std::string(65, ']')) == "brackets are nested too deeply");
  CHECK(problem_of(std::string(1'000'000, '[')) == "brackets are nested too deeply");
  CHECK(problem_of(std::string(64, '[') + std::string(64, ']')).empty());
}

TEST_CASE("numbers that no double holds are no numbers to reckon with") {
  const JsonResult result = parse_json("[1e999, -1e999, 1e-999, 12345678901234567890]");
  REQUIRE(result.tree);
  for (JsonIndex i = 1; i <= 3; ++i) CHECK(std::isnan((*result.tree)[i].number));
  CHECK((*result.tree)[4].number == 12345678901234567890.0);
}

TEST_CASE("a text is JSON here just where another reader has it so") {
  const std::string text = R"({"a": [1, -0.5, 1e2, "x\u00e9\"", {}, []], "b": {"c": true, "d": null, "e": false}})";
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char c : {'"', '\\', '{', ']', ',', '0', '-', '.', 'e', ' ', 'u', '\0', '\n', 'x'}) {
      std::string changed = text;
      changed[at] = c;
      CAPTURE(changed);
      CHECK(parse_json(changed).tree.has_value() == nlohmann::json::accept(changed));
    }
    const std::string cut = text.substr(0, at);
    CHECK(parse_json(cut).tree.has_value() == nlohmann::json::accept(cut));
  }
}
