#include "ampsite/report/findings_junit.h"

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "ampsite/report/finding_words.h"
#include "ampsite/report/xml_text.h"

namespace ampsite {

namespace {

struct Counts {
  int tests = 0;
  int failures = 0;
  int errors = 0;
  int skipped = 0;
};

constexpr std::string_view only_case = "no findings";

/// The attributes that suites have, and all of them together.
std::string attributes(std::string_view name, const Counts& counts) {
  return fmt::format(R"(name="{}" tests="{}" failures="{}" errors="{}" skipped="{}" time="0")", name, counts.tests,
                     counts.failures, counts.errors, counts.skipped);
}

std::string suite(std::string_view name, const Counts& counts, std::string_view cases) {
  return fmt::format("  <testsuite {}>\n{}  </testsuite>\n", attributes(name, counts), cases);
}

/// Called like the case that passes where a file is clean: whoever follows a case sees that it could not be carried
/// out.
std::string suite(const UncheckedPath& unchecked, Counts& total) {
  const std::string name = xml_text(unchecked.name);
  const std::string why = xml_text(unchecked.why);
  ++total.tests;
  ++total.errors;
  return suite(name, {1, 0, 1, 0},
               fmt::format("    <testcase classname=\"{0}\" name=\"{1}\" file=\"{0}\" time=\"0\">\n"
                           "      <error type=\"not checked\" message=\"{2}\">{0}: {2}</error>\n    </testcase>\n",
                           name, only_case, why));
}

class SuiteWriter {
 public:
  SuiteWriter(const CheckedFile& file, std::optional<Severity> fail_on)
      : file_(file), fail_on_(fail_on), name_(xml_text(file.source.name())) {}

  /// The suite's element with all its cases; adds them to `total`.
  std::string write(Counts& total) {
    for (const JudgedFinding& judged : all_findings(file_.validation)) write_case(judged);
    if (file_.validation.diagnostics.empty()) {
      ++counts_.tests;
      format(R"(    <testcase classname="{0}" name="{1}" file="{0}" time="0"/>)", name_, only_case);
    }
    total.tests += counts_.tests;
    total.failures += counts_.failures;
    total.skipped += counts_.skipped;
    return suite(name_, counts_, cases_);
  }

 private:
  template <class... Values>
  void format(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(cases_), format, std::forward<Values>(values)...);
    cases_ += '\n';
  }

  /// "AMP201 charger-fuse-over-63a: main/K1/A01 fuse_a", with a number behind it from the second that is called so.
  std::string case_name(const Diagnostic& diagnostic) {
    const Finding& finding = diagnostic.finding;
    std::string name = fmt::format("{} {}", diagnostic.rule->id, diagnostic.rule->name);
    if (!finding.entity.empty() || !finding.key.empty()) name += ':';
    if (!finding.entity.empty()) name += ' ' + finding.entity;
    if (!finding.key.empty()) name += ' ' + finding.key;
    name = xml_text(name);
    int& count = named_[name];
    std::string numbered = ++count == 1 ? name : fmt::format("{} ({})", name, count);
    // An id may end in what looks like such a number.
    while (!taken_.insert(numbered).second) numbered = fmt::format("{} ({})", name, ++count);
    return numbered;
  }

  void write_case(const JudgedFinding& judged) {
    const Diagnostic& diagnostic = *judged.diagnostic;
    const Position at = file_.source.position(diagnostic.finding.span.begin);
    const std::string message = xml_text(diagnostic.finding.message);
    std::string body = fmt::format("{}:{}:{}: {}[{}] {}", name_, at.line, at.column, to_text(diagnostic.severity),
                                   diagnostic.rule->id, message);
    if (!diagnostic.finding.help.empty()) body += "\nhelp: " + xml_text(diagnostic.finding.help);
    ++counts_.tests;
    format(R"(    <testcase classname="{0}" name="{1}" file="{0}" line="{2}" time="0">)", name_, case_name(diagnostic),
           at.line);
    if (judged.suppressed_because != nullptr) {
      ++counts_.skipped;
      const std::string& reason = *judged.suppressed_because;
      format(R"(      <skipped message="suppressed: {}"/>)", reason.empty() ? message : xml_text(reason));
    } else if (fail_on_ && diagnostic.severity >= *fail_on_) {
      ++counts_.failures;
      format(R"(      <failure type="{}" message="{}">{}</failure>)", to_text(diagnostic.severity), message, body);
    } else {
      format("      <system-out>{}</system-out>", body);
    }
    format("    </testcase>");
  }

  const CheckedFile& file_;
  std::optional<Severity> fail_on_;
  std::string name_;
  std::string cases_;
  Counts counts_;
  std::map<std::string, int> named_;
  std::set<std::string> taken_;
};

}  // namespace

std::string findings_junit(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked,
                           std::optional<Severity> fail_on) {
  Counts total;
  std::string suites;
  for (const CheckedFile& file : files) suites += SuiteWriter(file, fail_on).write(total);
  for (const UncheckedPath& path : unchecked) suites += suite(path, total);
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites {}>\n{}</testsuites>\n",
                     attributes("ampsite", total), suites);
}

}  // namespace ampsite
