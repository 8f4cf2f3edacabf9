#include "ampsite/rules/fit.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// The most chargers that fit, by trying every choice of every charger.
std::size_t most_that_fit(const Site& site, const PerLine<double>& capacity_a, LoadCase load_case, ChargerIndex from,
                          PerLine<double> used_a) {
  if (from == site.chargers.size()) return 0;
  const Charger& charger = site.chargers[from];
  std::size_t most = most_that_fit(site, capacity_a, load_case, from + 1, used_a);
  for (const LineSet lines : car_choices(site, charger, load_case)) {
    PerLine<double> with_a = used_a;
    bool fits = true;
    for (const Line line : all_lines) {
      if (!lines.contains(line)) continue;
      with_a[line] += own_minimum_a(charger);
      if (with_a[line] > capacity_a[line]) fits = false;
    }
    if (fits) most = std::max(most, 1 + most_that_fit(site, capacity_a, load_case, from + 1, with_a));
  }
  return most;
}

Site read(const std::string& yaml) {
  const SourceText source("a.site.yaml", yaml);
  Validation validation = validate(source);
  REQUIRE(validation.site);
  return std::move(*validation.site);
}

std::vector<ChargerIndex> all_chargers(const Site& site) {
  std::vector<ChargerIndex> chargers(site.chargers.size());
  std::iota(chargers.begin(), chargers.end(), 0U);
  return chargers;
}

std::vector<std::string> choices_of(const std::string& yaml, LoadCase load_case) {
  const Site site = read(yaml);
  std::vector<std::string> choices;
  for (const LineSet lines : car_choices(site, site.chargers.front(), load_case)) choices.push_back(describe(lines));
  return choices;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the lines that a car may use") {
  const auto charger = [](const std::string& phases, const std::string& values) {
    return "supply: {id: main, fuse_a: 63, phases: " + phases + ", chargers: [{id: A01" + values + "}]}\n";
  };
  const std::string three = "[L1, L2, L3]";
  const std::string two = "[L1, L3]";
  SUBCASE("with neutral") {
    CHECK(choices_of(tn(charger(three, "")), LoadCase::three_phase) == Texts{"L1, L2 and L3"});
    CHECK(choices_of(tn(charger(three, "")), LoadCase::single_phase) == Texts{"L1", "L2", "L3"});
    CHECK(choices_of(tn(charger(two, "")), LoadCase::three_phase) == Texts{"L1", "L3"});
    CHECK(choices_of(tn(charger(three, ", phases: [L2]")), LoadCase::single_phase) == Texts{"L2"});
  }
  SUBCASE("without neutral") {
    CHECK(choices_of(it(charger(three, "")), LoadCase::three_phase) == Texts{"L1, L2 and L3"});
    CHECK(choices_of(it(charger(three, "")), LoadCase::single_phase) == Texts{"L2 and L3", "L1 and L3", "L1 and L2"});
    CHECK(choices_of(it(charger(two, "")), LoadCase::three_phase) == Texts{"L1 and L3"});
    CHECK(choices_of(it(charger("[L1]", "")), LoadCase::three_phase).empty());
  }
  SUBCASE("a fixed terminal") {
    const std::string fixed = charger(three, ", phases: [L2, L3, L1], fixed: true");
    CHECK(choices_of(it(fixed), LoadCase::single_phase) == Texts{"L1 and L2"});
    CHECK(choices_of(tn(fixed), LoadCase::single_phase) == Texts{"L1", "L2", "L3"});
    CHECK(choices_of(tn(fixed + "planning: {one_phase_line: terminal}\n"), LoadCase::single_phase) == Texts{"L2"});
  }
}

TEST_CASE("with equal minima as many fit as any choice of lines allows, never more") {
  for (std::uint32_t seed = 1; seed <= 1000; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const auto below = [&](std::uint32_t end) { return static_cast<std::size_t>(random() % end); };
    const bool neutral = below(2) == 0;
    const Texts wirings = neutral ? Texts{"[L1, L2, L3]", "[L1]", "[L2]", "[L3]"}
                                  : Texts{"[L1, L2, L3]", "[L1, L2]", "[L2, L3]", "[L1, L3]"};
    std::string supply = "supply:\n  id: main\n  fuse_a: 63\n  chargers:\n";
    const std::size_t count = 1 + below(6);
    for (std::size_t i = 0; i < count; ++i) {
      // Mostly three lines: as in real garages.
      const std::string& wiring = wirings[below(2) == 0 ? 0 : below(4)];
      supply += "    - {id: A" + std::to_string(i) + ", phases: " + wiring + "}\n";
    }
    const std::string yaml = neutral ? tn(supply) : it(supply);
    INFO(yaml);
    const Site site = read(yaml);
    const PerLine<double> capacity_a(static_cast<double>(below(30)), static_cast<double>(below(30)),
                                     static_cast<double>(below(30)));
    INFO("capacity " << capacity_a[Line::L1] << " " << capacity_a[Line::L2] << " " << capacity_a[Line::L3]);
    // Pairs that some chargers are bound to, on lines with unequal room, are a puzzle of their own.
    const bool bound_pairs = !neutral && std::any_of(wirings.begin() + 1, wirings.end(), [&](const std::string& pair) {
      return supply.find(pair) != std::string::npos;
    });
    for (const LoadCase load_case : {LoadCase::three_phase, LoadCase::single_phase}) {
      const std::size_t fit = how_many_fit(site, all_chargers(site), capacity_a, load_case);
      const std::size_t most = most_that_fit(site, capacity_a, load_case, 0, PerLine<double>(0.0));
      CHECK(fit <= most);
      CHECK(fit + (bound_pairs ? 1 : 0) >= most);
    }
  }
}
