#include "ampsite/report/findings_github.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ampsite/report/findings_text.h"
#include "ampsite/source/sha256.h"
#include "report/findings_fixture.h"
#include "support/lines.h"

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

/// The commands that the runner of GitHub Actions takes from a log, by the rules it reads it by: a line that begins
/// with
/// `::name`, or with `##[name` anywhere. Between a stop and its word it takes none.
std::vector<std::string> commands_in(std::string_view log) {
  constexpr std::array<std::string_view, 7> known{"error",      "warning",       "notice",  "add-mask",
                                                  "set-output", "stop-commands", "add-path"};
  std::vector<std::string> taken;
  std::string stopped_until;
  for (std::string_view line : lines_of(log)) {
    const std::string_view whole = line;
    std::string name;
    std::string data;
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    const std::size_t second = line.starts_with("::") ? line.find("::", 2) : std::string_view::npos;
    if (second != std::string_view::npos) {
      name = line.substr(2, std::min(second, line.find(' ')) - 2);
      data = line.substr(second + 2);
    }
    const auto is_known = [&] { return std::find(known.begin(), known.end(), name) != known.end(); };
    if (!is_known() && name != stopped_until && whole.find("##[") != std::string_view::npos) {
      name = whole.substr(whole.find("##[") + 3);
      name = name.substr(0, name.find_first_of(" ]"));
    }
    if (!stopped_until.empty()) {
      if (name == stopped_until) stopped_until.clear();
    } else if (is_known()) {
      if (name == "stop-commands") stopped_until = data;
      taken.push_back(name);
    }
  }
  return taken;
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

TEST_CASE("of all that a hostile file makes the reports say, the runner takes the annotations alone as commands") {
  const std::string hostile = "::error::a\n ::add-mask::b\n##[add-path]c\nname: '##[stop-commands]d'\n";
  Finding finding = fuse_finding("##[add-mask]x\n::set-output name=y::z", "::add-path::p ##[add-mask]q");
  finding.span = span_of(hostile, "##[stop");
  finding.related = {{span_of(hostile, " ::add-mask"), "##[warning]r::s"}};
  const std::vector<CheckedFile> files{checked("::add-mask::n ##[add-mask]m", hostile,
                                               {diagnostic(fuse_rule, finding), diagnostic(link_rule, finding)})};
  CHECK_FALSE(commands_in(findings_text(files)).empty());
  CHECK(commands_in(without_workflow_commands(findings_text(files)) + findings_github(files)) ==
        std::vector<std::string>{"stop-commands", "error", "notice"});
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

TEST_CASE("what could not be checked comes first, at its file, and begins no other command") {
  const std::string text = findings_github({checked("a.yaml", site, {diagnostic(fuse_rule, fuse_finding())})},
                                           {{"b:,\n::error::x", "permission denied"}});
  CHECK(
      text.starts_with("::error file=b%3A%2C%0A%3A%3Aerror%3A%3Ax,title=not checked::b:, ::error::x: permission "
                       "denied\n::error file=a.yaml,"));
  CHECK(commands_in(text).size() == 2);
}

TEST_CASE("a line of the log has no command within") {
  CHECK(without_inner_commands("a ##[error]b ###[c] ##") == "a ##\xEF\xBF\xBD[error]b ###\xEF\xBF\xBD[c] ##");
  CHECK(commands_in(without_inner_commands("##[error]")).empty());
}
