#include "ampsite/source/source_text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

using ampsite::count_code_points;
using ampsite::Position;
using ampsite::SourceText;

TEST_CASE("lines and columns count from 1, columns in code points") {
  const SourceText source("garage.site.yaml", "name: Åsgård\nid: x\n");
  CHECK(source.position(0) == Position{1, 1});
  CHECK(source.position(6) == Position{1, 7});
  CHECK(source.position(8) == Position{1, 8});  // behind the two bytes of Å
  CHECK(source.position(15) == Position{2, 1});
  CHECK(source.line(1) == "name: Åsgård");
  CHECK(source.line(2) == "id: x");
  CHECK(source.line(3).empty());
  CHECK(source.line(4).empty());
}

TEST_CASE("a byte order mark takes no column") {
  const SourceText source("a.yaml",
                          "\xEF\xBB\xBF"
                          "id: x");
  CHECK(source.position(3) == Position{1, 1});
  CHECK(source.position(5) == Position{1, 3});
  CHECK(source.line(1) == "id: x");
}

TEST_CASE("carriage returns are no part of a line") {
  const SourceText source("a.yaml", "a: 1\r\nb: 2\r\n");
  CHECK(source.line(1) == "a: 1");
  CHECK(source.position(6) == Position{2, 1});
}

TEST_CASE("an offset behind the end counts as the end") {
  const SourceText source("a.yaml", "a: 1");
  CHECK(source.position(99) == Position{1, 5});
}

TEST_CASE("on long lines too, a column is the number of code points before it") {
  const std::uint32_t seed = 20261122;
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (const std::string start : {"", "\xEF\xBB\xBF"}) {
    std::string text = start;
    while (text.size() < 6000) {
      for (const std::string_view piece : {"a", "å", "€", "🔌"}) {
        for (std::uint32_t n = random() % 4; n > 0; --n) text += piece;
      }
      if (random() % 700 == 0) text += '\n';
    }
    const SourceText source("a.json", text);
    for (std::uint32_t offset = 0; offset <= text.size(); ++offset) {
      const std::string_view before = source.text().substr(0, std::max<std::size_t>(offset, start.size()));
      const std::size_t line_break = before.rfind('\n');
      const std::size_t line_start = line_break == std::string_view::npos ? start.size() : line_break + 1;
      const int lines = static_cast<int>(std::count(before.begin(), before.end(), '\n'));
      CAPTURE(offset);
      REQUIRE(source.position(offset).line == lines + 1);
      REQUIRE(source.position(offset).column == count_code_points(before.substr(line_start)) + 1);
    }
  }
}

TEST_CASE("a text may end right where columns are counted anew") {
  for (const std::size_t size : {511U, 512U, 513U, 1024U}) {
    CAPTURE(size);
    const SourceText source("a.json", std::string(size, 'x'));
    CHECK(source.position(static_cast<std::uint32_t>(size)) == Position{1, static_cast<int>(size) + 1});
    CHECK(source.line(1).size() == size);
  }
}
