#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "ampsite/report/json_report.h"
#include "ampsite/report/plan_load_sections.h"

namespace ampsite {

namespace {

using Align = Table::Align;

/// Lines of nodes that may carry the same and hold as many cars: one row of the sum.
struct CutRow {
  LineSet lines;
  double limit_a = 0;
  int holds = 0;
  std::vector<NodeIndex> nodes;
};

/// In the order in which the cut has them.
std::vector<CutRow> cut_rows(const std::vector<CutEntry>& cut) {
  std::vector<CutRow> by_node;
  for (const CutEntry& entry : cut) {
    const bool goes_on = !by_node.empty() && by_node.back().nodes.front() == entry.node &&
                         by_node.back().limit_a == entry.limit_a && by_node.back().holds == entry.holds;
    if (!goes_on) by_node.push_back({{}, entry.limit_a, entry.holds, {entry.node}});
    by_node.back().lines.insert(entry.line);
  }
  std::vector<CutRow> rows;
  std::map<std::tuple<unsigned, double, int>, std::size_t> row_of;
  for (CutRow& node : by_node) {
    const auto [at, is_new] = row_of.emplace(std::tuple(node.lines.bits(), node.limit_a, node.holds), rows.size());
    if (is_new) {
      rows.push_back(std::move(node));
    } else {
      rows[at->second].nodes.push_back(node.nodes.front());
    }
  }
  return rows;
}

/// A current that is to be exceeded is rounded up: what is more than the printed one is more than the exact one.
std::string above_text(double current_a) {
  return fmt::format("{} A", std::max(0.0, std::ceil(current_a * 1000 - 1e-6) / 1000));
}

Table cut_table(const Site& site, const WiringProof& proof) {
  Table table({{"line of"},
               {"lines"},
               {"each may carry", Align::right},
               {fmt::format("uses that fit above {}", above_text(proof.guaranteed_a)), Align::right},
               {"times", Align::right},
               {"uses together", Align::right}});
  int together = 0;
  for (const CutRow& row : cut_rows(proof.cut)) {
    const int lines = row.lines.size() * static_cast<int>(row.nodes.size());
    together += lines * row.holds;
    table.add({node_ranges(site, row.nodes), joined(row.lines, "/"), current_text(row.limit_a),
               std::to_string(row.holds), std::to_string(lines), std::to_string(lines * row.holds)});
  }
  table.add({"all of these", "", "", "", "", std::to_string(together)});
  return table;
}

/// "14 x 11.428, 26 x 12.307".
std::string runs(const std::vector<double>& currents_a) {
  std::string text;
  for (std::size_t i = 0; i < currents_a.size();) {
    const std::string current = three_decimals(currents_a[i]);
    std::size_t end = i;
    while (end < currents_a.size() && three_decimals(currents_a[end]) == current) ++end;
    text += fmt::format("{}{} x {}", text.empty() ? "" : ", ", end - i, current);
    i = end;
  }
  return text;
}

std::string second_text(const SecondProof& second, Detail detail) {
  std::string text =
      second.optimal
          ? "The larger currents, from the smallest up, are proved to be as large as possible too."
          : "For the larger currents this is the best that was found; it is not proved that nothing is better.";
  if (detail == Detail::full && !second.bound_a.empty()) {
    text += " Cars that may divide themselves over their lines would get, in ampere: " + runs(second.bound_a) + ".";
  }
  return text;
}

std::string claim(const PlanReport& report, const WiringProof& proof) {
  const bool plain = used_current_model(report.site) == CurrentModel::arithmetic;
  return fmt::format("With all cars one-phase{} each gets at least {}, and no choice of lines gives every car more.",
                     plain ? "" : " and currents added up as plain numbers", current_text(proof.guaranteed_a));
}

}  // namespace

Section wiring_proof_section(const PlanReport& report, Detail detail) {
  Section section{"Proof of the wiring", "why no other choice of lines gives the smallest one-phase car more", {}};
  if (!report.plan.load.wiring_proof) return section;
  const WiringProof& proof = *report.plan.load.wiring_proof;
  section.blocks.emplace_back(Paragraph{claim(report, proof)});
  if (!proof.cut.empty()) section.blocks.emplace_back(cut_table(report.site, proof));
  if (!proof.argument.empty()) section.blocks.emplace_back(Paragraph{proof.argument});
  section.blocks.emplace_back(Paragraph{second_text(proof.second, detail)});
  return section;
}

}  // namespace ampsite
