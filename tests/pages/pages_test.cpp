// Each rule's page docs/rules/AMPnnn.md is its documentation and its test. Its bad example breaks that rule alone,
// and the output stands below it; its good example gives no finding. AMPSITE_UPDATE_GOLDEN=1 writes the outputs anew.

#include "ampsite/rules/pages.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/report/findings_text.h"
#include "ampsite/rules/validate.h"
#include "rules/marks.h"
#include "support/repository.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

constexpr std::array<std::string_view, 5> headings{"What it checks", "Why", "Bad", "Good", "Source"};
constexpr std::array<std::string_view, 4> certainties{"Certainty: high", "Certainty: medium", "Certainty: low",
                                                      "Certainty: derived"};

/// The text between a heading and the next.
std::string_view section(std::string_view page, std::string_view heading) {
  const std::string start = fmt::format("\n## {}\n", heading);
  const std::size_t begin = page.find(start);
  if (begin == std::string_view::npos) return {};
  const std::size_t end = page.find("\n## ", begin + start.size());
  return page.substr(begin + start.size(), end == std::string_view::npos ? end : end - begin - start.size());
}

/// The contents of the fenced blocks of one language.
std::vector<std::string_view> blocks(std::string_view text, std::string_view language) {
  const std::string open = fmt::format("\n```{}\n", language);
  std::vector<std::string_view> found;
  for (std::size_t at = text.find(open); at != std::string_view::npos; at = text.find(open, at)) {
    at += open.size();
    // From the line break before the contents, which may be empty.
    const std::size_t close = text.find("\n```", at - 1);
    REQUIRE_MESSAGE(close != std::string_view::npos, "a block of ", language, " is not closed");
    const std::size_t end = close + 1;
    found.push_back(text.substr(at, end - at));
    at = end;
  }
  return found;
}

CheckedFile check(std::string_view example) {
  constexpr const char* name = "garage.site.yaml";
  SourceText source(name, std::string(example));
  Validation validation = validate(source);
  return {std::move(source), std::move(validation), name};
}

/// The second line of a page, which says what the registry says.
std::string severity_line(const Rule& rule) {
  std::string text(to_text(rule.severity));
  text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text + (rule.pinned ? ", pinned: it cannot be silenced or lowered." : ".");
}

std::string path_of(const Rule& rule) { return fmt::format("docs/rules/{}.md", rule.id); }

/// Works on the file itself, which may have changed since it was built in, and leaves a file alone that is right.
void write_outputs(const Rule& rule) {
  const std::string page = repository_file(path_of(rule));
  std::string text = page;
  const std::string_view bad = section(page, "Bad");
  const std::vector<std::string_view> outputs = blocks(bad, "text");
  const std::vector<std::string_view> examples = blocks(bad, "yaml");
  for (std::size_t i = std::min(outputs.size(), examples.size()); i-- > 0;) {
    const auto at = static_cast<std::size_t>(outputs[i].data() - page.data());
    text.replace(at, outputs[i].size(), findings_text({check(examples[i])}));
  }
  if (text != page) std::ofstream(AMPSITE_SOURCE_DIR "/" + path_of(rule), std::ios::binary) << text;
}

}  // namespace

TEST_CASE("every rule has a page, in the one form") {
  for (const Rule& rule : all_rules()) {
    CAPTURE(rule.id);
    const std::string_view page = rule_page(rule.id);
    const std::string head = fmt::format("# {}: {}\n\n{}\n", rule.id, rule.name, severity_line(rule));
    CHECK(page.substr(0, head.size()) == head);
    std::size_t last = 0;
    for (const std::string_view heading : headings) {
      CAPTURE(heading);
      const std::size_t at = page.find(fmt::format("\n## {}\n\n", heading));
      CHECK(at != std::string_view::npos);
      CHECK(at > last);
      last = at;
    }
    CHECK_FALSE(blocks(section(page, "Bad"), "yaml").empty());
    CHECK(blocks(section(page, "Bad"), "yaml").size() == blocks(section(page, "Bad"), "text").size());
    CHECK_FALSE(blocks(section(page, "Good"), "yaml").empty());
    const bool certain = std::any_of(certainties.begin(), certainties.end(), [&](std::string_view words) {
      return section(page, "Source").find(words) != std::string_view::npos;
    });
    CHECK_MESSAGE(certain, "the source says how certain it is");
  }
}

TEST_CASE("every page belongs to a rule") {
  for (const EmbeddedText& page : rule_pages()) {
    CAPTURE(page.name);
    CHECK(find_rule(page.name) != nullptr);
  }
}

TEST_CASE("the bad examples break their rule and no other, and their output is the page's") {
  const bool updating = std::getenv("AMPSITE_UPDATE_GOLDEN") != nullptr;
  for (const Rule& rule : all_rules()) {
    CAPTURE(rule.id);
    const std::string_view page = rule_page(rule.id);
    const std::vector<std::string_view> examples = blocks(section(page, "Bad"), "yaml");
    const std::vector<std::string_view> outputs = blocks(section(page, "Bad"), "text");
    if (updating) write_outputs(rule);
    for (std::size_t i = 0; i < examples.size() && i < outputs.size(); ++i) {
      CAPTURE(i);
      const CheckedFile file = check(examples[i]);
      CHECK_FALSE(file.validation.diagnostics.empty());
      for (const Diagnostic& diagnostic : file.validation.diagnostics) {
        CAPTURE(diagnostic.finding.message);
        CHECK(diagnostic.rule->id == rule.id);
      }
      if (!updating) CHECK(findings_text({file}) == outputs[i]);
    }
  }
}

TEST_CASE("the good examples give no finding") {
  for (const Rule& rule : all_rules()) {
    CAPTURE(rule.id);
    for (const std::string_view example : blocks(section(rule_page(rule.id), "Good"), "yaml")) {
      CAPTURE(example);
      const CheckedFile file = check(example);
      CHECK(messages(file.source, file.validation).empty());
    }
  }
}
