// The fuse tree as a single-line diagram: a row for each node, indented by its depth.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/electric/load_case.h"
#include "ampsite/report/json_report.h"
#include "ampsite/report/plan_drawings.h"
#include "ampsite/report/plan_wording.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/rules/wording.h"

namespace ampsite {

namespace {

constexpr NodeIndex rows_of_a_page = 10;
constexpr double legend_height = 26;
constexpr double row_height = 84;
constexpr double box_height = 74;
constexpr double box_right = 348;
constexpr double widest_indent = 22;
constexpr double all_indents = 96;  ///< what the deepest node may be indented by
constexpr double bars_left = 386;
constexpr double bars_width = 60;
constexpr double values_left = 450;  ///< leaves room for the currents of three cases with their decimals

/// The lines of each node that hold the smallest current of some case.
std::vector<LineSet> binding_lines(const PlanReport& report) {
  std::vector<LineSet> binding(report.site.nodes.size());
  for (const CasePlan* plan : told_cases(report)) {
    if (!plan->guaranteed_min_a) continue;
    for (const ChargerLoad& charger : plan->chargers) {
      if (charger.bottleneck.own_limit() || charger.fair_a > *plan->guaranteed_min_a + tolerance_a) continue;
      binding[charger.bottleneck.node].insert(charger.bottleneck.line);
    }
  }
  return binding;
}

std::string protection_text(const Node& node) {
  const std::string fuse = node.fuse_a.has_value() ? "fuse " + amps(node.fuse_a.value) : "fuse not stated";
  const std::string limit = stated_on_lines(node, node.limit_a, "-");
  return limit.empty() ? fuse : fuse + ", limit " + limit;
}

std::string cable_text(const Node& node) {
  std::string text = conductor_text(node);
  if (node.length_m.has_value()) text += (text.empty() ? "" : ", ") + metres(node.length_m.value);
  return text.empty() ? "cable not stated" : text;
}

std::string chargers_text(const Node& node) {
  const auto here = static_cast<std::ptrdiff_t>(node.charger_end - node.charger_begin);
  const auto below = static_cast<std::ptrdiff_t>(node.subtree_charger_end - node.charger_begin) - here;
  if (below == 0) return counted(here, "charger");
  return here == 0 ? counted(below, "charger") + " below"
                   : fmt::format("{} and {} below", counted(here, "charger"), below);
}

class TreeDrawer {
 public:
  explicit TreeDrawer(const PlanReport& report)
      : report_(report), site_(report.site), cases_(told_cases(report)), binding_(binding_lines(report)) {
    depth_.assign(site_.nodes.size(), 0);
    for (NodeIndex v = 1; v < site_.nodes.size(); ++v) depth_[v] = depth_[site_.nodes[v].parent] + 1;
    const int deepest = depth_.empty() ? 0 : *std::max_element(depth_.begin(), depth_.end());
    indent_ = std::min(widest_indent, all_indents / std::max(deepest, 1));
  }

  std::vector<Drawing> draw() {
    std::vector<Drawing> drawings;
    const auto count = static_cast<NodeIndex>(site_.nodes.size());
    const NodeIndex pages = (count + rows_of_a_page - 1) / rows_of_a_page;
    for (NodeIndex page = 0; page < pages; ++page) {
      begin_ = page * rows_of_a_page;
      end_ = std::min(count, begin_ + rows_of_a_page);
      std::string title = "Fuse tree";
      if (pages > 1) title += fmt::format(", drawing {} of {}", page + 1, pages);
      drawing_ = {std::move(title), description(), drawing_width, legend_height + (end_ - begin_) * row_height, {}, {}};
      draw_page();
      drawings.push_back(std::move(drawing_));
    }
    return drawings;
  }

