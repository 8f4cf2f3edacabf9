#pragma once
// What a choice of links is worth, as a vector that is compared level by level.
//
// Values add up over chargers and circuits, and the order does not change when the same value is added on
// both sides. So a part of the site that shares nothing with the rest can be decided on its own, and the
// best few of many independent gains are those that rank first.

#include <array>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite::connectivity {

/// Counts; the levels in the order in which they are compared. Of `links` more is better, of the rest less.
struct Value {
  int unkept = 0;                 ///< configured links that `keep_links` protects and the plan gives up
  int without_link = 0;           ///< level 1
  std::array<int, 3> links = {};  ///< level 2: chargers on each entry of `link_preference`
  int lte = 0;                    ///< level 3: priced with new_modules; then new_modules alone
  int new_modules = 0;
  int changed = 0;        ///< level 4: chargers whose configuration changes
  int unlike_source = 0;  ///< level 4: gateways that the file does not have
  int order = 0;          ///< ties: the link that `link_preference` names first

  Value& operator+=(const Value& other);
  Value& operator-=(const Value& other);
  friend Value operator+(Value a, const Value& b) { return a += b; }
  friend Value operator-(Value a, const Value& b) { return a -= b; }
  friend bool operator==(const Value&, const Value&) = default;
};

Value times(int count, const Value& value);

/// The order of values under one site's preferences and prices.
class Ranking {
 public:
  explicit Ranking(const Planning& planning);

  /// Below 0 where `a` is better, above 0 where `b` is, 0 where they are worth the same.
  int compare(const Value& a, const Value& b) const;
  bool better(const Value& a, const Value& b) const { return compare(a, b) < 0; }

  /// The same for kept links and levels 1 and 2 alone.
  static int compare_links(const Value& a, const Value& b);

  /// The value of one charger on a link, as far as the link alone tells.
  Value of(PlannedLink link) const;

  /// Entry of `link_preference`; links that it does not name share the last one.
  int entry_of(Link link) const { return entry_[static_cast<std::size_t>(link)]; }

  double cost(const Value& value) const { return module_cost_ * value.new_modules + lte_cost_ * value.lte; }

 private:
  std::array<int, 3> entry_ = {};
  std::array<int, 3> order_ = {};
  double module_cost_ = 0;
  double lte_cost_ = 0;
};

}  // namespace ampsite::connectivity
