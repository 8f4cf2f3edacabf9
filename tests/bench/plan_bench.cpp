// Times the parts of a plan in-process, reading and printing left out, and holds them against their bars.
//
//   plan_bench SITE...            prints a table, then each bar; exits with 1 where one is missed
//   plan_bench --json SITE...     the table as JSON, without the bars
//   plan_bench --smoke SITE...    everything once, without the bars: only to see that it runs
//
// Times are of the process and not of the clock on the wall, the least of several repetitions: what the rest of the
// machine disturbed least. Give the sites by ascending size: the peak memory is that of all up to then.

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/plan/connectivity/connectivity.h"
#include "ampsite/plan/load/bottlenecks.h"
#include "ampsite/plan/load/capacity_curve.h"
#include "ampsite/plan/load/fill.h"
#include "ampsite/plan/load/improvements.h"
#include "ampsite/plan/load/load_tree.h"
#include "ampsite/plan/load/settings.h"
#include "ampsite/plan/load/simultaneous.h"
#include "ampsite/plan/load/smallest_current.h"
#include "ampsite/plan/load/tree_order.h"
#include "ampsite/plan/load/wiring.h"
#include "ampsite/plan/load/wiring_options.h"
#include "ampsite/plan/plan.h"
#include "ampsite/read/read_site.h"
#include "ampsite/report/plan_html.h"

namespace ampsite::bench {
namespace {

constexpr double most_mb = 100;    ///< at 10,000 chargers
constexpr double most_growth = 1;  ///< times n log n, from 1,000 chargers on

struct Timed {
  std::string name;
  std::size_t chargers = 0;
  double connectivity_ms = 0;
  double smallest_ms = 0;  ///< the largest smallest current with its cut, out of the wiring
  double wiring_ms = 0;
  double currents_ms = 0;  ///< fair currents, bottlenecks, simultaneous sets and settings of all cases
  double core_ms = 0;      ///< connectivity, wiring and currents
  double curve_ms = 0;
  double improvements_ms = 0;
  double plan_ms = 0;  ///< everything
  double page_ms = 0;  ///< the plan as a page of HTML
  double peak_mb = 0;
  double guaranteed_a = 0;
};

double process_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// The least of at least 5 repetitions, and of as many as a quarter of a second has room for.
template <class Work>
double least_ms(bool once, Work work) {
  double least = std::numeric_limits<double>::max();
  double sum = 0;
  for (int repetition = 0; repetition < 200 && (repetition < 5 || sum < 250); ++repetition) {
    const double began = process_ms();
    work();
    const double took = process_ms() - began;
    least = std::min(least, took);
    sum += took;
    if (once) break;
  }
  return least;
}

std::optional<Site> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  const SourceText source(path, {std::istreambuf_iterator<char>(file), {}});
  ReadResult read = read_site(source);
  return read.findings.empty() ? std::move(read.site) : std::nullopt;
}

ChoiceProblem choice_problem(const Site& site, const Connectivity& connectivity) {
  const std::vector<PerLine<double>> capacities = capacities_a(site);
  ChoiceProblem problem;
  for (NodeIndex v = 0; v < site.nodes.size(); ++v) problem.nodes.push_back({site.nodes[v].parent, capacities[v]});
  const std::vector<WiringOptions> options = wiring_options(site, connectivity);
  for (ChargerIndex i = 0; i < site.chargers.size(); ++i) {
    ChoosingCar car;
    car.node = site.chargers[i].node;
    for (std::uint32_t k = 0; k < options[i].count; ++k) car.options.push_back(options[i].option[k].one_phase_on);
    car.own_maximum_a = own_maximum_a(site.chargers[i], LoadCase::single_phase);
    problem.cars.push_back(car);
  }
  return problem;
}

std::vector<LoadTree> load_trees(const Site& site, const std::vector<ChargerWiring>& wiring) {
  std::vector<LoadTree> trees;
  for (const LoadCase load_case : load_cases(site)) {
    trees.push_back(make_load_tree(site, wiring, load_case, used_current_model(site), natural_ranks(site.chargers)));
  }
  return trees;
}

int currents(const Site& site, const std::vector<ChargerWiring>& wiring) {
  int sum_a = 0;
  for (const LoadTree& tree : load_trees(site, wiring)) {
    const std::vector<double> fair_a = fair_currents_a(tree);
    const std::vector<Bottleneck> found = bottlenecks(tree, fair_a, line_currents_a(tree, fair_a));
    const std::vector<WholeAmps> amps = whole_amps(tree);
    const std::vector<int> settings = settings_a(tree, amps, simultaneous(tree, amps).chargers);
    sum_a += std::accumulate(settings.begin(), settings.end(), static_cast<int>(found.size()));
  }
  return sum_a;
}

Timed time_site(const std::string& path, const Site& site, bool once) {
  const std::string file = path.substr(path.find_last_of('/') + 1);
  Timed timed{file.substr(0, file.find(".site.")), site.chargers.size()};
  Plan plan;
  timed.plan_ms = least_ms(once, [&] { plan = make_plan(site); });
  timed.peak_mb = peak_mb();
  timed.guaranteed_a = plan.load.wiring_proof.value_or(WiringProof{}).guaranteed_a;
  timed.connectivity_ms = least_ms(once, [&] { plan.connectivity = plan_connectivity(site); });
  timed.smallest_ms = least_ms(once, [&] {
    const ChoiceProblem problem = choice_problem(site, plan.connectivity);
    UseRanks ranks = uncapped_ranks(problem);
    if (!problem.cars.empty()) timed.guaranteed_a = largest_smallest_current(problem, ranks).current_a;
  });
  timed.wiring_ms = least_ms(once, [&] { plan.load.wiring = choose_wiring(site, plan.connectivity).wiring; });
  timed.currents_ms = least_ms(once, [&] { currents(site, plan.load.wiring); });
  timed.core_ms = least_ms(once, [&] { currents(site, choose_wiring(site, plan_connectivity(site)).wiring); });
  const std::vector<LoadTree> trees = load_trees(site, plan.load.wiring);
  timed.curve_ms = least_ms(once, [&] { capacity_curves(site, trees); });
  timed.improvements_ms = least_ms(once, [&] { plan.load.improvements = improvements(site, plan.load); });
  return timed;
}

double page_ms(const Site& site, bool once) {
  const Plan plan = make_plan(site);
  const std::vector<Diagnostic> no_findings;
  const PlanReport report{site, plan, no_findings, {}, ""};
  return least_ms(once, [&] { plan_html(report); });
}

void print_table(const std::vector<Timed>& table) {
  fmt::print("{:<34} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}\n", "milliseconds", "connect.", "(a)",
             "(a)-(d)", "currents", "core", "curve", "improve", "all", "page", "peak MB");
  for (const Timed& timed : table) {
    fmt::print("{:<34} {:8.3f} {:8.3f} {:8.3f} {:8.3f} {:8.3f} {:8.3f} {:8.3f} {:8.3f} {:8.3f} {:8.1f}\n", timed.name,
               timed.connectivity_ms, timed.smallest_ms, timed.wiring_ms, timed.currents_ms, timed.core_ms,
               timed.curve_ms, timed.improvements_ms, timed.plan_ms, timed.page_ms, timed.peak_mb);
  }
  fmt::print(
      "(a) is the smallest current with its cut, out of the wiring (a)-(d). Currents are the fair ones, bottlenecks,\n"
      "simultaneous sets and settings of all cases. Core is connectivity, wiring and currents; all is the whole plan;\n"
      "page is the plan as HTML. Peak memory is that of the process, reading included, the page not.\n\n");
}

void print_json(const std::vector<Timed>& table) {
  fmt::print("[");
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Timed& timed = table[i];
    fmt::print(
        "{}\n  {{\"name\": \"{}\", \"chargers\": {}, \"smallest_ms\": {}, \"wiring_ms\": {}, \"plan_ms\": {}, "
        "\"guaranteed_a\": {}}}",
        i == 0 ? "" : ",", timed.name, timed.chargers, timed.smallest_ms, timed.wiring_ms, timed.plan_ms,
        timed.guaranteed_a);
  }
  fmt::print("\n]\n");
}

