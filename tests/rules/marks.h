#pragma once
// Site files that say in comments what is to be found in them.
//
//   fuse_a: 80  # expect: AMP201            a finding that begins on this line; several with commas
//   # expect-at 7: AMP001                   a finding on line 7, for lines that cannot carry a comment

#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/rules/validate.h"

namespace ampsite::test {

/// A line and a rule, sorted.
using Marks = std::vector<std::pair<int, std::string>>;

/// One a line, "12 AMP201": what a failing test shows.
inline std::string to_text(const Marks& marks) {
  std::string text;
  for (const auto& [line, rule] : marks) text += std::to_string(line) + " " + rule + "\n";
  return text;
}

inline void add_rules(std::string_view list, int line, Marks& marks) {
  while (list.starts_with(' ')) list.remove_prefix(1);
  constexpr std::size_t id_length = 6;
  while (list.starts_with("AMP")) {
    marks.emplace_back(line, list.substr(0, id_length));
    list.remove_prefix(std::min(id_length, list.size()));
    if (!list.starts_with(", ")) return;
    list.remove_prefix(2);
  }
}

inline Marks expected_marks(const SourceText& source) {
  constexpr std::string_view here = "# expect: ";
  constexpr std::string_view there = "# expect-at ";
  Marks marks;
  for (int number = 1; number <= source.line_count(); ++number) {
    const std::string_view line = source.line(number);
    if (const std::size_t at = line.find(here); at != std::string_view::npos) {
      add_rules(line.substr(at + here.size()), number, marks);
    }
    if (line.starts_with(there)) {
      int meant = 0;
      const char* const end = line.data() + line.size();
      const auto [behind, problem] = std::from_chars(line.data() + there.size(), end, meant);
      REQUIRE(problem == std::errc());
      add_rules(std::string_view(behind, static_cast<std::size_t>(end - behind)).substr(1), meant, marks);
    }
  }
  std::sort(marks.begin(), marks.end());
  return marks;
}

inline Marks found_marks(const SourceText& source, const Validation& validation) {
  Marks marks;
  for (const Diagnostic& diagnostic : validation.diagnostics) {
    marks.emplace_back(source.position(diagnostic.finding.span.begin).line, diagnostic.rule->id);
  }
  std::sort(marks.begin(), marks.end());
  return marks;
}

/// Messages of all findings, for the case that a test fails.
inline std::string messages(const SourceText& source, const Validation& validation) {
  std::string text;
  for (const Diagnostic& diagnostic : validation.diagnostics) {
    text += std::to_string(source.position(diagnostic.finding.span.begin).line) + " " +
            std::string(diagnostic.rule->id) + " " + diagnostic.finding.message + "\n";
  }
  return text;
}

/// Checks that the findings of a text are those that it marks, and nothing else.
inline Validation check_marks(const std::string& yaml, const ValidateOptions& options = {}) {
  const SourceText source("test.site.yaml", yaml);
  Validation validation = validate(source, options);
  INFO(yaml);
  INFO(messages(source, validation));
  CHECK(to_text(found_marks(source, validation)) == to_text(expected_marks(source)));
  return validation;
}

/// Without the rules on the grid, links and network: for tests of the file, its structure and its protection, whose
/// sites say nothing of those.
inline ValidateOptions building_rules(ValidateOptions options = {}) {
  for (const Rule& rule : all_rules()) {
    if (rule.id > "AMP3") options.skipped_rules.emplace(rule.id);
  }
  return options;
}

inline Validation check_building(const std::string& yaml, const ValidateOptions& options = {}) {
  return check_marks(yaml, building_rules(options));
}

/// The one finding of a rule.
inline const Diagnostic& only(const Validation& validation, std::string_view rule) {
  const Diagnostic* found = nullptr;
  for (const Diagnostic& diagnostic : validation.diagnostics) {
    if (diagnostic.rule->id != rule) continue;
    REQUIRE(found == nullptr);
    found = &diagnostic;
  }
  REQUIRE(found != nullptr);
  return *found;
}

/// A site file around a supply, which is written from its `supply:` on.
inline std::string with_grid(std::string_view grid, std::string_view rest) {
  return "ampsite: 1\nsite: {name: Test}\ngrid: {" + std::string(grid) + "}\n" + std::string(rest);
}
inline std::string tn(std::string_view rest) { return with_grid("system: TN-S", rest); }
inline std::string it(std::string_view rest) { return with_grid("system: IT", rest); }

}  // namespace ampsite::test
