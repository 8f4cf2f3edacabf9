#include "ampsite/plan/load/use_ranks.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using namespace ampsite;

namespace {

constexpr LineOptions any_line{{Line::L1}, {Line::L2}, {Line::L3}};
constexpr LineOptions any_pair{{Line::L1, Line::L3}, {Line::L1, Line::L2}, {Line::L2, Line::L3}};

struct Car {
  NodeIndex node;
  LineOptions options;
};

std::vector<Ranks> own_ranks(std::size_t nodes, const std::vector<Car>& cars) {
  std::vector<Ranks> own(nodes);
  for (const Car& car : cars) {
    const Ranks ranks = ranks_of_options(car.options);
    for (std::size_t set = 0; set < ranks.size(); ++set) own[car.node][set] += ranks[set];
  }
  return own;
}

/// Tries every choice, car by car.
bool can_place(const std::vector<NodeIndex>& parents, const std::vector<Car>& cars, UseRanks::Caps left,
               std::size_t next = 0) {
  if (next == cars.size()) return true;
  for (const LineSet option : cars[next].options) {
    UseRanks::Caps after = left;
    bool fits = true;
    for (NodeIndex v = cars[next].node; v != no_index; v = parents[v]) {
      for (const Line line : all_lines) {
        if (option.contains(line)) fits = --after[v][line] >= 0 && fits;
      }
    }
    if (fits && can_place(parents, cars, after, next + 1)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the ranks of a car: the most uses that it can make of each set of lines") {
  const Ranks line = ranks_of_options(any_line);
  CHECK(line[LineSet{Line::L1}.bits()] == 1);
  CHECK(line[LineSet::all().bits()] == 1);
  const Ranks pair = ranks_of_options(any_pair);
  CHECK(pair[LineSet{Line::L2}.bits()] == 1);
  CHECK(pair[LineSet{Line::L1, Line::L2}.bits()] == 2);
  CHECK(pair[LineSet::all().bits()] == 2);
  const Ranks fixed = ranks_of_options({{Line::L1, Line::L3}});
  CHECK(fixed[LineSet{Line::L2}.bits()] == 0);
}

TEST_CASE(
    "three cars, one use each: placeable within 1 + 1 + 1, not within 1 + 1 + 0, and the cut is all that holds them") {
  UseRanks ranks({no_index}, own_ranks(1, {{0, any_line}, {0, any_line}, {0, any_line}}), {{1, 1, 1}});
  CHECK(ranks.placeable());
  ranks.set_cap({0, Line::L3}, 0);
  CHECK_FALSE(ranks.placeable());
  const UseRanks::Cut cut = ranks.cut();
  CHECK(cut.forced == 3);
  CHECK(cut.at == std::vector<NodeLine>{{0, Line::L1}, {0, Line::L2}, {0, Line::L3}});
}

TEST_CASE("without neutral no line may be missing for more than half of the uses") {
  const std::vector<Car> cars{{0, any_pair}, {0, any_pair}};
  CHECK(UseRanks({no_index}, own_ranks(1, cars), {{2, 2, 0}}).placeable());
  CHECK_FALSE(UseRanks({no_index}, own_ranks(1, cars), {{2, 1, 0}}).placeable());
  CHECK_FALSE(UseRanks({no_index}, own_ranks(1, cars), {{4, 1, 0}}).placeable());
}

TEST_CASE("a cut lists the lowest lines that hold too little, and counts only the cars below them") {
  const std::vector<Car> cars{{1, any_line}, {1, any_line}, {0, any_line}};
  const UseRanks ranks({no_index, 0}, own_ranks(2, cars), {{3, 3, 3}, {1, 0, 0}});
  CHECK_FALSE(ranks.placeable());
  const UseRanks::Cut cut = ranks.cut();
  CHECK(cut.forced == 2);
  for (const NodeLine& at : cut.at) CHECK(at.node == 1);
}

TEST_CASE("what can be placed is what trying every choice places, also after changes") {
  std::mt19937 engine(7);
  const auto up_to = [&](int most) { return static_cast<int>(engine() % static_cast<std::uint32_t>(most + 1)); };
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(round);
    const bool neutral = up_to(1) == 0;
    const auto nodes = static_cast<std::size_t>(1 + up_to(3));
    std::vector<NodeIndex> parents{no_index};
    while (parents.size() < nodes)
      parents.push_back(static_cast<NodeIndex>(up_to(static_cast<int>(parents.size()) - 1)));
    std::vector<Car> cars(static_cast<std::size_t>(1 + up_to(4)));
    for (Car& car : cars) {
      car.node = static_cast<NodeIndex>(up_to(static_cast<int>(nodes) - 1));
      const int open = 1 + up_to(6);
      for (std::size_t k = 0; k < 3; ++k) {
        if ((open >> k & 1) != 0) car.options.push_back(neutral ? any_line[k] : any_pair[k]);
      }
    }
    UseRanks::Caps caps(nodes);
    for (PerLine<std::int32_t>& cap : caps) {
      for (const Line line : all_lines) cap[line] = up_to(4);
    }
    UseRanks ranks(parents, own_ranks(nodes, cars), caps);
    CHECK(ranks.placeable() == can_place(parents, cars, caps));

    const NodeLine at{static_cast<NodeIndex>(up_to(static_cast<int>(nodes) - 1)),
                      all_lines[static_cast<std::size_t>(up_to(2))]};
    caps[at.node][at.line] = up_to(4);
    ranks.set_cap(at, caps[at.node][at.line]);
    CHECK(ranks.placeable() == can_place(parents, cars, caps));

    Car& settled = cars[static_cast<std::size_t>(up_to(static_cast<int>(cars.size()) - 1))];
    const LineOptions chosen{
        settled.options[static_cast<std::size_t>(up_to(static_cast<int>(settled.options.size()) - 1))]};
    ranks.replace(settled.node, ranks_of_options(settled.options), ranks_of_options(chosen));
    settled.options = chosen;
    CHECK(ranks.placeable() == can_place(parents, cars, caps));
  }
}