class Bars {
 public:
  void hold(std::string_view name, std::string_view what, double value, double most) {
    const bool missed = !(value <= most);
    fmt::print("{:<38} {:<42} {:9.3f}   at most {:g}{}\n", name, what, value, most, missed ? "   MISSED" : "");
    all_held_ = all_held_ && !missed;
  }
  bool all_held() const { return all_held_; }

 private:
  bool all_held_ = true;
};

/// How a name goes on after its number of chargers: sites of the same kind.
std::string kind_of(const Timed& timed) { return timed.name.substr(std::min(timed.name.find('-'), timed.name.size())); }

double n_log_n(std::size_t n) { return static_cast<double>(n) * std::log(static_cast<double>(n)); }

/// Ten times the chargers may take ten times the milliseconds: 5 at 1,000 and 50 at 10,000, 25 and 250 of everything.
void hold_bars(const std::vector<Timed>& table, Bars& bars) {
  std::map<std::string, const Timed*> smallest;
  for (const Timed& timed : table) {
    if (timed.chargers == 1000 || timed.chargers == 10000) {
      const double scale = static_cast<double>(timed.chargers) / 1000;
      bars.hold(timed.name, "ms of connectivity, wiring and currents", timed.core_ms, 5 * scale);
      bars.hold(timed.name, "ms of everything", timed.plan_ms, 25 * scale);
      bars.hold(timed.name, "ms of the page of HTML", timed.page_ms, 200 * scale);
    }
    if (timed.chargers == 10000) bars.hold(timed.name, "MB at the peak", timed.peak_mb, most_mb);
    if (timed.chargers < 1000) continue;
    const Timed*& first = smallest.try_emplace(kind_of(timed), &timed).first->second;
    if (first == &timed) continue;
    const double expected = n_log_n(timed.chargers) / n_log_n(first->chargers);
    bars.hold(timed.name, fmt::format("times n log n of {}, core", first->chargers),
              timed.core_ms / first->core_ms / expected, most_growth);
    bars.hold(timed.name, fmt::format("times n log n of {}, everything", first->chargers),
              timed.plan_ms / first->plan_ms / expected, most_growth);
  }
}

int run(std::vector<std::string> arguments) {
  const bool smoke = std::erase(arguments, "--smoke") > 0;
  const bool json = std::erase(arguments, "--json") > 0;
  std::vector<Timed> table;
  table.reserve(arguments.size());
  for (const std::string& path : arguments) {
    const std::optional<Site> site = read_file(path);
    if (!site.has_value()) {
      fmt::print(stderr, "{}: cannot be read, or has findings\n", path);
      return 2;
    }
    table.push_back(time_site(path, *site, smoke));
  }
  // Behind all plans: a page takes more memory than its plan.
  for (std::size_t i = 0; i < arguments.size(); ++i) table[i].page_ms = page_ms(*read_file(arguments[i]), smoke);
  if (json) {
    print_json(table);
    return 0;
  }
  print_table(table);
  if (smoke) return 0;
  Bars bars;
  hold_bars(table, bars);
  return bars.all_held() ? 0 : 1;
}

}  // namespace
}  // namespace ampsite::bench

int main(int argc, char** argv) { return ampsite::bench::run({argv + 1, argv + argc}); }
