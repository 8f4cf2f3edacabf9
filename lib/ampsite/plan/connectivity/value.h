#pragma once
// What a choice of links is worth, as a vector that is compared level by level.
//
// Values add up over chargers and circuits, and the order does not change when the same value is added on
// both sides. So a part of the site that shares nothing with the rest can be decided on its own, and the
// best few of many independent gains are those that rank first.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite::connectivity {

/// Levels 1 to 4 in the order in which they are compared; less is better throughout.
struct Value {
  int unkept = 0;                  ///< configured links that `keep_links` protects and the plan gives up
  int without_link = 0;            ///< level 1
  std::array<int, 2> not_on = {};  ///< level 2: minus the chargers on the first and second entry of `link_preference`;
                                   ///< the third takes whom the others leave
  std::int64_t cost = 0;           ///< level 3, in 1/10,000 of the currency
  int new_modules = 0;             ///< in 1/1,000 of a module: bounds share one out among chargers
  int changes = 0;                 ///< level 4: chargers whose configuration changes, and modules that are reconnected

  Value& operator+=(const Value& other) {
    unkept += other.unkept;
    without_link += other.without_link;
    for (std::size_t i = 0; i < not_on.size(); ++i) not_on[i] += other.not_on[i];
    cost += other.cost;
    new_modules += other.new_modules;
    changes += other.changes;
    return *this;
  }
  Value& operator-=(const Value& other) {
    unkept -= other.unkept;
    without_link -= other.without_link;
    for (std::size_t i = 0; i < not_on.size(); ++i) not_on[i] -= other.not_on[i];
    cost -= other.cost;
    new_modules -= other.new_modules;
    changes -= other.changes;
    return *this;
  }
  friend Value operator+(Value a, const Value& b) { return a += b; }
  friend Value operator-(Value a, const Value& b) { return a -= b; }
  friend auto operator<=>(const Value&, const Value&) = default;
};

inline constexpr int one_module = 1000;

inline Value times(int count, const Value& value) {
  return {value.unkept * count, value.without_link * count, {value.not_on[0] * count, value.not_on[1] * count},
          value.cost * count,   value.new_modules * count,  value.changes * count};
}

/// What links and modules are worth under one site's preferences and prices.
class Ranking {
 public:
  explicit Ranking(const Planning& planning);

  /// The value of one charger on a link, as far as the link alone tells.
  Value of(PlannedLink link) const;
  Value of_new_module() const;
  /// The least that links of so many chargers can be worth if they are worth `bound` or more, up to new modules in
  /// parts: a part of a module is a whole one, and the months of 4G, where the levels before tell how many use it, cost
  /// what they cost.
  Value whole(Value bound, int chargers) const;

  /// Entry of `link_preference`; links that it does not name share the last one.
  int entry_of(Link link) const { return entry_[static_cast<std::size_t>(link)]; }
  /// Place among all links as `link_preference` names them, which breaks ties within an entry.
  int order_of(Link link) const { return order_[static_cast<std::size_t>(link)]; }
  int entries() const { return entries_; }

 private:
  std::array<int, 3> entry_ = {};
  std::array<int, 3> order_ = {};
  int entries_ = 0;
  std::int64_t module_cost_ = 0;
  std::int64_t lte_cost_ = 0;
};

}  // namespace ampsite::connectivity