 private:
  std::string description() const {
    std::string text =
        "A box for each fuse node, indented below the one that feeds it. Beside it the current of all cars charging "
        "on each line, as bars against what chargers may draw there.";
    for (const CasePlan* plan : cases_) {
      if (!plan->guaranteed_min_a) continue;
      text += fmt::format(" With every car {}, limited by {}.", cars_of(plan->load_case), limited_by(report_, *plan));
    }
    return text;
  }

  void draw_page() {
    draw_legend();
    for (NodeIndex v = begin_; v < end_; ++v) {
      if (v != 0) draw_feed(v);
    }
    draw_feeds_below();
    for (NodeIndex v = begin_; v < end_; ++v) {
      draw_box(v);
      draw_bars(v);
    }
  }

  void draw_legend() {
    double x = 4;
    for (const CasePlan* plan : cases_) {
      drawing_.shapes.emplace_back(DrawnRect{x, 6, 18, 10, ink_of(plan->load_case)});
      x = write(x + 24, std::string(cars_of(plan->load_case)));
    }
    if (cases_.size() > 1) x = write(x, "(bars from above)", Ink::muted);
    drawing_.shapes.emplace_back(DrawnMark{{x + 5, 11}, Mark::pointer, Ink::alarm});
    write(x + 14, "holds the smallest current");
  }

  /// Where the next text may begin.
  double write(double x, const std::string& text, Ink ink = Ink::text) {
    drawing_.shapes.emplace_back(DrawnText{{x, 15}, text, ink});
    return x + width_of(text) + 14;
  }

  double top_of(NodeIndex v) const { return legend_height + (v - begin_) * row_height; }
  double left_of(NodeIndex v) const { return 4 + depth_[v] * indent_; }
  /// Where the line leaves a node for what it feeds.
  double feed_of(NodeIndex v) const { return left_of(v) + std::min(8.0, indent_ / 2); }
  double feed_top(NodeIndex v) const { return v < begin_ ? legend_height - 6 : top_of(v) + box_height; }

  /// The line from the node above.
  void draw_feed(NodeIndex v) {
    const NodeIndex parent = site_.nodes[v].parent;
    const double middle = top_of(v) + box_height / 2;
    drawing_.shapes.emplace_back(DrawnLine{
        {{feed_of(parent), feed_top(parent)}, {feed_of(parent), middle}, {left_of(v), middle}}, Ink::outline, 1.5});
  }

  /// The lines to what the next drawings show.
  void draw_feeds_below() {
    if (end_ == site_.nodes.size()) return;
    const double bottom = legend_height + (end_ - begin_) * row_height;
    NodeIndex child = end_;
    for (NodeIndex v = site_.nodes[child].parent; v != no_index; child = v, v = site_.nodes[v].parent) {
      const bool feeds_more = child == end_ || site_.nodes[child].subtree_end < site_.nodes[v].subtree_end;
      if (feeds_more) {
        drawing_.shapes.emplace_back(DrawnLine{{{feed_of(v), feed_top(v)}, {feed_of(v), bottom}}, Ink::outline, 1.5});
      }
    }
  }

  void draw_box(NodeIndex v) {
    const Node& node = site_.nodes[v];
    const double left = left_of(v);
    const double top = top_of(v);
    const bool binding = !binding_[v].empty();
    drawing_.shapes.emplace_back(DrawnRect{left, top, box_right - left, box_height, Ink::paper,
                                           binding ? Ink::alarm : Ink::outline, binding ? 2.5 : 1});
    // The symbol of a fuse: a box on its line.
    drawing_.shapes.emplace_back(DrawnRect{left + 8, top + 24, 9, 26, Ink::paper, Ink::text});
    drawing_.shapes.emplace_back(DrawnLine{{{left + 12.5, top + 10}, {left + 12.5, top + 64}}, Ink::text});
    const double text_left = left + 26;
    constexpr std::string_view binding_mark = "bottleneck";
    const double room = box_right - 6 - text_left;
    if (binding) {
      drawing_.shapes.emplace_back(
          DrawnText{{box_right - 6, top + 17}, std::string(binding_mark), Ink::alarm, true, true});
    }
    const double room_of_name = binding ? room - width_of(binding_mark) - letter_width : room;
    std::string name = node.id.value;
    if (node.name.has_value()) name += "  " + node.name.value;
    DrawnText heading = fitted({text_left, top + 17}, name, columns_in(room_of_name));
    heading.bold = true;
    drawing_.shapes.emplace_back(std::move(heading));
    double base = top + 17;
    for (const std::string& text : {protection_text(node), cable_text(node), load_text(v)}) {
      base += line_height;
      drawing_.shapes.emplace_back(fitted({text_left, base}, text, columns_in(room)));
    }
  }

