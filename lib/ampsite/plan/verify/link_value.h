#pragma once
// What a choice of links is worth, level by level (docs/plan.md, "Connectivity"), for checking a plan's.

#include <array>
#include <compare>
#include <cstddef>
#include <string>
#include <vector>

#include "ampsite/plan/plan.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// Levels up to `changes`, compared one after the other; less is better. Values of chargers and sources add up, and
/// adding the same to two of them keeps their order.
struct LinkValue {
  static constexpr std::size_t given_up = 0;
  static constexpr std::size_t without_link = 1;
  static constexpr std::size_t first_entry = 2;  ///< three entries of `link_preference`: minus the chargers on each
  static constexpr std::size_t cost = 5;         ///< in 1/10,000 of the currency
  static constexpr std::size_t new_modules = 6;  ///< in 1/1,000 of a module: bounds share one out among chargers
  static constexpr std::size_t changes = 7;
  static constexpr std::size_t count = 8;

  static constexpr long long one_module = 1'000;

  std::array<long long, count> level = {};

  LinkValue& operator+=(const LinkValue& other) {
    for (std::size_t i = 0; i < count; ++i) level[i] += other.level[i];
    return *this;
  }
  LinkValue& operator-=(const LinkValue& other) {
    for (std::size_t i = 0; i < count; ++i) level[i] -= other.level[i];
    return *this;
  }
  friend LinkValue operator+(LinkValue a, const LinkValue& b) { return a += b; }
  friend LinkValue operator-(LinkValue a, const LinkValue& b) { return a -= b; }
  friend LinkValue operator*(long long times, LinkValue value) {
    for (long long& own : value.level) own *= times;
    return value;
  }
  friend auto operator<=>(const LinkValue&, const LinkValue&) = default;
};

/// The entries of `link_preference`, each link where it is named first; those that it does not name share one more.
class PreferenceEntries {
 public:
  explicit PreferenceEntries(const Planning& planning);

  std::size_t entry_of(Link link) const;
  std::size_t size() const { return entries_.size(); }
  /// "plc or lte".
  std::string words(std::size_t entry) const;

 private:
  std::vector<std::vector<Link>> entries_;
};

/// A price in 1/10,000 of the currency.
long long in_parts_of_currency(double price);

}  // namespace ampsite
