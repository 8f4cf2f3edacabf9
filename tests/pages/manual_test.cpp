// docs/manual.md says for each statement of the maker's manual what serves it. Whether a statement is missing only a
// reader can tell; here the table is held against the registry, the rules' pages and the files that it links to.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/rules/pages.h"
#include "ampsite/rules/registry.h"
#include "ampsite/source/ascii.h"
#include "support/lines.h"
#include "support/repository.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

constexpr std::array<std::string_view, 5> states{"checked", "checked in part", "planned", "said in the report",
                                                 "for information"};
constexpr std::string_view numbered_head = "| No. |";
constexpr std::size_t id_length = 6;

/// The cells of "| a | b |", without the spaces around them.
std::vector<std::string> cells_of(std::string_view row) {
  std::vector<std::string> cells;
  row.remove_prefix(1);
  for (std::size_t end = row.find('|'); end != std::string_view::npos; end = row.find('|')) {
    std::string_view cell = row.substr(0, end);
    while (cell.starts_with(' ')) cell.remove_prefix(1);
    while (cell.ends_with(' ')) cell.remove_suffix(1);
    cells.emplace_back(cell);
    row.remove_prefix(end + 1);
  }
  return cells;
}

using Rows = std::vector<std::vector<std::string>>;

/// The rows of the tables with numbered rows and this many columns, in the order of the page.
Rows numbered_rows(std::string_view page, std::size_t columns) {
  Rows rows;
  bool inside = false;
  for (const std::string_view line : lines_of(page)) {
    if (!line.starts_with('|')) {
      inside = false;
    } else if (line.starts_with(numbered_head)) {
      inside = cells_of(line).size() == columns;
    } else if (inside && !line.starts_with("|--")) {
      rows.push_back(cells_of(line));
    }
  }
  return rows;
}

Rows statements(std::string_view page) { return numbered_rows(page, 4); }
Rows differences(std::string_view page) { return numbered_rows(page, 5); }

/// "AMP" with the three characters behind it, wherever it stands.
std::set<std::string> rules_named(std::string_view text) {
  std::set<std::string> ids;
  for (std::size_t at = text.find("AMP"); at != std::string_view::npos; at = text.find("AMP", at + id_length)) {
    ids.emplace(text.substr(at, id_length));
  }
  return ids;
}

struct MarkdownLink {
  std::string words;
  std::string target;   ///< without what follows a '#'
  std::string heading;  ///< what follows it
};

std::vector<MarkdownLink> links_of(std::string_view text) {
  constexpr std::string_view middle = "](";
  std::vector<MarkdownLink> links;
  for (std::size_t at = text.find(middle); at != std::string_view::npos; at = text.find(middle, at + 1)) {
    const std::size_t begin = text.rfind('[', at) + 1;
    const std::size_t end = text.find(')', at);
    const std::string_view whole = text.substr(at + middle.size(), end - at - middle.size());
    const std::size_t hash = std::min(whole.find('#'), whole.size());
    links.push_back({std::string(text.substr(begin, at - begin)), std::string(whole.substr(0, hash)),
                     std::string(whole.substr(std::min(hash + 1, whole.size())))});
  }
  return links;
}

/// "## What it does" is linked to as "what-it-does".
bool has_heading(std::string_view page, std::string_view anchor) {
  const auto lines = lines_of(page);
  return std::any_of(lines.begin(), lines.end(), [&](std::string_view line) {
    if (!line.starts_with('#')) return false;
    std::string text(line.substr(std::min(line.find_first_not_of("# "), line.size())));
    for (char& c : text) c = c == ' ' ? '-' : lower_ascii(c);
    return text == anchor;
  });
}

bool comes_from_the_manual(const Rule& rule) {
  return rule_page(rule.id).find("\n## Source\n\nManual") != std::string_view::npos;
}

void check_rows(const Rows& rows, std::size_t columns) {
  REQUIRE_FALSE(rows.empty());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(i + 1);
    REQUIRE(rows[i].size() == columns);
    CHECK(rows[i].front() == std::to_string(i + 1));
    CHECK(std::none_of(rows[i].begin(), rows[i].end(), [](const std::string& cell) { return cell.empty(); }));
  }
}

}  // namespace

TEST_CASE("the manual's statements, and where its editions differ, are numbered without gaps, and no cell is empty") {
  const std::string page = repository_file("docs/manual.md");
  check_rows(statements(page), 4);
  check_rows(differences(page), 5);
}

TEST_CASE("the manual's table names rules that exist, each linked to its page") {
  const std::string page = repository_file("docs/manual.md");
  for (const std::string& id : rules_named(page)) {
    CAPTURE(id);
    CHECK(find_rule(id) != nullptr);
  }
  for (const MarkdownLink& link : links_of(page)) {
    CAPTURE(link.words);
    CAPTURE(link.target);
    REQUIRE(std::filesystem::is_regular_file(AMPSITE_SOURCE_DIR "/docs/" + link.target));
    if (!link.heading.empty()) CHECK(has_heading(repository_file("docs/" + link.target), link.heading));
    if (link.words.starts_with("AMP")) CHECK(link.target == fmt::format("rules/{}.md", link.words));
  }
}

TEST_CASE("every rule that comes from the manual serves one of its statements") {
  std::set<std::string> served;
  for (const auto& row : statements(repository_file("docs/manual.md"))) served.merge(rules_named(row[2]));
  bool any = false;
  for (const Rule& rule : all_rules()) {
    if (!comes_from_the_manual(rule)) continue;
    any = true;
    CAPTURE(rule.id);
    CHECK(served.count(std::string(rule.id)) == 1);
  }
  CHECK(any);
}

TEST_CASE("a statement of the manual is checked where a rule serves it, and planned where only an unbuilt part does") {
  for (const auto& row : statements(repository_file("docs/manual.md"))) {
    CAPTURE(row[1]);
    const std::string& served_by = row[2];
    const std::string& state = row[3];
    CHECK(std::find(states.begin(), states.end(), state) != states.end());
    const bool by_rule = !rules_named(served_by).empty();
    const bool by_unbuilt_part = served_by.find("`plan: ") != std::string::npos;
    const bool by_plan = served_by.find("[plan: ") != std::string::npos;
    CHECK((state == "checked" || state == "checked in part") == by_rule);
    CHECK((state == "planned") == (!by_rule && by_unbuilt_part));
    CHECK((state == "said in the report") == (!by_rule && by_plan));
  }
}

TEST_CASE("a statement of the manual that is checked in part says what is not") {
  bool any = false;
  for (const auto& row : statements(repository_file("docs/manual.md"))) {
    if (row[3] != "checked in part") continue;
    any = true;
    CAPTURE(row[1]);
    CHECK(row[2].find(" not ") != std::string::npos);
  }
  CHECK(any);
}
