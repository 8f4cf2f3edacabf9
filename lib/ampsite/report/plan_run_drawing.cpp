// A circuit's run to scale. Labels that would stand on each other are stacked, away from the run.

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "ampsite/plan/natural_order.h"
#include "ampsite/report/plan_drawings.h"
#include "ampsite/report/plan_wording.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/report/terminal_text.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {

namespace {

constexpr double axis_left = 20;
constexpr double axis_right = 555;
constexpr double legend_height = 26;
constexpr double label_gap = 9;  ///< between a mark and its text
constexpr int label_columns = 20;
constexpr int id_columns = 14;
constexpr std::size_t most_lanes = 40;  ///< as many as a page has room for
constexpr std::size_t most_text_lines = 3;

/// A mark on the run with its label.
struct Place {
  double position_m = 0;
  DrawnMark mark;
  DrawnText label;
  std::string text = {};  ///< the label, whole
};

/// Which of the rows beside the run has room for a label: each row is filled from the left.
class Lanes {
 public:
  std::size_t lane_for(double left, double right) {
    std::size_t lane = 0;
    while (lane < filled_up_to_.size() && filled_up_to_[lane] > left) ++lane;
    if (lane == most_lanes) return lane;
    if (lane == filled_up_to_.size()) filled_up_to_.push_back(0);
    filled_up_to_[lane] = right;
    return lane;
  }
  std::size_t count() const { return filled_up_to_.size(); }

 private:
  std::vector<double> filled_up_to_;
};

DrawnMark mark_of(PlannedLink link) {
  switch (link) {
    case PlannedLink::wifi:
      return {{}, Mark::circle, Ink::wifi};
    case PlannedLink::plc:
      return {{}, Mark::square, Ink::plc};
    case PlannedLink::lte:
      return {{}, Mark::triangle, Ink::lte};
    case PlannedLink::none:
      break;
  }
  return {{}, Mark::cross, Ink::unlinked};
}

class RunDrawer {
 public:
  RunDrawer(const PlanReport& report, NodeIndex circuit)
      : report_(report), site_(report.site), circuit_(circuit), node_(report.site.nodes[circuit]) {
    for (ChargerIndex i = node_.charger_begin; i < node_.charger_end; ++i) chargers_.push_back(i);
    sort_naturally(chargers_, site_.chargers);
    for (const ChargerIndex i : chargers_) {
      if (const auto position_m = known_position_m(site_, site_.chargers[i])) {
        above_.push_back(place_of_charger(i, *position_m));
      } else {
        nowhere_.push_back(i);
      }
    }
    add_sources();
    add_circuits();
    scale();
  }

  std::optional<Drawing> draw() {
    if (above_.empty()) return std::nullopt;
    const std::vector<std::pair<std::size_t, const Place*>> above = arranged(above_);
    const std::vector<std::pair<std::size_t, const Place*>> below = arranged(below_);
    const double axis = legend_height + rows_of(above) * line_height + 8;
    draw_legend();
    draw_axis(axis);
    for (const auto& [lane, place] : above) {
      const double y = axis - 12 - static_cast<double>(lane) * line_height;
      drawing_.shapes.emplace_back(
          DrawnLine{{{x_of(place->position_m), y}, {x_of(place->position_m), axis}}, Ink::faint});
    }
    for (const auto& [lane, place] : above) put(*place, axis - 12 - static_cast<double>(lane) * line_height);
    for (const auto& [lane, place] : below) put(*place, axis + 32 + static_cast<double>(lane) * line_height);
    drawing_.height = axis + 28 + rows_of(below) * line_height;
    write_what_is_not_drawn(above.size() + below.size());
    drawing_.title = "Run of " + name_of(site_, node_);
    drawing_.description = fmt::format("{} at their places along {}, by link, with the level of their WiFi.",
                                       counted(static_cast<std::ptrdiff_t>(above_.size()), "charger"),
                                       length_known_ ? metres(length_m_) : "a run whose length is not stated");
    drawing_.width = drawing_width;
    drawing_.height += 6;
    drawing_.table = table();
    return std::move(drawing_);
  }

 private:
  const ChargerLink& link_of(ChargerIndex i) const { return report_.plan.connectivity.chargers[i]; }

  Place place_of_charger(ChargerIndex i, double position_m) const {
    const ChargerLink& link = link_of(i);
    Place place{position_m, mark_of(link.link), fitted({}, site_.chargers[i].id.value, id_columns)};
    place.mark.tip =
        fmt::format("{}: {} at {}", site_.chargers[i].id.value, display_word(link.link), metres(position_m));
    if (link.rssi_dbm) place.label.text += fmt::format(" {}", *link.rssi_dbm);
    return place;
  }

