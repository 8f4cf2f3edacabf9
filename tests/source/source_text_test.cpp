#include "ampsite/source/source_text.h"

#include <doctest/doctest.h>

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