  /// What a node feeds, and who feeds it where that stands in another drawing.
  std::string load_text(NodeIndex v) const {
    const Node& node = site_.nodes[v];
    std::string text;
    if (v != 0 && node.parent < begin_) text = "fed by " + id_of(site_, node.parent) + ", ";
    text += chargers_text(node);
    if (const std::string base_load = base_load_text(node); !base_load.empty()) text += ", base load " + base_load;
    return text;
  }

  void draw_bars(NodeIndex v) {
    if (cases_.empty()) return;
    double top = top_of(v) + (box_height - 3 * line_height) / 2;
    for (const Line line : all_lines) {
      if (site_.nodes[v].lines.contains(line)) draw_line(v, line, top);
      top += line_height;
    }
  }

  void draw_line(NodeIndex v, Line line, double top) {
    const double base = top + 12;
    if (binding_[v].contains(line)) {
      drawing_.shapes.emplace_back(
          DrawnMark{{box_right + 12, top + 8},
                    Mark::pointer,
                    Ink::alarm,
                    fmt::format("{} {} holds the smallest current", id_of(site_, v), to_text(line))});
    }
    drawing_.shapes.emplace_back(DrawnText{{bars_left - 17, base}, std::string(to_text(line)), Ink::muted});
    const double limit_a = cases_.front()->nodes[v].limit_a[line];
    constexpr double height = 12;
    const double each = height / static_cast<double>(cases_.size());
    std::vector<std::string> currents;
    double y = top + 2;
    drawing_.shapes.emplace_back(DrawnRect{bars_left, y, bars_width, height, Ink::paper, Ink::outline});
    for (const CasePlan* plan : cases_) {
      const double current_a = plan->nodes[v].current_a[line];
      const double share = limit_a > 0 ? std::min(1.0, current_a / limit_a) : 0;
      if (share > 0) {
        drawing_.shapes.emplace_back(DrawnRect{bars_left, y, share * bars_width, each, ink_of(plan->load_case)});
      }
      currents.push_back(fmt::format("{}", rounded_down(current_a)));
      y += each;
    }
    if (std::adjacent_find(currents.begin(), currents.end(), std::not_equal_to<>()) == currents.end())
      currents.resize(1);
    drawing_.shapes.emplace_back(fitted({values_left, base},
                                        fmt::format("{} of {} A", fmt::join(currents, " | "), rounded_down(limit_a)),
                                        columns_in(drawing_width - values_left)));
  }

  const PlanReport& report_;
  const Site& site_;
  std::vector<const CasePlan*> cases_;
  std::vector<LineSet> binding_;  ///< by NodeIndex
  std::vector<int> depth_;        ///< by NodeIndex
  double indent_ = 0;             ///< of a level
  NodeIndex begin_ = 0;           ///< of the drawing
  NodeIndex end_ = 0;
  Drawing drawing_;
};

}  // namespace

Ink ink_of(LoadCase load_case) {
  switch (load_case) {
    case LoadCase::three_phase:
      return Ink::three_phase;
    case LoadCase::single_phase:
      return Ink::one_phase;
    case LoadCase::declared:
      return Ink::declared;
  }
  return Ink::text;
}

std::vector<Drawing> tree_drawings(const PlanReport& report) { return TreeDrawer(report).draw(); }

}  // namespace ampsite
