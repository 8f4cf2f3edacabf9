#include "ampsite/read/nearest.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/source/ascii.h"

namespace ampsite {

namespace {

/// No key or word of the format is longer: a longer one is not a slip of the pen.
constexpr std::size_t longest_word = 40;

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    c = c == '-' || c == ' ' ? '_' : lower_ascii(c);
  }
  return out;
}

std::string without_separators(std::string word) {
  word.erase(std::remove(word.begin(), word.end(), '_'), word.end());
  return word;
}

/// How many slips a word of that length may have and still be meant.
std::size_t slips(std::size_t length) {
  if (length < 3) return 0;
  return length < 5 ? 1 : std::max<std::size_t>(length / 3, 2);
}

/// "fuse" for "fuse_a", "postion" for "position_m", "key" for "key_label": one slip, and those in the rest.
std::size_t distance_without_unit(const std::string& wrong, const std::string& right) {
  constexpr std::size_t longest_unit = 3;
  if (right.starts_with(wrong + "_")) return 1;
  const std::size_t end = right.rfind('_');
  if (end == std::string::npos || right.size() - end - 1 > longest_unit) return right.size() + wrong.size();
  return edit_distance(wrong, right.substr(0, end)) + 1;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before_last, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substituted});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> known) {
  if (word.empty() || word.size() > longest_word) return {};
  const std::string wrong = lower(word);
  std::string_view best;
  std::size_t best_distance = slips(wrong.size()) + 1;
  for (const std::string_view candidate : known) {
    const std::string right = lower(candidate);
    if (without_separators(right) == without_separators(wrong)) return candidate;
    const std::size_t distance = std::min(edit_distance(wrong, right), distance_without_unit(wrong, right));
    // Where as much would change as the shorter one has letters, the two have nothing to do with each other.
    if (distance < std::min({best_distance, wrong.size(), right.size()})) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace ampsite
