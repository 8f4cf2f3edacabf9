#include "ampsite/report/sarif_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "ampsite/report/json_report.h"
#include "ampsite/rules/pages.h"

namespace ampsite {

namespace {

/// The text below a heading of a page, up to the next heading.
std::string_view section(std::string_view page, std::string_view heading) {
  const std::string line = fmt::format("\n## {}\n", heading);
  const std::size_t at = page.find(line);
  if (at == std::string_view::npos) return {};
  std::string_view text = page.substr(at + line.size());
  text = text.substr(0, text.find("\n## "));
  while (text.starts_with('\n')) text.remove_prefix(1);
  while (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

/// Links of a page lead to its neighbours in the source tree, where no reader of a report is: their words stay.
std::string words_of_links(std::string_view markdown) {
  std::string text(markdown);
  for (std::size_t middle = text.find("]("); middle != std::string::npos; middle = text.find("](", middle)) {
    const std::size_t open = text.rfind('[', middle);
    const std::size_t close = text.find(')', middle);
    if (open == std::string::npos || close == std::string::npos) break;
    text.erase(middle, close + 1 - middle);
    text.erase(open, 1);
    --middle;
  }
  return text;
}

/// The markup of code taken away, and the lines of a paragraph joined.
std::string plain(std::string_view markdown) {
  std::string text;
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    const bool paragraph_ends = markdown.substr(i).starts_with("\n\n") || (i > 0 && markdown[i - 1] == '\n');
    const bool row_begins = markdown.substr(i).starts_with("\n|") || markdown.substr(i).starts_with("\n- ");
    if (markdown[i] == '`') continue;
    text += markdown[i] == '\n' && !paragraph_ends && !row_begins ? ' ' : markdown[i];
  }
  return text;
}

std::string sentence(std::string_view words) {
  std::string text(words);
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') text.front() += 'A' - 'a';
  return text + '.';
}

/// What GitHub shows below the title: the rule, and why it is one.
std::string full_description(const Rule& rule, std::string_view page) {
  const std::string why = plain(words_of_links(section(page, "Why")));
  return why.empty() ? sentence(rule.summary) : sentence(rule.summary) + ' ' + why;
}

std::string help_text(const Rule& rule, std::string_view page) {
  const std::string what = plain(words_of_links(section(page, "What it checks")));
  const std::string why = plain(words_of_links(section(page, "Why")));
  return what.empty() ? sentence(rule.summary) : what + "\n\n" + why;
}

std::string_view family(std::string_view id) {
  switch (id.size() > 3 ? id[3] : ' ') {
    case '0':
      return "file";
    case '1':
      return "structure";
    case '2':
      return "protection";
    case '3':
      return "grid";
    case '4':
      return "wifi";
    case '5':
      return "plc";
    case '6':
      return "4g";
    case '7':
      return "network";
    case '8':
      return "cable";
    default:
      return "site";
  }
}

/// How sure the source of a rule is, which its page says. Never "low": GitHub hides such alerts at first.
std::string_view precision(std::string_view page) {
  constexpr std::string_view certainty = "Certainty: ";
  const std::size_t at = page.rfind(certainty);
  const std::string_view words = at == std::string_view::npos ? "" : page.substr(at + certainty.size());
  if (words.starts_with("high")) return "very-high";
  return words.starts_with("derived") ? "high" : "medium";
}

std::string_view problem_severity(Severity severity) {
  return severity == Severity::note ? std::string_view("recommendation") : to_text(severity);
}

Json descriptor(const Rule& rule) {
  const std::string_view page = rule_page(rule.id);
  Json help{{"text", help_text(rule, page)}};
  if (!page.empty()) help["markdown"] = words_of_links(page);
  Json tags{family(rule.id)};
  if (rule.pinned) tags.push_back("pinned");
  return {{"id", rule.id},
          {"name", rule.name},
          {"shortDescription", {{"text", sentence(rule.summary)}}},
          {"fullDescription", {{"text", full_description(rule, page)}}},
          {"help", std::move(help)},
          {"defaultConfiguration", {{"level", to_text(rule.severity)}}},
          {"properties",
           {{"tags", std::move(tags)},
            {"precision", precision(page)},
            {"problem.severity", problem_severity(rule.severity)}}}};
}

}  // namespace

std::vector<std::string> sarif_rules(std::span<const Rule> rules) {
  std::vector<std::string> rows;
  rows.reserve(rules.size());
  for (const Rule& rule : rules) {
    rows.push_back(descriptor(rule).dump(-1, ' ', false, nlohmann::detail::error_handler_t::replace));
  }
  return rows;
}

}  // namespace ampsite