  void add_below(double position_m, DrawnMark mark, const std::string& text) {
    below_.push_back({position_m, std::move(mark), fitted({}, text, label_columns), text});
  }

  void add_sources() {
    for (const PlcNetwork& network : report_.plan.connectivity.plc_networks) {
      if (network.circuit != circuit_) continue;
      const std::string_view is_new = network.is_new ? "new " : "";
      add_below(network.position_m, {{}, Mark::diamond, Ink::plc, metres(network.position_m)},
                fmt::format("{}{} {}", is_new, word_for(network.source), network.id));
      if (network.module != no_index) used_module_ = network.module;
    }
    for (ModuleIndex m = node_.module_begin; m < node_.module_end; ++m) {
      const auto position_m = known_position_m(site_, site_.modules[m]);
      if (m == used_module_ || !position_m) continue;
      add_below(*position_m, {{}, Mark::diamond, Ink::muted, metres(*position_m)},
                "unused module " + site_.modules[m].id.value);
    }
  }

  void add_circuits() {
    for (NodeIndex v = circuit_ + 1; v < node_.subtree_end; v = site_.nodes[v].subtree_end) {
      const auto position_m = known_position_m(site_.nodes[v].position_m, node_);
      if (position_m)
        add_below(*position_m, {{}, Mark::square, Ink::muted, metres(*position_m)}, "circuit " + id_of(site_, v));
    }
  }

  void scale() {
    const auto farther = [](const Place& a, const Place& b) { return a.position_m < b.position_m; };
    std::stable_sort(above_.begin(), above_.end(), farther);
    length_known_ = node_.length_m.has_value() && node_.length_m.value > 0;
    if (length_known_) {
      length_m_ = node_.length_m.value;
      add_below(length_m_ / 2, {{}, Mark::cross, Ink::muted, "the middle of the run"},
                "middle " + metres(length_m_ / 2));
      below_.back().text = "middle of the run";
    } else {
      for (const std::vector<Place>* places : {&above_, &below_}) {
        for (const Place& place : *places) length_m_ = std::max(length_m_, place.position_m);
      }
    }
    std::stable_sort(below_.begin(), below_.end(), farther);
    if (length_m_ <= 0) length_m_ = 1;
  }

  double x_of(double position_m) const {
    return axis_left + std::min(1.0, position_m / length_m_) * (axis_right - axis_left);
  }

  /// The places that have room, with their lanes.
  std::vector<std::pair<std::size_t, const Place*>> arranged(const std::vector<Place>& places) const {
    std::vector<std::pair<std::size_t, const Place*>> result;
    Lanes lanes;
    for (const Place& place : places) {
      const double x = x_of(place.position_m);
      const std::size_t lane = lanes.lane_for(x - 7, x + label_gap + width_of(place.label.text) + 8);
      if (lane < most_lanes) result.emplace_back(lane, &place);
    }
    return result;
  }

  static double rows_of(const std::vector<std::pair<std::size_t, const Place*>>& arranged) {
    std::size_t rows = 0;
    for (const auto& [lane, place] : arranged) rows = std::max(rows, lane + 1);
    return static_cast<double>(rows);
  }

  void put(const Place& place, double y) {
    const double x = x_of(place.position_m);
    DrawnMark mark = place.mark;
    mark.at = {x, y};
    DrawnText label = place.label;
    label.at = {x + label_gap, y + 4};
    // The lines from the rows farther out pass behind the text.
    drawing_.shapes.emplace_back(
        DrawnRect{label.at.x - 2, y - line_height / 2, width_of(label.text) + 4, line_height - 1, Ink::paper});
    drawing_.shapes.emplace_back(std::move(mark));
    drawing_.shapes.emplace_back(std::move(label));
  }

  void draw_legend() {
    double x = 9;
    const auto entry = [&](DrawnMark mark, std::string_view text) {
      mark.at = {x, 11};
      drawing_.shapes.emplace_back(std::move(mark));
      drawing_.shapes.emplace_back(DrawnText{{x + label_gap, 15}, std::string(text)});
      x += label_gap + width_of(text) + 20;
    };
    for (const PlannedLink link : {PlannedLink::wifi, PlannedLink::plc, PlannedLink::lte, PlannedLink::none}) {
      const bool used =
          std::any_of(chargers_.begin(), chargers_.end(), [&](ChargerIndex i) { return link_of(i).link == link; });
      if (!used) continue;
      std::string text = link == PlannedLink::none ? "no link" : std::string(display_word(link));
      if (link == PlannedLink::wifi) text += " with its RSSI in dBm";
      entry(mark_of(link), text);
    }
    const bool has_source = std::any_of(below_.begin(), below_.end(), [](const Place& place) {
      return place.mark.mark == Mark::diamond && place.mark.ink == Ink::plc;
    });
    if (has_source) entry({{}, Mark::diamond, Ink::plc}, "PLC source");
  }

