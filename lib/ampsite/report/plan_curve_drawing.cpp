// What cars get when only some charge, as a chart.

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "ampsite/report/plan_drawings.h"
#include "ampsite/report/plan_wording.h"

namespace ampsite {

namespace {

constexpr double plot_left = 52;
constexpr double plot_right = 706;
constexpr double plot_top = 34;
constexpr double plot_bottom = 258;
constexpr double height = 300;
constexpr std::size_t marks_of_a_curve = 8;
constexpr double mark_size = 11;

Mark mark_of(LoadCase load_case) {
  switch (load_case) {
    case LoadCase::three_phase:
      return Mark::circle;
    case LoadCase::single_phase:
      return Mark::square;
    case LoadCase::declared:
      return Mark::triangle;
  }
  return Mark::circle;
}

class CurveDrawer {
 public:
  explicit CurveDrawer(const PlanReport& report) {
    for (const CasePlan* plan : told_cases(report)) {
      if (!plan->capacity_curve.empty()) cases_.push_back(plan);
    }
    for (const CasePlan* plan : cases_) {
      for (const CurvePoint& point : plan->capacity_curve) {
        most_a_ = std::max({most_a_, point.guaranteed_a, point.typical_a});
        most_cars_ = std::max(most_cars_, point.active);
      }
    }
  }

  std::optional<Drawing> draw() {
    if (cases_.empty()) return std::nullopt;
    drawing_.title = "Capacity";
    drawing_.description =
        "The current that each car gets, by the number of cars that charge: at least, and as a rule. The table has the "
        "numbers.";
    drawing_.width = drawing_width;
    drawing_.height = height;
    draw_scales();
    draw_legend();
    for (std::size_t k = 0; k < cases_.size(); ++k) draw_case(*cases_[k], k);
    return std::move(drawing_);
  }

 private:
  double x_of(double cars) const { return plot_left + cars / std::max(most_cars_, 1) * (plot_right - plot_left); }
  double y_of(double current_a) const {
    return plot_bottom - (most_a_ > 0 ? current_a / most_a_ : 0) * (plot_bottom - plot_top);
  }

  void draw_scales() {
    const double step_a = step_of_scale(most_a_, 6);
    for (int tick = 0; tick * step_a <= most_a_ + 1e-9; ++tick) {
      const double y = y_of(tick * step_a);
      drawing_.shapes.emplace_back(DrawnLine{{{plot_left, y}, {plot_right, y}}, tick == 0 ? Ink::outline : Ink::faint});
      drawing_.shapes.emplace_back(
          DrawnText{{plot_left - 8, y + 4}, scale_text(tick * step_a) + " A", Ink::muted, false, true});
    }
    const double step = std::max(1.0, step_of_scale(most_cars_, 10));
    for (int tick = 0; tick * step <= most_cars_; ++tick) {
      const double x = x_of(tick * step);
      const std::string text = scale_text(tick * step);
      drawing_.shapes.emplace_back(DrawnLine{{{x, plot_bottom}, {x, plot_bottom + 5}}, Ink::outline});
      const double left = std::min(x - width_of(text) / 2, drawing_width - width_of(text));
      drawing_.shapes.emplace_back(DrawnText{{left, plot_bottom + 19}, text, Ink::muted});
    }
    const std::string below = "cars that charge at once";
    drawing_.shapes.emplace_back(
        DrawnText{{(plot_left + plot_right - width_of(below)) / 2, plot_bottom + 37}, below, Ink::muted});
  }

  void draw_legend() {
    double x = 10;
    for (const CasePlan* plan : cases_) {
      const Ink ink = ink_of(plan->load_case);
      drawing_.shapes.emplace_back(DrawnMark{{x, 11}, mark_of(plan->load_case), ink});
      x = write(x + 10, std::string(cars_of(plan->load_case)));
    }
    for (const bool typical : {false, true}) {
      drawing_.shapes.emplace_back(DrawnLine{{{x, 11}, {x + 26, 11}}, Ink::text, 2, typical});
      drawing_.shapes.emplace_back(DrawnMark{{x + 13, 11}, Mark::circle, Ink::text, {}, typical});
      x = write(x + 32, typical ? "as a rule" : "at least");
    }
  }

  /// Where the next entry may begin.
  double write(double x, const std::string& text) {
    drawing_.shapes.emplace_back(DrawnText{{x, 15}, text});
    return x + width_of(text) + 18;
  }

  /// The marks of the cases stand at different numbers of cars, so that where curves run together each still shows.
  void draw_case(const CasePlan& plan, std::size_t number) {
    const Ink ink = ink_of(plan.load_case);
    const std::vector<CurvePoint>& curve = plan.capacity_curve;
    DrawnLine typical{{}, ink, 1.5, true};
    DrawnLine guaranteed{{}, ink, 2};
    for (const CurvePoint& point : curve) {
      typical.points.push_back({x_of(point.active), y_of(point.typical_a)});
      guaranteed.points.push_back({x_of(point.active), y_of(point.guaranteed_a)});
    }
    drawing_.shapes.emplace_back(typical);
    drawing_.shapes.emplace_back(guaranteed);
    const std::size_t every = std::max(curve.size() / marks_of_a_curve + 1, cases_.size());
    for (std::size_t i = std::min(number * every / cases_.size(), curve.size() - 1); i < curve.size(); i += every) {
      const std::string tip =
          fmt::format("{} cars, {}: {} at least, {} as a rule", curve[i].active, cars_of(plan.load_case),
                      current_text(curve[i].guaranteed_a), current_text(curve[i].typical_a));
      const Mark mark = mark_of(plan.load_case);
      const bool apart = guaranteed.points[i].y - typical.points[i].y >= mark_size;
      if (apart) drawing_.shapes.emplace_back(DrawnMark{typical.points[i], mark, ink, tip, true});
      drawing_.shapes.emplace_back(DrawnMark{guaranteed.points[i], mark, ink, tip});
    }
  }

  std::vector<const CasePlan*> cases_;
  double most_a_ = 0;
  int most_cars_ = 0;
  Drawing drawing_;
};

}  // namespace

std::optional<Drawing> curve_drawing(const PlanReport& report) { return CurveDrawer(report).draw(); }

}  // namespace ampsite
