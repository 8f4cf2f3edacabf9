#pragma once
// Values as single numbers, for sums and comparisons by the hundred thousand.

#include <array>
#include <cstddef>
#include <cstdint>

#include "ampsite/plan/connectivity/value.h"

namespace ampsite::connectivity {

/// A whole number of 128 bits.
__extension__ using Wide = __int128;

inline constexpr std::size_t levels = 7;
using LevelNumbers = std::array<std::int64_t, levels>;

inline LevelNumbers levels_of(const Value& value) {
  return {value.unkept, value.without_link, value.not_on[0], value.not_on[1],
          value.cost,   value.new_modules,  value.changes};
}

/// Values in one number, which adds and compares fast: a place for each level, wide enough for the difference of any
/// two ways, which go through each place at most once.
template <class Number>
class Packing {
 public:
  explicit Packing(const LevelNumbers& largest) {
    Number unit = 1;
    for (std::size_t level = levels; level-- > 0;) {
      unit_[level] = unit;
      unit *= 2 * static_cast<Number>(largest[level]) + 1;
    }
  }

  Number pack(const Value& value) const {
    const LevelNumbers parts = levels_of(value);
    Number sum = 0;
    for (std::size_t level = 0; level < levels; ++level) sum += static_cast<Number>(parts[level]) * unit_[level];
    return sum;
  }
  Value unpack(Number rest) const {
    LevelNumbers parts{};
    for (std::size_t level = 0; level < levels; ++level) {
      const Number half = unit_[level] / 2;
      const Number nearest = (rest + (rest < 0 ? -half : half)) / unit_[level];
      parts[level] = static_cast<std::int64_t>(nearest);
      rest -= nearest * unit_[level];
    }
    Value value;
    value.unkept = static_cast<int>(parts[0]);
    value.without_link = static_cast<int>(parts[1]);
    value.not_on = {static_cast<int>(parts[2]), static_cast<int>(parts[3])};
    value.cost = parts[4];
    value.new_modules = static_cast<int>(parts[5]);
    value.changes = static_cast<int>(parts[6]);
    return value;
  }

 private:
  std::array<Number, levels> unit_{};
};

/// Where no number is wide enough.
template <>
class Packing<Value> {
 public:
  explicit Packing(const LevelNumbers& /*largest*/) {}
  static Value pack(const Value& value) { return value; }
  static Value unpack(const Value& value) { return value; }
};

}  // namespace ampsite::connectivity
