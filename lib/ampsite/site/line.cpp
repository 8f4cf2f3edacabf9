#include "ampsite/site/line.h"

namespace ampsite {

std::string_view to_text(Line line) {
  switch (line) {
    case Line::L1:
      return "L1";
    case Line::L2:
      return "L2";
    case Line::L3:
      return "L3";
  }
  return "";
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

std::string describe(LineSet lines) {
  if (lines.empty()) return "no line";
  std::vector<std::string> names;
  for (const Line line : all_lines) {
    if (lines.contains(line)) names.emplace_back(to_text(line));
  }
  return listed(names);
}

std::string describe(const Wiring& wiring) {
  std::string text = "[";
  for (const Line line : wiring) {
    if (text.size() > 1) text += ", ";
    text += to_text(line);
  }
  return text + "]";
}

LineSet terminal_pair(const Wiring& wiring, bool neutral) {
  if (neutral) {
    if (wiring.size() != 1 && wiring.size() != 3) return {};
    return {wiring.front()};
  }
  if (wiring.size() < 2) return {};
  return {wiring.front(), wiring.back()};
}

namespace {

/// The place of a three-line wiring in the table RST, STR, TRS, RTS, SRT, TSR, with R, S, T for L1, L2, L3.
std::optional<int> rotation(const Wiring& wiring) {
  constexpr std::array<Wiring, 6> rotations{Wiring{Line::L1, Line::L2, Line::L3}, Wiring{Line::L2, Line::L3, Line::L1},
                                            Wiring{Line::L3, Line::L1, Line::L2}, Wiring{Line::L1, Line::L3, Line::L2},
                                            Wiring{Line::L2, Line::L1, Line::L3}, Wiring{Line::L3, Line::L2, Line::L1}};
  for (std::size_t i = 0; i < rotations.size(); ++i) {
    if (rotations[i] == wiring) return static_cast<int>(i);
  }
  return std::nullopt;
}

}  // namespace

std::optional<int> wiring_id(const Wiring& wiring, bool neutral) {
  if (wiring.size() == 3) {
    const std::optional<int> place = rotation(wiring);
    if (!place) return std::nullopt;
    return (neutral ? 4 : 13) + *place;
  }
  if (neutral && wiring.size() == 1) return 1 + static_cast<int>(wiring.front());
  if (!neutral && wiring.size() == 2) {
    if (wiring.lines() == LineSet{Line::L1, Line::L3}) return 10;
    if (wiring.lines() == LineSet{Line::L2, Line::L3}) return 11;
    if (wiring.lines() == LineSet{Line::L1, Line::L2}) return 12;
  }
  return std::nullopt;
}

}  // namespace ampsite
