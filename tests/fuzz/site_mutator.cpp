#include "site_mutator.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <vector>

namespace ampsite::fuzz {
namespace {

using Lines = std::vector<std::string>;

constexpr std::array<std::string_view, 40> values{
    "0",      "1",    "2",     "3",    "5",    "6",    "6.5", "8",     "10",       "12.75",
    "13",     "16",   "20",    "25",   "32",   "35.1", "40",  "50",    "63",       "64",
    "100",    "250",  "-1",    "-65",  "-75",  "-76",  "-90", "1e300", "1e-300",   "0.001",
    "0.3333", "true", "false", "null", "wifi", "plc",  "lte", "fixed", "[L1, L2]", "[L3, L1, L2]",
};

/// Lines worth having in a site: what most of a file's keys never meet when a fuzzer starts.
constexpr std::array<std::string_view, 44> additions{
    "fuse_a: 16",
    "limit_a: 13.5",
    "limit_a: 0",
    "rated_a: 20",
    "base_load_a: {L1: 3, L2: 0, L3: 7.25}",
    "base_load_a: 40",
    "length_m: 40",
    "position_m: 12.5",
    "kind: busbar",
    "min_a: 8",
    "max_a: 10.5",
    "max_a: 32",
    "phases: [L1]",
    "phases: [L1, L2]",
    "phases: [L2, L3, L1]",
    "phases: [L3]",
    "fixed: true",
    "vehicle: {phases: 1, max_a: 16}",
    "vehicle: {phases: 3, max_a: 12.5}",
    "rssi_dbm: -60",
    "rssi_dbm: -74.5",
    "rssi_dbm: {ap-1: -50, ap-2: -70}",
    "access_point: ap-1",
    "access_point: ap-2",
    "link: plc",
    "link: lte",
    "link: wifi",
    "shares: plc",
    "lte: {coverage: medium, sim: inactive}",
    "lte: {coverage: none}",
    "max_clients: 1",
    "max_clients: 2",
    "channel: 6",
    "hears: {ap-1: -50}",
    "hears: {ap-2: -71.5}",
    "bands_ghz: [5]",
    "internal_fuse: c32",
    "internal_fuse: c40",
    "one_phase_line: terminal",
    "current_model: phasor",
    "keep_links: true",
    "neutral: false",
    "system: IT",
    "link_preference: [[wifi, plc], lte]",
};

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::size_t indent_of(const std::string& line) { return std::min(line.find_first_not_of(' '), line.size()); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Editor {
 public:
  Editor(std::string_view text, unsigned seed) : lines_(lines_of(text)), random_(seed) {}

  void change() {
    if (lines_.empty()) return;
    switch (pick(8)) {
      case 0:
        return erase_block();
      case 1:
      case 2:
        return double_block();
      case 3:
        return move_block();
      case 4:
        return add_line();
      case 5:
        return change_value();
      default:
        return change_number();
    }
  }

  std::string text() const {
    std::string text;
    for (const std::string& line : lines_) text += line + "\n";
    return text;
  }

  std::size_t pick(std::size_t below) { return random_() % below; }

 private:
  std::size_t any_line() { return pick(lines_.size()); }

  /// One behind the block of a line: an entry of a list ends where the next begins.
  std::size_t end_of_block(std::size_t line) const {
    const std::size_t indent = indent_of(lines_[line]);
    std::size_t end = line + 1;
    while (end < lines_.size() && indent_of(lines_[end]) > indent) ++end;
    return end;
  }

  Lines::iterator at(std::size_t line) { return lines_.begin() + static_cast<std::ptrdiff_t>(line); }

  void erase_block() {
    const std::size_t line = any_line();
    lines_.erase(at(line), at(end_of_block(line)));
  }

  /// A copy behind it, whose ids get a digit more: equal ids stop every plan.
  void double_block() {
    const std::size_t line = any_line();
    const std::size_t end = end_of_block(line);
    Lines block(at(line), at(end));
    const auto digit = static_cast<char>('0' + pick(10));
    for (std::string& copied : block) {
      const std::size_t id = copied.find("id: ");
      if (id == std::string::npos) continue;
      const std::size_t id_end = std::min(copied.find_first_of(",} #", id + 4), copied.size());
      copied.insert(id_end, 1, digit);
    }
    lines_.insert(at(end), block.begin(), block.end());
  }

  void move_block() {
    const std::size_t line = any_line();
    const std::size_t end = end_of_block(line);
    const Lines block(at(line), at(end));
    std::vector<std::size_t> places;
    for (std::size_t to = 0; to < lines_.size(); ++to) {
      if ((to < line || to > end) && indent_of(lines_[to]) == indent_of(block.front())) places.push_back(to);
    }
    if (places.empty()) return;
    const std::size_t to = places[pick(places.size())];
    lines_.insert(at(to), block.begin(), block.end());
    const std::size_t moved = to <= line ? line + block.size() : line;
    lines_.erase(at(moved), at(moved + block.size()));
  }

  void add_line() {
    const std::size_t line = any_line();
    const std::string& beside = lines_[line];
    std::size_t indent = indent_of(beside);
    while (indent < beside.size() && (beside[indent] == '-' || beside[indent] == ' ')) ++indent;
    lines_.insert(at(line + 1), std::string(indent, ' ') + std::string(additions[pick(additions.size())]));
  }

  void change_value() {
    std::string& line = lines_[any_line()];
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) return;
    line = line.substr(0, colon + 2) + std::string(values[pick(values.size())]);
  }

  void change_number() {
    for (int attempt = 0; attempt < 8; ++attempt) {
      std::string& line = lines_[any_line()];
      std::vector<std::size_t> numbers;
      for (std::size_t i = 1; i < line.size(); ++i) {
        if (is_digit(line[i]) && (line[i - 1] == ' ' || line[i - 1] == '-' || line[i - 1] == '[')) numbers.push_back(i);
      }
      if (numbers.empty()) continue;
      const std::size_t begin = numbers[pick(numbers.size())];
      std::size_t end = begin;
      while (end < line.size() && (is_digit(line[end]) || line[end] == '.')) ++end;
      const std::string number = pick(2) == 0 ? std::string(values[pick(23)]) : std::to_string(pick(80));
      line.replace(begin, end - begin, number);
      return;
    }
  }

  Lines lines_;
  std::mt19937 random_;
};

}  // namespace

std::string changed_site(std::string_view text, unsigned seed) {
  Editor editor(text, seed);
  for (std::size_t changes = 1 + editor.pick(4); changes > 0; --changes) editor.change();
  return editor.text();
}

}  // namespace ampsite::fuzz
