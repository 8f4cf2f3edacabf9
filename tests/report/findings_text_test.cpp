#include "ampsite/report/findings_text.h"

#include <doctest/doctest.h>

#include "report/findings_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

const std::string garage =
    "supply:\n"
    "  id: main\n"
    "  fuse_a: 125\n"
    "  circuits:\n"
    "    - id: K1\n"
    "      fuse_a: 80\n"
    "      limit_a: 90\n"
    "      chargers:\n"
    "        - id: A01\n"
    "          max_a: 32\n";

Diagnostic fuse_finding() {
  Finding finding;
  finding.message = "charger A01 draws through an 80 A fuse; at most 63 A is allowed";
  finding.help = "fit a fuse of 63 A or less in front of circuit K1";
  finding.span = span_of(garage, "80");
  finding.related = {{span_of(garage, "A01"), "the charger stands here"}};
  return diagnostic(fuse_rule, finding);
}

Diagnostic link_finding() {
  Finding finding;
  finding.message = "1 charger has no link";
  finding.span = span_of(garage, "A01");
  return diagnostic(link_rule, finding);
}

}  // namespace

TEST_CASE("a finding in text shows the place, the related place and the next step") {
  CHECK(findings_text(
            {checked("garage.site.yaml", garage, {fuse_finding(), link_finding()}, {{link_finding(), "later"}})}) ==
        "error[AMP201] charger-fuse-over-63a: charger A01 draws through an 80 A fuse; at most 63 A is allowed\n"
        " --> garage.site.yaml:6:15\n"
        "  |\n"
        "6 |       fuse_a: 80\n"
        "  |               ^^\n"
        "  |\n"
        " ::: garage.site.yaml:9:15: the charger stands here\n"
        "  |\n"
        "9 |         - id: A01\n"
        "  |               ---\n"
        "  = help: fit a fuse of 63 A or less in front of circuit K1\n"
        "\n"
        "note[AMP707] unconfigured-link: 1 charger has no link\n"
        " --> garage.site.yaml:9:15\n"
        "  |\n"
        "9 |         - id: A01\n"
        "  |               ^^^\n"
        "\n"
        "1 error and 1 note in 1 file, 1 suppressed\n");
}

TEST_CASE("the gutter is as wide as the largest line number shown") {
  Finding finding;
  finding.message = "wide";
  finding.span = span_of(garage, "32");
  finding.related = {{span_of(garage, "125"), ""}};
  CHECK(findings_text({checked("g", garage, {diagnostic(limit_rule, finding)})}, {.colour = false, .summary = false}) ==
        "error[AMP203] limit-over-fuse: wide\n"
        "  --> g:10:18\n"
        "   |\n"
        "10 |           max_a: 32\n"
        "   |                  ^^\n"
        "   |\n"
        "  ::: g:3:11\n"
        "   |\n"
        " 3 |   fuse_a: 125\n"
        "   |           ---\n"
        "\n");
}

TEST_CASE("without colour no escape code is printed, with colour the severity has its own") {
  const std::vector<CheckedFile> files{checked("g", garage, {fuse_finding()})};
  CHECK(findings_text(files).find('\x1b') == std::string::npos);
  const std::string coloured = findings_text(files, {.colour = true, .summary = true});
  CHECK(coloured.find("\x1b[1;31merror[AMP201]\x1b[0m") == 0);
  CHECK(coloured.find("\x1b[1;31m              ^^\x1b[0m") != std::string::npos);
}

TEST_CASE("a file cannot write escape codes to the terminal") {
  Finding finding;
  finding.message = "id \x1b[2J is not allowed";
  finding.help = "a\nb";
  finding.span = {0, 1};
  const std::string text = findings_text({checked("g\x1b", "\x1b[2J", {diagnostic(limit_rule, finding)})});
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("help: a b\n") != std::string::npos);
}

TEST_CASE("an empty file has no excerpt") {
  Finding finding;
  finding.message = "the file is empty";
  CHECK(findings_text({checked("g", "", {diagnostic(limit_rule, finding)})}, {.colour = false, .summary = false}) ==
        "error[AMP203] limit-over-fuse: the file is empty\n"
        " --> g:1:1\n"
        "\n");
}

TEST_CASE("the summary counts every kind of finding") {
  CHECK(findings_summary({1, 0, 0, 0, 0}) == "no findings in 1 file");
  CHECK(findings_summary({2, 1, 0, 0, 0}) == "1 error in 2 files");
  CHECK(findings_summary({3, 2, 1, 4, 5, 6}) ==
        "2 errors, 1 warning and 4 notes in 3 files, 5 suppressed, 6 in the baseline");
  CHECK(findings_summary({1, 0, 0, 0, 2}) == "no findings in 1 file, 2 suppressed");
}

TEST_CASE("a problem of another file, such as the config, is shown in the same form") {
  Finding finding;
  finding.message = "rule AMP201 cannot be changed";
  finding.help = "leave it out";
  finding.span = {10, 16};
  CHECK(problem_text(SourceText(".ampsite.yaml", "severity: AMP201"), finding, "error") ==
        "error: rule AMP201 cannot be changed\n"
        " --> .ampsite.yaml:1:11\n"
        "  |\n"
        "1 | severity: AMP201\n"
        "  |           ^^^^^^\n"
        "  = help: leave it out\n");
}

TEST_CASE("the summary counts what could not be checked") {
  CHECK(findings_text({}, {}, {{"a.yaml", "permission denied"}}) == "no findings in 0 files, 1 not checked\n");
}
