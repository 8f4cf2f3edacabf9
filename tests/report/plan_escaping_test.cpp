// Names of a site file in every format of a plan that a program other than ours shows.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "ampsite/report/plan_csv.h"
#include "ampsite/report/plan_html.h"
#include "ampsite/report/plan_markdown.h"
#include "report/markup.h"
#include "report/plan_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

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
