#include "ampsite/report/html.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "report/markup.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::string of_blocks(std::vector<Block> blocks) { return html({"T", {{"A part", "", std::move(blocks)}}}); }

void check_shown(const std::string& page, const std::string& part) {
  INFO("missing: ", part, "\nin: ", page.substr(page.find("<body>")));
  CHECK(page.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("a page of HTML is whole, in a language, and may load nothing") {
  const std::string page = html({"A plan", {}});
  CHECK(malformed(page) == "");
  CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n"));
  CHECK(page.find("default-src 'none'") != std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("http:") == std::string::npos);
  CHECK(page.find("url(") == std::string::npos);
  CHECK(page.find("@import") == std::string::npos);
  check_shown(page, "<h1>A plan</h1>");
}

TEST_CASE("sections have headings, places to go to, and a table of contents") {
  const std::string page = html({"T",
                                 {{"", "", {Paragraph{"first"}}},
                                  {"Look here", "", {Paragraph{"urgent"}}, true},
                                  {"Fuse tree", "ampere", {Paragraph{"a"}}},
                                  {"Empty", "", {}},
                                  {"Portal", "", {Subheading{"K1"}, Paragraph{"b"}}, false, true}}});
  CHECK(malformed(page) == "");
  check_shown(page,
              "<section id=\"look-here\" class=\"urgent\">\n<h2>Look here</h2>\n<p>urgent</p>\n</section>\n<nav ");
  check_shown(page, "<li><a href=\"#fuse-tree\">Fuse tree</a></li>\n<li><a href=\"#portal\">Portal</a></li>\n</ul>");
  check_shown(page, "<section id=\"fuse-tree\">\n<h2>Fuse tree</h2>\n<p class=\"note\">Ampere.</p>\n<p>a</p>");
  check_shown(page, "<section id=\"portal\" class=\"part\">\n<h2>Portal</h2>\n<h3>K1</h3>\n<p>b</p>");
  CHECK(page.find("Empty") == std::string::npos);
}

TEST_CASE("a table has a caption, headings of columns and rows, and no column that says nothing") {
  Table table({{"id"}, {"current", Table::Align::right}, {"note"}, {"measured", Table::Align::left, true}});
  table.add({"K1", "6", "", ""});
  table.add({"  K2", "7", "", ""});
  const std::string page = of_blocks({std::move(table)});
  CHECK(malformed(page) == "");
  check_shown(page,
              "<table><caption>A part</caption>\n<thead><tr><th scope=\"col\">id</th><th scope=\"col\" "
              "class=\"right\">current</th><th scope=\"col\" class=\"blank\">measured</th></tr></thead>\n<tbody>\n"
              "<tr><th scope=\"row\">K1</th><td class=\"right\">6</td><td class=\"blank\"></td></tr>\n"
              "<tr><th scope=\"row\">\u00A0\u00A0K2</th>");
}

TEST_CASE("only words that are long break within a table, and only cells that are long have several lines") {
  const std::string long_id(64, 'a');
  Table table({{"charger"}, {"from"}});
  table.add({long_id, "module plc-k2 at the end of the hall"});
  table.add({"A2", "at " + long_id});
  check_shown(of_blocks({std::move(table)}),
              "<tr><th scope=\"row\" class=\"long\">" + long_id +
                  "</th><td class=\"wraps\">module plc-k2 at the end of the hall</td></tr>\n"
                  "<tr><th scope=\"row\">A2</th><td class=\"long\">at " +
                  long_id + "</td></tr>\n");
}

TEST_CASE("no line ends between a number and its unit") {
  check_shown(of_blocks({Paragraph{"16 A, 2 V of 230 V; -75 dBm at 4 mm² and 3 Ah, 5 meters; 7 cars"}}),
              "<p>16\u00A0A, 2\u00A0V of 230\u00A0V; -75\u00A0dBm at 4\u00A0mm² and 3 Ah, 5 meters; 7 cars</p>");
}

TEST_CASE("cards are called by their first cell and leave out what is empty") {
  Table table({{"charger"}, {"circuit"}, {"serial number"}});
  table.add({"A1", "K1", ""});
  table.add({"A2", "K1", "S2"});
  const std::string page = of_blocks({Cards{std::move(table), Cards::Use::labels}});
  CHECK(malformed(page) == "");
  check_shown(page,
              "<ul class=\"cards labels\">\n<li><p class=\"kind\">charger</p><p class=\"name\">A1</p><dl>\n"
              "<div><dt>circuit</dt><dd>K1</dd></div>\n</dl></li>\n");
  check_shown(page, "<div><dt>serial number</dt><dd>S2</dd></div>\n");
}

TEST_CASE("text of a file shows as text wherever it stands in a page") {
  const std::string hostile = "\"><script>alert(1)</script>&amp;<!-- ' \x1b[31m\xff";

  Table table({{hostile}, {hostile}});
  table.add({hostile, hostile});
  const Drawing drawing{hostile, hostile, 100, 50, {DrawnText{{0, 10}, hostile}}, table};
  const std::string page = html({hostile,
                                 {{"A part",
                                   hostile,
                                   {Paragraph{hostile}, Subheading{hostile}, Bullets{{hostile}},
                                    Facts{{{hostile, hostile}}}, table, Cards{table, Cards::Use::figures}, drawing}}}});
  CHECK(malformed(page) == "");
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("<!--") == std::string::npos);
  CHECK(page.find('\x1b') == std::string::npos);
  CHECK(page.find('\xff') == std::string::npos);
  check_shown(page, "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;");
}

TEST_CASE("the table of a drawing that leaves something out or cuts a name is open, and so on paper") {
  Table table({{"charger"}});
  table.add({"A1"});
  Drawing drawing{"Run", "", 100, 20, {DrawnText{{0, 12}, "A1"}}, table};
  check_shown(of_blocks({drawing}), "<details><summary>");
  drawing.leaves_out = true;
  check_shown(of_blocks({drawing}), "<details open=\"\"><summary>");
  drawing.leaves_out = false;
  drawing.shapes = {fitted({0, 12}, "a-name-that-is-cut", 6)};
  check_shown(of_blocks({drawing}), "<details open=\"\"><summary>");
}

TEST_CASE("names that are written from right to left turn nothing around them") {
  check_shown(of_blocks({Paragraph{"מטען 1, K2: 5 m from שער-3 (new)"}}),
              "<p><bdi>מטען</bdi> 1, K2: 5\u00A0m from <bdi>שער-3</bdi> (new)</p>");
  check_shown(of_blocks({Paragraph{"شحن أول: WiFi"}}), "<p><bdi>شحن أول</bdi>: WiFi</p>");
}
