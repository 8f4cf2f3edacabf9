#include "ampsite/report/findings_github.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "ampsite/source/sha256.h"
#include "report/findings_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

const std::string site = "supply:\n  fuse_a: 80\n";

Finding fuse_finding(std::string message = "80 A", std::string help = "") {
  Finding finding;
  finding.message = std::move(message);
  finding.help = std::move(help);
  finding.span = span_of(site, "80");
  return finding;
}

std::string annotation(const std::string& name, Finding finding) {
  return findings_github({checked(name, site, {diagnostic(fuse_rule, std::move(finding))})});
}

}  // namespace

TEST_CASE("an annotation is one workflow command with place, title, message and help") {
  CHECK(annotation("a/b.yaml", fuse_finding("fuse of 80 A", "fit 63 A")) ==
        "::error file=a/b.yaml,line=2,col=11,endLine=2,endColumn=13,title=AMP201 charger-fuse-over-63a::fuse of 80 A"
        "%0Ahelp: fit 63 A\n");
}

TEST_CASE("severities are error, warning and notice") {
  Diagnostic warning = diagnostic(limit_rule, fuse_finding());
  warning.severity = Severity::warning;
  const std::string text = findings_github({checked("a.yaml", site, {warning, diagnostic(link_rule, fuse_finding())})});
  CHECK(text.starts_with("::warning file="));
  CHECK(text.find("\n::notice file=") != std::string::npos);
}

TEST_CASE("of a place over several lines the columns are left out, which GitHub would not take") {
  Finding finding = fuse_finding();
  finding.span = {0, 15};
  CHECK(annotation("a.yaml", finding) ==
        "::error file=a.yaml,line=1,endLine=2,title=AMP201 charger-fuse-over-63a::80 A\n");
}

TEST_CASE("what separates the parts of a command is escaped, in properties more than in the message") {
  CHECK(annotation("100%,a:b\r\n.yaml", fuse_finding("50 %: a, b", "c, d: 100 %0A")) ==
        "::error file=100%25%2Ca%3Ab%0D%0A.yaml,line=2,col=11,endLine=2,endColumn=13,"
        "title=AMP201 charger-fuse-over-63a::50 %25: a, b%0Ahelp: c, d: 100 %250A\n");
}

TEST_CASE("neither a name nor a message begins a command of its own, or repaints a terminal") {
  const std::string text =
      annotation("x\n::error::y\x1b[31m", fuse_finding("a\n::set-output name=x::1\r##[error]b\xFF"));
  CHECK(text.find('\n') == text.size() - 1);
  CHECK(text.find('\r') == std::string::npos);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find('\xFF') == std::string::npos);
  CHECK(text.starts_with("::error file=x%0A%3A%3Aerror%3A%3Ay"));
}

TEST_CASE("without findings nothing is written") {
  CHECK(findings_github({}).empty());
  CHECK(findings_github({checked("a.yaml", site, {}, {{diagnostic(fuse_rule, fuse_finding()), "as built"}})}).empty());
}

TEST_CASE("a text is wrapped so that the log takes no command from it") {
  const std::string text = "::error::x\n  ::: a::b\nname: '##[add-mask]y'\n";
  CHECK(without_workflow_commands(text) == fmt::format("::stop-commands::{0}\n{1}::{0}::\n", sha256_hex(text), text));
  CHECK(without_workflow_commands("x") == fmt::format("::stop-commands::{0}\nx\n::{0}::\n", sha256_hex("x")));
  CHECK(without_workflow_commands("").empty());
}
