// Times the links of sites whose access points have too few places, and prints what they reach and what is proved.
//
//   connectivity_bench [--smoke] [--levels] [--plan] [NAME] [CHARGERS...]
//
// Without numbers: 1,000 and 10,000 chargers, and small sites of the growth. Times are of the process, the least of
// several repetitions. `plan` is all of the connectivity, channels too; `verify` is its verification.

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/plan/connectivity/connectivity.h"
#include "ampsite/plan/verify/verify_connectivity.h"
#include "contested_sites.h"

namespace ampsite::bench {
namespace {

double process_ms() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// The least of at least 3 repetitions, and of as many as a tenth of a second has room for.
template <class Work>
double least_ms(bool once, Work work) {
  double least = std::numeric_limits<double>::max();
  double sum = 0;
  for (int repetition = 0; repetition < 100 && (repetition < 3 || sum < 100); ++repetition) {
    const double began = process_ms();
    work();
    const double took = process_ms() - began;
    least = std::min(least, took);
    sum += took;
    if (once || took > 1000) break;
  }
  return least;
}

struct Options {
  bool once = false;
  bool levels = false;
  bool plan_only = false;
  std::optional<std::size_t> limit;
  std::string name;
  std::vector<int> chargers;
};

void print_levels(const std::vector<LevelProof>& proof, bool all) {
  for (const LevelProof& level : proof) {
    const bool open = level.value != level.bound;
    if (open || all) {
      fmt::print("      {:<38} {:>10g}, bound {:>10g}{}\n", level.level, level.value, level.bound,
                 open ? "  open" : "");
    }
    if (open && !all) break;
  }
}

void measure(const ContestedSite& shape, int chargers, const Options& options) {
  const Site site = make_contested_site(shape, chargers, 1);
  const std::size_t limit = options.limit.value_or(usual_search_limit(site.chargers.size()));
  Connectivity plan;
  const double plan_ms = least_ms(options.once, [&] { plan = plan_connectivity(site, limit); });
  std::vector<std::string> not_checked;
  Discrepancies found;
  const double verify_ms = options.plan_only ? 0 : least_ms(options.once, [&] {
    found.clear();
    not_checked.clear();
    verify_connectivity(site, plan, found, not_checked);
  });
  fmt::print("{:<34} {:>7} {:>6} {:>6} {:>6} {:>6} {:>6} {:9.3f} {:9.3f}{}{}\n", shape.name, chargers, plan.totals.wifi,
             plan.totals.plc, plan.totals.lte, plan.totals.none, plan.totals.new_modules, plan_ms, verify_ms,
             found.empty() ? "" : "  WRONG: " + found.front().path + " " + found.front().message,
             not_checked.empty() ? "" : fmt::format("  not proved: {}", not_checked.front().substr(0, 60)));
  print_levels(plan.proof, options.levels);
}

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--plan") {
      options.plan_only = true;
    } else if (argument == "--limit" && i + 1 < argc) {
      options.limit = static_cast<std::size_t>(std::atoi(argv[++i]));
    } else if (argument == "--smoke") {
      options.once = true;
      options.chargers = {100};
    } else if (argument == "--levels") {
      options.levels = true;
    } else if (const int number = std::atoi(argv[i]); number > 0) {
      options.chargers.push_back(number);
    } else {
      options.name = argument;
    }
  }
  if (options.chargers.empty()) options.chargers = {100, 1000, 10000};
  return options;
}

}  // namespace
}  // namespace ampsite::bench

int main(int argc, char** argv) {
  using namespace ampsite::bench;
  const Options options = read_options(argc, argv);
  fmt::print("{:<34} {:>7} {:>6} {:>6} {:>6} {:>6} {:>6} {:>9} {:>9}\n", "milliseconds", "of", "wifi", "plc", "lte",
             "none", "new", "plan", "verify");
  for (const ContestedSite& shape : contested_sites()) {
    if (shape.name.find(options.name) == std::string::npos) continue;
    for (const int chargers : options.chargers) measure(shape, chargers, options);
  }
  return 0;
}
