#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/report/plan_network_sections.h"

namespace ampsite {

namespace {

using Align = Table::Align;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A link as the file writes it is a key; a reader knows it by its name.
std::string with_names_of_links(std::string_view text) {
  std::string named;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    const std::string_view word = text.substr(at, std::max<std::size_t>(end - at, 1));
    named += word == "wifi" ? "WiFi" : word == "plc" ? "PLC" : word == "lte" ? "4G" : word;
    at += word.size();
  }
  return named;
}

/// A level of the proof in words: what is counted, and in what.
struct Counted {
  std::string what;
  std::string unit;
};

Counted counted_by(const LevelProof& level) {
  const std::size_t comma = level.level.rfind(", ");
  if (comma == std::string::npos) return {with_names_of_links(level.level), ""};
  return {with_names_of_links(level.level.substr(0, comma)), level.level.substr(comma + 2)};
}

/// Powers of radio are no round numbers: the first digits say enough.
std::string number(double value, const std::string& unit) {
  if (unit.empty()) return fmt::format("{}", value);
  return unit == "mW" ? fmt::format("{:.6g} mW", value) : fmt::format("{} {}", value, unit);
}

bool proved(const LevelProof& level) { return level.value == level.bound; }

std::string reached_text(const LevelProof& level) {
  const Counted counted = counted_by(level);
  return counted.what + ": " + number(level.value, counted.unit);
}

/// Levels that say something: where nothing has a price there is no cost to speak of.
std::vector<LevelProof> told_levels(const PlanReport& report) {
  const Cost& cost = *report.site.planning.cost;
  const bool priced = *cost.plc_module > 0 || *cost.lte_month > 0;
  std::vector<LevelProof> told;
  for (const LevelProof& level : report.plan.connectivity.proof) {
    if (priced || counted_by(level).what != "cost") told.push_back(level);
  }
  return told;
}

std::string all_proved_text(const std::vector<LevelProof>& levels) {
  std::string text;
  for (const LevelProof& level : levels) text += (text.empty() ? "" : "; ") + reached_text(level);
  return sentence(std::move(text)) + " Each is proved to be the best that those before it allow.";
}

Bullets brief_bullets(const std::vector<LevelProof>& levels) {
  Bullets bullets;
  for (const LevelProof& level : levels) {
    bullets.items.push_back(reached_text(level) + (proved(level)
                                                       ? ", proved to be the best"
                                                       : fmt::format("; {} than {} is proved to be impossible",
                                                                     level.bound < level.value ? "less" : "more",
                                                                     number(level.bound, counted_by(level).unit))));
  }
  return bullets;
}

Table level_table(const std::vector<LevelProof>& levels) {
  Table table({{"what is counted"}, {"this plan", Align::right}, {"no plan does better than", Align::right}});
  for (const LevelProof& level : levels) {
    const Counted counted = counted_by(level);
    table.add({counted.what, number(level.value, counted.unit), number(level.bound, counted.unit)});
  }
  return table;
}

/// Each argument once, behind the levels that it is about; without them where it is about all.
std::vector<Block> arguments_of(const std::vector<LevelProof>& levels) {
  std::vector<std::pair<std::string, std::vector<std::string>>> levels_of;
  for (const LevelProof& level : levels) {
    if (level.argument.empty()) continue;
    const auto same = [&](const auto& group) { return group.first == level.argument; };
    auto group = std::find_if(levels_of.begin(), levels_of.end(), same);
    if (group == levels_of.end()) group = levels_of.insert(group, {level.argument, {}});
    group->second.push_back(counted_by(level).what);
  }
  if (levels_of.empty()) return {};
  if (levels_of.front().second.size() == levels.size()) return {Paragraph{sentence(levels_of.front().first)}};
  Bullets bullets;
  for (const auto& [argument, about] : levels_of) bullets.items.push_back(sentence(listed(about) + ": " + argument));
  return {std::move(bullets)};
}

}  // namespace

Section link_proof_section(const PlanReport& report, Detail detail) {
  Section section{"Proof of the links", "what they are chosen by, in this order", {}};
  const std::vector<LevelProof> levels = told_levels(report);
  if (levels.empty()) return section;
  if (detail == Detail::full) {
    section.blocks.emplace_back(level_table(levels));
    for (Block& block : arguments_of(levels)) section.blocks.push_back(std::move(block));
  } else if (std::all_of(levels.begin(), levels.end(), proved)) {
    section.blocks.emplace_back(Paragraph{all_proved_text(levels)});
  } else {
    section.blocks.emplace_back(brief_bullets(levels));
  }
  return section;
}

}  // namespace ampsite
