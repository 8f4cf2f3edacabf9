#include "ampsite/report/finding_words.h"

#include <doctest/doctest.h>

#include "report/findings_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

Diagnostic at(const Rule& rule, std::uint32_t place) {
  Finding finding;
  finding.span = {place, place + 1};
  return diagnostic(rule, finding);
}

std::string closed(std::string message) {
  Finding finding;
  finding.message = std::move(message);
  return message_sentence(finding);
}

}  // namespace

TEST_CASE("suppressed findings stand among the others, by place and rule") {
  const CheckedFile file =
      checked("a.yaml", "0123456789", {at(fuse_rule, 2), at(link_rule, 2), at(limit_rule, 5)},
              {{at(limit_rule, 1), "first"}, {at(limit_rule, 2), "between"}, {at(fuse_rule, 9), ""}});
  std::string listed;
  for (const JudgedFinding& judged : all_findings(file.validation)) {
    listed += std::to_string(judged.diagnostic->finding.span.begin) + " " + std::string(judged.diagnostic->rule->id);
    listed += judged.suppressed_because == nullptr ? ", " : " (" + *judged.suppressed_because + "), ";
  }
  CHECK(listed == "1 AMP203 (first), 2 AMP201, 2 AMP203 (between), 2 AMP707, 5 AMP203, 9 AMP201 (), ");
}

TEST_CASE("a message is closed once, and help follows it") {
  CHECK(closed("80 A is too much") == "80 A is too much.");
  CHECK(closed("what is this?") == "what is this?");
  CHECK(closed("") == ".");
  CHECK(closed("two\nlines") == "two lines.");
  Finding finding;
  finding.message = "80 A";
  CHECK(message_with_help(finding) == "80 A.");
  finding.help = "fit 63 A";
  CHECK(message_with_help(finding) == "80 A. Help: fit 63 A");
}

TEST_CASE("text that is UTF-8 stays as it is, and other bytes are replaced one by one") {
  CHECK(valid_utf8("a\n\x1b\xC3\xA5\xF0\x9F\x94\x8C") == "a\n\x1b\xC3\xA5\xF0\x9F\x94\x8C");
  CHECK(valid_utf8("a\xFF\xC3(") == "a\xEF\xBF\xBD\xEF\xBF\xBD(");
  CHECK(valid_utf8("").empty());
}
