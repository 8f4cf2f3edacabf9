#include "ampsite/report/findings_junit.h"

#include <doctest/doctest.h>

#include "report/findings_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

const std::string site = "supply:\n  fuse_a: 80\n  limit_a: 90\n";

Finding finding_at(std::string_view part, std::string message, std::string entity = "main",
                   std::string key = "limit_a") {
  Finding finding;
  finding.message = std::move(message);
  finding.entity = std::move(entity);
  finding.key = std::move(key);
  finding.span = span_of(site, part);
  return finding;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("JUnit: errors fail, notes pass and say themselves, suppressed findings are skipped") {
  Diagnostic warning = diagnostic(fuse_rule, finding_at("80", "80 A", "main", "fuse_a"));
  warning.severity = Severity::warning;
  Finding limit = finding_at("90", "limit 90 A is over 80 A");
  limit.help = "lower it to 80 A";
  const Diagnostic note = diagnostic(link_rule, finding_at("supply", "no link", "", ""));
  const CheckedFile bad = checked("a/b.yaml", site, {note, diagnostic(limit_rule, limit)}, {{warning, "as built"}});
  CHECK(findings_junit({bad, checked("good.yaml", site, {})}) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ampsite" tests="4" failures="1" errors="0" skipped="1" time="0">
  <testsuite name="a/b.yaml" tests="3" failures="1" errors="0" skipped="1" time="0">
    <testcase classname="a/b.yaml" name="AMP707 unconfigured-link" file="a/b.yaml" line="1" time="0">
      <system-out>a/b.yaml:1:1: note[AMP707] no link</system-out>
    </testcase>
    <testcase classname="a/b.yaml" name="AMP201 charger-fuse-over-63a: main fuse_a" file="a/b.yaml" line="2" time="0">
      <skipped message="suppressed: as built"/>
    </testcase>
    <testcase classname="a/b.yaml" name="AMP203 limit-over-fuse: main limit_a" file="a/b.yaml" line="3" time="0">
      <failure type="error" message="limit 90 A is over 80 A">a/b.yaml:3:12: error[AMP203] limit 90 A is over 80 A
help: lower it to 80 A</failure>
    </testcase>
  </testsuite>
  <testsuite name="good.yaml" tests="1" failures="0" errors="0" skipped="0" time="0">
    <testcase classname="good.yaml" name="no findings" file="good.yaml" time="0"/>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("JUnit: a file of which all findings are suppressed has a case that passes") {
  const Diagnostic finding = diagnostic(limit_rule, finding_at("90", "limit"));
  const std::string text = findings_junit({checked("a.yaml", site, {}, {{finding, ""}})});
  CHECK(contains(text, R"(tests="2" failures="0" errors="0" skipped="1")"));
  CHECK(contains(text, R"(<skipped message="suppressed: limit"/>)"));
  CHECK(contains(text, R"(name="no findings")"));
}

TEST_CASE("JUnit: cases of a file that would be called alike are numbered, and no number is taken twice") {
  const Diagnostic finding = diagnostic(limit_rule, finding_at("90", "limit", "main", ""));
  const Diagnostic called_so = diagnostic(limit_rule, finding_at("90", "limit", "main (2)", ""));
  const std::string text = findings_junit({checked("a.yaml", site, {called_so, finding, finding, finding})});
  for (const std::string name : {"main", "main (2)", "main (3)", "main (4)"}) {
    CAPTURE(name);
    CHECK(contains(text, "name=\"AMP203 limit-over-fuse: " + name + "\""));
  }
}

TEST_CASE("JUnit: no text leaves its element, and characters that XML has not are replaced") {
  const CheckedFile file = checked(
      "<a\x01&\"\xFF>", site, {diagnostic(limit_rule, finding_at("90", "]]>\x0c\x1b\xEF\xBF\xBE \n\t'", "<e>\"", ""))});
  const std::string text = findings_junit({file});
  CHECK(contains(text, "name=\"&lt;a\xEF\xBF\xBD&amp;&quot;\xEF\xBF\xBD&gt;\""));
  CHECK(contains(text, "message=\"]]&gt;\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD   '\""));
  CHECK(contains(text, "limit-over-fuse: &lt;e&gt;&quot;\""));
  for (const char c : {'\x01', '\x0c', '\x1b'}) CHECK(text.find(c) == std::string::npos);
}

TEST_CASE("JUnit: without files there is an empty list of suites") {
  CHECK(findings_junit({}) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"ampsite\" tests=\"0\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0\">\n"
        "</testsuites>\n");
}

TEST_CASE("JUnit: findings fail from a severity on, and pass below it or without one") {
  Diagnostic warning = diagnostic(limit_rule, finding_at("90", "limit"));
  warning.severity = Severity::warning;
  const auto report = [&](std::optional<Severity> fail_on) {
    return findings_junit({checked("a.yaml", site, {warning})}, {}, fail_on);
  };
  CHECK(contains(report(Severity::warning), R"(<failure type="warning" message="limit">)"));
  CHECK(contains(report(Severity::note), R"(failures="1")"));
  for (const std::string& passing : {report(Severity::error), report(std::nullopt)}) {
    CHECK(contains(passing, "<system-out>a.yaml:3:12: warning[AMP203] limit</system-out>"));
    CHECK(contains(passing, R"(failures="0")"));
  }
}

TEST_CASE("JUnit: what could not be checked is an error, in a case that is called as that of a clean file") {
  CHECK(findings_junit({}, {{"a<b>.yaml", "is a folder & more"}}) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="ampsite" tests="1" failures="0" errors="1" skipped="0" time="0">
  <testsuite name="a&lt;b&gt;.yaml" tests="1" failures="0" errors="1" skipped="0" time="0">
    <testcase classname="a&lt;b&gt;.yaml" name="no findings" file="a&lt;b&gt;.yaml" time="0">
      <error type="not checked" message="is a folder &amp; more">a&lt;b&gt;.yaml: is a folder &amp; more</error>
    </testcase>
  </testsuite>
</testsuites>
)");
}