  void draw_axis(double axis) {
    drawing_.shapes.emplace_back(DrawnLine{{{axis_left, axis}, {axis_right, axis}}, Ink::outline, 3});
    const double step_m = step_of_scale(length_m_, 10);
    for (int tick = 0; tick * step_m <= length_m_ + tolerance_m; ++tick) {
      const double x = x_of(tick * step_m);
      const std::string text = scale_text(tick * step_m);
      drawing_.shapes.emplace_back(DrawnLine{{{x, axis}, {x, axis + 5}}, Ink::outline});
      drawing_.shapes.emplace_back(DrawnText{{x - width_of(text) / 2, axis + 18}, text, Ink::muted});
    }
    const std::string unit = length_known_ ? "m, of " + metres(length_m_) : "m, length not known";
    drawing_.shapes.emplace_back(
        fitted({axis_right + 24, axis + 18}, unit, columns_in(drawing_width - axis_right - 24), Ink::muted));
  }

  void write_what_is_not_drawn(std::size_t drawn) {
    if (const std::size_t left = above_.size() + below_.size() - drawn; left > 0) {
      write(fmt::format("No room for {} more, which the table of this run has.", left));
      drawing_.leaves_out = true;
    }
    if (!nowhere_.empty())
      write("Not drawn, since no place on the run is known: " + charger_ranges(site_, nowhere_) + ".");
  }

  /// A few lines; what is cut is marked.
  void write(const std::string& text) {
    const int columns = columns_in(drawing_width - 12);
    const std::vector<std::string> lines = wrap(printable(text), columns);
    for (std::size_t i = 0; i < std::min(lines.size(), most_text_lines); ++i) {
      const bool cut = i + 1 == most_text_lines && lines.size() > most_text_lines;
      DrawnText shown = fitted({6, drawing_.height + 12}, cut ? lines[i] + " " + lines[i + 1] : lines[i], columns);
      if (!shown.whole.empty()) shown.whole = text;
      drawing_.shapes.emplace_back(std::move(shown));
      drawing_.height += line_height;
    }
  }

  /// Its chargers, sources and branches from its beginning on, then who has no known place.
  Table table() const {
    Table table({{"at", Table::Align::right}, {"there"}, {"link"}, {"from"}, {"RSSI", Table::Align::right}});
    std::vector<std::pair<double, std::vector<std::string>>> placed;
    for (const ChargerIndex i : chargers_) {
      if (const auto position_m = known_position_m(site_, site_.chargers[i])) {
        placed.emplace_back(*position_m, row_of(metres(*position_m), i));
      }
    }
    for (const Place& place : below_) {
      placed.emplace_back(place.position_m, std::vector<std::string>{metres(place.position_m), place.text, "", "", ""});
    }
    std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [position_m, row] : placed) table.add(std::move(row));
    for (const ChargerIndex i : nowhere_) {
      const Stated<double>& position_m = site_.chargers[i].position_m;
      table.add(row_of(position_m.has_value() ? metres(position_m.value) + ": not on the run" : "not known", i));
    }
    return table;
  }

  std::vector<std::string> row_of(std::string at, ChargerIndex i) const {
    const ChargerLink& link = link_of(i);
    return {std::move(at), site_.chargers[i].id.value, std::string(display_word(link.link)), link_source(report_, link),
            link.rssi_dbm ? dbm(*link.rssi_dbm) : ""};
  }

  const PlanReport& report_;
  const Site& site_;
  NodeIndex circuit_;
  const Node& node_;
  std::vector<ChargerIndex> chargers_;
  std::vector<Place> above_;
  std::vector<Place> below_;
  std::vector<ChargerIndex> nowhere_;
  ModuleIndex used_module_ = no_index;
  double length_m_ = 0;
  bool length_known_ = false;
  Drawing drawing_;
};

}  // namespace

std::optional<Drawing> run_drawing(const PlanReport& report, NodeIndex circuit) {
  return RunDrawer(report, circuit).draw();
}

}  // namespace ampsite
