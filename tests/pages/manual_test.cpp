// docs/manual.md says for each statement of the maker's manual what serves it. Whether a statement is missing only a
// reader can tell; here the table is held against the registry, the rules' pages, the files that it links to, and the
// steps that the checklists of plans really have.

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/read/read_site.h"
#include "ampsite/rules/pages.h"
#include "ampsite/rules/registry.h"
#include "ampsite/source/ascii.h"
#include "ampsite/source/source_text.h"
#include "support/lines.h"
#include "support/repository.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

constexpr std::array<std::string_view, 4> states{"checked", "checked in part", "said in the report", "for information"};
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

/// What stands between double quotes.
std::vector<std::string> texts_in_quotes(std::string_view text) {
  std::vector<std::string> quotes;
  for (std::size_t begin = text.find('"'); begin != std::string_view::npos; begin = text.find('"', begin)) {
    const std::size_t end = std::min(text.find('"', begin + 1), text.size());
    quotes.emplace_back(text.substr(begin + 1, end - begin - 1));
    begin = std::min(end + 1, text.size());
  }
  return quotes;
}

/// A garage whose SIM is not active, for the one step that no example needs.
const std::string inactive_sim =
    "ampsite: 1\nsite: {name: Garage}\ngrid: {system: TN-S}\n"
    "supply: {id: main, fuse_a: 63, chargers: [{id: A1, lte: {coverage: high, sim: inactive}}]}\n";

/// The steps that plans have: those of the examples, and of a site with an inactive SIM.
std::set<std::string> steps_of_plans() {
  std::vector<std::string> texts{inactive_sim};
  for (const std::string name : {"busbar", "caltech", "cooperative", "manual-figure", "norwegian-it-garage"}) {
    texts.push_back(repository_file("examples/" + name + ".site.yaml"));
  }
  std::set<std::string> steps;
  for (const std::string& text : texts) {
    const ReadResult read = read_site(SourceText("a.site.yaml", text));
    REQUIRE(read.site);
    for (const ChecklistStep& step : make_plan(*read.site).checklist) steps.insert(step.step);
  }
  return steps;
}

/// The steps that docs/plan.md lists.
std::set<std::string> steps_of_the_page() {
  const std::string page = repository_file("docs/plan.md");
  std::set<std::string> steps;
  bool inside = false;
  for (const std::string_view line : lines_of(page)) {
    if (line.starts_with("## ")) inside = line == "## Checklist";
    if (inside && line.starts_with("| ") && !line.starts_with("| step ")) steps.insert(cells_of(line)[0]);
  }
  return steps;
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

TEST_CASE(
    "a statement of the manual is checked where a rule serves it, and said in the report where only the plan does") {
  for (const auto& row : statements(repository_file("docs/manual.md"))) {
    CAPTURE(row[1]);
    const std::string& served_by = row[2];
    const std::string& state = row[3];
    CHECK(std::find(states.begin(), states.end(), state) != states.end());
    const bool by_rule = !rules_named(served_by).empty();
    const bool by_plan = served_by.find("[plan: ") != std::string::npos;
    CHECK((state == "checked" || state == "checked in part") == by_rule);
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

TEST_CASE("a statement of the manual that a step of the checklist serves is held by a step that plans have") {
  const std::set<std::string> steps = steps_of_plans();
  bool any = false;
  for (const auto& row : statements(repository_file("docs/manual.md"))) {
    CAPTURE(row[1]);
    const bool by_checklist = row[2].find("[plan: checklist](plan.md#checklist)") != std::string::npos;
    const std::vector<std::string> named = by_checklist ? texts_in_quotes(row[2]) : std::vector<std::string>{};
    CHECK(by_checklist == !named.empty());
    for (const std::string& step : named) {
      any = true;
      CAPTURE(step);
      CHECK(steps.count(step) == 1);
    }
  }
  CHECK(any);
}

TEST_CASE("docs/plan.md lists the steps of the checklist, all and no other") {
  const std::set<std::string> listed = steps_of_the_page();
  const std::set<std::string> planned = steps_of_plans();
  for (const std::string& step : planned) {
    CAPTURE(step);
    CHECK(listed.count(step) == 1);
  }
  for (const std::string& step : listed) {
    CAPTURE(step);
    CHECK(planned.count(step) == 1);
  }
}
