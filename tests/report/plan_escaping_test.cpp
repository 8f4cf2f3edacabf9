// Names of a site file in every format of a plan that a program other than ours shows.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "ampsite/report/plan_csv.h"
#include "ampsite/report/plan_html.h"
#include "ampsite/report/plan_markdown.h"
#include "ampsite/report/plan_text.h"
#include "report/markup.h"
#include "report/plan_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// The small site with a name wherever a file may have one.
Site named(const std::string& name) {
  Site site = read_small_site();
  site.info.value.name = stated(name);
  site.info.value.owner = stated(name);
  site.nodes[1].name = stated(name);
  site.chargers[0].name = stated(name);
  site.chargers[0].serial = stated(name);
  return site;
}

}  // namespace

TEST_CASE("names of a site file show as text in HTML, SVG, Markdown and CSV") {
  const std::string hostile = "=1+1</text><script>alert(1)</script>|**b**";
  Site site = read_small_site();
  site.info.value.name = stated(hostile);
  site.nodes[1].id = stated(hostile);
  site.nodes[1].name = stated(hostile);
  site.chargers[0].id = stated(hostile);
  site.chargers[0].name = stated(hostile);
  site.chargers[0].serial = stated(hostile);
  const Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  const PlanReport report{site, plan, none, {}, ""};

  const std::string page = plan_html(report);
  CHECK(malformed(page) == "");
  CHECK(count_of(page, "<script") == 0);
  CHECK(count_of(page, "&lt;/text&gt;&lt;script&gt;") > 10);

  const std::string markdown = plan_markdown(report);
  CHECK(count_of(markdown, "<script") == count_of(markdown, "\\<script"));
  CHECK(count_of(markdown, "|**b**") == 0);

  const std::string csv = plan_csv(report);
  CHECK(count_of(csv, ",=1+1") == 0);
  CHECK(count_of(csv, ",'=1+1</text>") > 3);
}

TEST_CASE("a name can begin no formula, no link, no code and no row in any format") {
  const Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  for (const std::string name : {"=1+1", "@SUM(1)", "](javascript:alert(1))", "[x](javascript:alert(1))", "`rm -rf`",
                                 "a | b", "<script>", "a\n# b\n- c\n\nd", "\"', <!--", "]]>", "&lt;", "$(x)"}) {
    CAPTURE(name);
    const Site site = named(name);
    const PlanReport report{site, plan, none, {}, ""};
    CHECK(malformed(plan_html(report)) == "");
    const std::string markdown = plan_markdown(report);
    for (const std::string mark : {"](", "`rm", "| b", "<script", "<!--"}) {
      CAPTURE(mark);
      CHECK(count_of(markdown, mark) == count_of(markdown, "\\" + mark));
    }
    CHECK(count_of(markdown, "\n# b") + count_of(markdown, "\n- c") == 0);
    const std::string csv = plan_csv(report);
    for (const char* formula : {",=", ",@", "\n=", "\n@", "\"="}) CHECK(count_of(csv, formula) == 0);
    CHECK(count_of(csv, "\r\n") == count_of(csv, "\n"));
    CHECK(count_of(csv, "\n") == 8);
  }
}

TEST_CASE("no character of a name turns the direction of what stands around it") {
  const Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  for (const char* turn : {"\u061C", "\u200E", "\u200F", "\u202A", "\u202E", "\u2066", "\u2069", "\uFEFF", "\uFFF9"}) {
    CAPTURE(turn);
    const Site site = named(std::string("north") + turn + "south");
    const PlanReport report{site, plan, none, {}, ""};
    for (const std::string& text : {plan_text(report), plan_html(report), plan_markdown(report), plan_csv(report)}) {
      CHECK(count_of(text, turn) == 0);
      CHECK(count_of(text, "north\uFFFDsouth") > 0);
    }
  }
}
