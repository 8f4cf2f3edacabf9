#include "ampsite/report/excerpt.h"

#include <doctest/doctest.h>

#include <string>

#include "ampsite/report/terminal_text.h"
#include "report/findings_fixture.h"

using namespace ampsite;
using ampsite::test::span_of;

namespace {

/// The excerpt as it stands on the terminal: the line, and the marks below it.
std::string shown(const std::string& text, Span span, int columns = 100) {
  const Excerpt excerpt = make_excerpt(SourceText("a.yaml", text), span, '^', columns);
  return excerpt.text + "\n" + excerpt.marks;
}

std::string shown(const std::string& text, std::string_view part) { return shown(text, span_of(text, part)); }

}  // namespace

TEST_CASE("an excerpt underlines the place in its line") {
  CHECK(shown("supply:\n  fuse_a: 80\n", "80") ==
        "  fuse_a: 80\n"
        "          ^^");
  CHECK(make_excerpt(SourceText("a", "x\ny: 80\n"), {5, 7}, '^').line_number == 2);
}

TEST_CASE("an empty place, also behind the end of the line or of the file, gets one mark") {
  CHECK(shown("id: \nx", Span{4, 4}) == "id:\n    ^");
  CHECK(shown("id: 1", Span{5, 5}) == "id: 1\n     ^");
  CHECK(shown("id: 1", Span{99, 120}) == "id: 1\n     ^");
  CHECK(shown("", Span{0, 0}) == "\n^");
  CHECK(shown("a\r\nb", Span{1, 3}) == "a\n ^");
}

TEST_CASE("of a place over several lines the first is underlined to its end") {
  CHECK(shown("a: {x: 1,\n  y: 2}\n", Span{3, 16}) == "a: {x: 1,\n   ^^^^^^");
}

TEST_CASE("tabs, wide, combining and unprintable characters keep the marks below their place") {
  CHECK(shown("\tid: 7", "7") == "    id: 7\n        ^");
  CHECK(shown("name: 東京 80", "80") == "name: 東京 80\n           ^^");
  CHECK(shown("name: Søndre 80", "Søndre") == "name: Søndre 80\n      ^^^^^^");
  CHECK(shown("name: e\xCC\x81 80", "80") == "name: e\xCC\x81 80\n        ^^");
  CHECK(shown("a\x1b[31m 80", "80") == "a\xEF\xBF\xBD[31m 80\n       ^^");
  CHECK(shown("a\xFF\xFE 80", "80") == "a\xEF\xBF\xBD\xEF\xBF\xBD 80\n    ^^");
}

TEST_CASE("a byte order mark is not shown") { CHECK(shown("\xEF\xBB\xBFid: 7", "7") == "id: 7\n    ^"); }

TEST_CASE("a long line is shortened around the place") {
  const std::string digits = "0123456789";
  std::string text;
  for (int i = 0; i < 20; ++i) text += digits;
  text.replace(100, 3, "BAD");

  CHECK(shown(text, Span{4, 6}, 30) ==
        "012345678901234567890123456...\n"
        "    ^^");
  CHECK(shown(text, Span{100, 103}, 30) ==
        "...890123456789BAD345678901...\n"
        "               ^^^");
  CHECK(shown(text, Span{198, 200}, 30) ==
        "...67890123456789\n"
        "               ^^");
}

TEST_CASE("an excerpt of a long line keeps to its columns wherever the place is") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "aø東\t";
  const SourceText source("a", text);
  for (std::uint32_t at = 0; at <= text.size(); ++at) {
    INFO("place ", at);
    const Excerpt excerpt = make_excerpt(source, {at, at + 3}, '^', 60);
    CHECK(display_width(excerpt.text) <= 60);
    CHECK(excerpt.marks.find('^') < 60);
  }
}
