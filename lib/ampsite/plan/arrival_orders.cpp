#include "ampsite/plan/arrival_orders.h"

#include <numeric>
#include <utility>

namespace ampsite {
namespace {

constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 30U;
  x *= 0xBF58476D1CE4E5B9U;
  x ^= x >> 27U;
  x *= 0x94D049BB133111EBU;
  x ^= x >> 31U;
  return x;
}

class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(mix(seed)) {}

  /// Each number below `bound` equally often. The numbers of 32 bits fall into `bound` classes by the upper half of
  /// the product; those of the first 2^32 mod `bound` in each class are left out, so that all are of the same size.
  std::uint32_t below(std::uint32_t bound) {
    std::uint64_t product = next() * bound;
    if (lower(product) < bound) {
      const std::uint32_t left_out = (0U - bound) % bound;
      while (lower(product) < left_out) product = next() * bound;
    }
    return static_cast<std::uint32_t>(product >> 32U);
  }

 private:
  static std::uint32_t lower(std::uint64_t x) { return static_cast<std::uint32_t>(x); }

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    return mix(state_) >> 32U;
  }

  std::uint64_t state_;
};

}  // namespace

std::vector<std::uint32_t> arrival_order(std::size_t chargers, std::uint32_t number) {
  constexpr std::uint64_t seed = 2044;
  std::vector<std::uint32_t> order(chargers);
  std::iota(order.begin(), order.end(), 0U);
  Numbers numbers(seed + number);
  for (std::size_t i = 0; i + 1 < chargers; ++i) {
    std::swap(order[i], order[i + numbers.below(static_cast<std::uint32_t>(chargers - i))]);
  }
  return order;
}

}  // namespace ampsite
