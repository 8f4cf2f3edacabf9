#pragma once
// Line conductors and what is counted on them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ampsite {

enum class Line : std::uint8_t { L1, L2, L3 };

inline constexpr std::array<Line, 3> all_lines{Line::L1, Line::L2, Line::L3};

/// "L1", "L2" or "L3".
std::string_view to_text(Line line);

/// One value for each line conductor.
template <class T>
class PerLine {
 public:
  PerLine() = default;
  explicit PerLine(const T& all) : values_{all, all, all} {}
  PerLine(const T& l1, const T& l2, const T& l3) : values_{l1, l2, l3} {}

  T& operator[](Line line) { return values_[static_cast<std::size_t>(line)]; }
  const T& operator[](Line line) const { return values_[static_cast<std::size_t>(line)]; }

  friend bool operator==(const PerLine&, const PerLine&) = default;

 private:
  std::array<T, 3> values_{};
};

/// A set of line conductors; its order is always L1, L2, L3.
class LineSet {
 public:
  constexpr LineSet() = default;
  constexpr LineSet(std::initializer_list<Line> lines) {
    for (const Line line : lines) insert(line);
  }

  static constexpr LineSet all() { return {Line::L1, Line::L2, Line::L3}; }

  constexpr void insert(Line line) { bits_ = static_cast<std::uint8_t>(bits_ | bit(line)); }
  constexpr bool contains(Line line) const { return (bits_ & bit(line)) != 0; }
  constexpr bool contains(LineSet other) const { return (other.bits_ & ~bits_) == 0; }
  constexpr int size() const { return (bits_ & 1) + ((bits_ >> 1) & 1) + ((bits_ >> 2) & 1); }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::uint8_t bits() const { return bits_; }

  friend constexpr bool operator==(LineSet, LineSet) = default;

 private:
  static constexpr std::uint8_t bit(Line line) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(line)); }
  std::uint8_t bits_ = 0;
};

/// "a, b and c".
std::string listed(const std::vector<std::string>& items);

/// "L1, L2 and L3"; "no line" for the empty set.
std::string describe(LineSet lines);

/// The grid line on each terminal of a charger, in the order of the terminals: up to three, as written
/// in `phases`. With neutral the terminals are L1, L2, L3; without they are L1, L2, N for three lines and
/// L1, N for two.
class Wiring {
 public:
  constexpr Wiring() = default;
  constexpr Wiring(std::initializer_list<Line> lines) {
    for (const Line line : lines) push_back(line);
  }

  /// Further lines than three are not kept: a file that states them has a finding.
  constexpr void push_back(Line line) {
    if (size_ < 3) lines_[size_++] = line;
  }
  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr Line operator[](std::size_t terminal) const { return lines_[terminal]; }
  constexpr Line front() const { return lines_[0]; }
  constexpr Line back() const { return lines_[size_ - 1U]; }
  constexpr const Line* begin() const { return lines_.data(); }
  constexpr const Line* end() const { return lines_.data() + size_; }
  constexpr LineSet lines() const {
    LineSet set;
    for (const Line line : *this) set.insert(line);
    return set;
  }

  friend constexpr bool operator==(const Wiring& a, const Wiring& b) {
    if (a.size_ != b.size_) return false;
    for (std::size_t i = 0; i < a.size_; ++i) {
      if (a.lines_[i] != b.lines_[i]) return false;
    }
    return true;
  }

 private:
  std::array<Line, 3> lines_{};
  std::uint8_t size_ = 0;
};

/// "[L1, L2, L3]".
std::string describe(const Wiring& wiring);

/// The line (with neutral) or the pair of lines (without) between terminals L1 and N, over which the
/// charger's PLC runs and which a one-phase car uses where the terminal decides. Empty for a wiring of a
/// form that the grid does not have.
LineSet terminal_pair(const Wiring& wiring, bool neutral);

/// The number 1 to 18 under which the maker's portal knows a wiring; none for a wiring that has none
/// (source: phase rotation table of the maker's firmware, OCPP ConnectorPhaseRotation).
std::optional<int> wiring_id(const Wiring& wiring, bool neutral);

}  // namespace ampsite
