#include "ampsite/plan/arrival_orders.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

using namespace ampsite;

TEST_CASE("an order has each place once") {
  for (const std::size_t chargers : {0, 1, 2, 3, 50, 1000}) {
    CAPTURE(chargers);
    for (std::uint32_t number = 0; number < arrival_orders; ++number) {
      std::vector<std::uint32_t> order = arrival_order(chargers, number);
      std::sort(order.begin(), order.end());
      std::vector<std::uint32_t> places(chargers);
      std::iota(places.begin(), places.end(), 0U);
      CHECK(order == places);
    }
  }
}

TEST_CASE("the orders are the same on every machine") {
  // Worked out apart from this code, by the definition in arrival_orders.h.
  CHECK(arrival_order(10, 0) == std::vector<std::uint32_t>{9, 0, 8, 5, 2, 4, 7, 1, 3, 6});
  CHECK(arrival_order(10, 1) == std::vector<std::uint32_t>{7, 8, 9, 2, 6, 4, 3, 1, 0, 5});
  CHECK(arrival_order(10, 99) == std::vector<std::uint32_t>{5, 6, 0, 8, 3, 2, 9, 7, 4, 1});
}

TEST_CASE("the orders differ from each other") {
  std::set<std::vector<std::uint32_t>> orders;
  for (std::uint32_t number = 0; number < arrival_orders; ++number) orders.insert(arrival_order(20, number));
  CHECK(orders.size() == arrival_orders);
}

TEST_CASE("each of the six orders of three comes about equally often") {
  std::vector<int> seen(6);
  constexpr int drawn = 6000;
  for (std::uint32_t number = 0; number < drawn; ++number) {
    const std::vector<std::uint32_t> order = arrival_order(3, number);
    ++seen[2 * order[0] + (order[1] > order[2] ? 1 : 0)];
  }
  for (const int times : seen) {
    CAPTURE(times);
    CHECK(std::abs(times - 1000) < 120);  // four standard deviations
  }
}
