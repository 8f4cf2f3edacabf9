#include "ampsite/report/markdown.h"

#include <doctest/doctest.h>

#include <string>

using namespace ampsite;

namespace {

std::string of_blocks(std::vector<Block> blocks) { return markdown({"T", {{"S", "", std::move(blocks)}}}); }

}  // namespace

TEST_CASE("text of a file shows as text") {
  CHECK(markdown_text("a|b") == "a\\|b");
  CHECK(markdown_text("`rm`") == "\\`rm\\`");
  CHECK(markdown_text("*a* **b** ~~c~~") == "\\*a\\* \\*\\*b\\*\\* \\~\\~c\\~\\~");
  CHECK(markdown_text("[a](http://b) ![c](d)") == "\\[a\\](http\\://b) !\\[c\\](d)");
  CHECK(markdown_text("<script>alert(1)</script>") == "\\<script\\>alert(1)\\</script\\>");
  CHECK(markdown_text("&lt; & $x$ #1") == "\\&lt; \\& \\$x\\$ \\#1");
  CHECK(markdown_text("a\\|b") == "a\\\\\\|b");
  CHECK(markdown_text("see www.example.com") == "see www\\.example.com");
}

TEST_CASE("an underscore within a word needs no mark, at its end it does") {
  CHECK(markdown_text("min_a K1_2") == "min_a K1_2");
  CHECK(markdown_text("_a_ b_ __c") == "\\_a\\_ b\\_ \\_\\_c");
  CHECK(markdown_text("–_a_– Å_ø") == "–\\_a\\_– Å\\_ø");
}

TEST_CASE("text stays on its line, without what repaints a terminal") {
  CHECK(markdown_text("a\n# b\r\n\tc\x1b[2J") == "a \\# b   c\xEF\xBF\xBD\\[2J");
  CHECK(markdown_text("  a  ") == "a");
  CHECK(markdown_text("\xFF") == "\xEF\xBF\xBD");
  CHECK(markdown_text("Søndre 東京") == "Søndre 東京");
}

TEST_CASE("what would begin a block within a line begins none") {
  for (const char* text : {"# a", "- a", "+ a", "* a", "> a", "=== a", "--- ", "1. a", "12) a", "    a", "~~~"}) {
    CAPTURE(text);
    const std::string written = of_blocks({Paragraph{text}});
    const std::string line = written.substr(written.rfind("\n\n") + 2);
    const std::size_t mark = line.find_first_not_of("0123456789");
    CHECK((line[mark] == '\\' || line == "a\n"));
  }
  CHECK(of_blocks({Bullets{{"- a", "1. b", "-60 dBm"}}}) == "# T\n\n## S\n\n- \\- a\n- 1\\. b\n- \\-60 dBm\n");
}

TEST_CASE("a table has columns of equal width, numbers to the right, and room where something is filled in") {
  Table table({{"name"}, {"empty"}, {"A", Table::Align::right}, {"measured", Table::Align::left, true}});
  table.add({"a|b", "", "6", ""});
  table.add({"東京", "", "16.5", ""});
  CHECK(of_blocks({table}) ==
        "# T\n"
        "\n"
        "## S\n"
        "\n"
        "| name |    A | measured |\n"
        "| ---- | ---: | -------- |\n"
        "| a\\|b |    6 |          |\n"
        "| 東京 | 16.5 |          |\n");
}

TEST_CASE("spaces in front of a cell are shown: they make a tree") {
  Table table({{"node"}});
  table.add({"main"});
  table.add({"  K1"});
  CHECK(of_blocks({table}).ends_with("| main |\n| \u00A0\u00A0K1 |\n"));
}

TEST_CASE("a long cell does not widen its column for all rows") {
  Table table({{"a"}, {"b"}});
  table.add({std::string(100, 'x'), "1"});
  table.add({"y", "2"});
  CHECK(of_blocks({table}).find("\n| y" + std::string(39, ' ') + " | 2   |\n") != std::string::npos);
}

TEST_CASE("facts are a list, and a section without blocks is not there") {
  const Document document{"T", {{"none", "note", {}}, {"S", "1. note", {Facts{{{"name", "a*"}}}}}}};
  CHECK(markdown(document) == "# T\n\n## S\n\n1\\. note.\n\n- **name**: a\\*\n");
}
