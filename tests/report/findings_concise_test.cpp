#include "ampsite/report/findings_concise.h"

#include <doctest/doctest.h>

#include "report/findings_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

TEST_CASE("concise findings are one line each") {
  Finding first;
  first.message = "limit 90 A is over the fuse;\nat most 80 A";
  first.span = {9, 10};
  Finding second;
  second.message = "1 charger has no link";
  CHECK(findings_concise({checked("a/b.yaml", "fuse: 1\nß9: 2", {diagnostic(limit_rule, first)}),
                          checked("c.yaml", "x", {diagnostic(link_rule, second)})}) ==
        "a/b.yaml:2:2: error[AMP203] limit 90 A is over the fuse; at most 80 A\n"
        "c.yaml:1:1: note[AMP707] 1 charger has no link\n");
  CHECK(findings_concise({checked("c.yaml", "x", {})}).empty());
}
