#include "ampsite/plan/verify/link_value.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ampsite {

PreferenceEntries::PreferenceEntries(const Planning& planning) {
  std::vector<Link> named;
  const auto add = [&](const std::vector<Link>& group) {
    std::vector<Link> entry;
    for (const Link link : group) {
      if (std::find(named.begin(), named.end(), link) != named.end()) continue;
      named.push_back(link);
      entry.push_back(link);
    }
    if (!entry.empty()) entries_.push_back(std::move(entry));
  };
  for (const LinkGroup& group : planning.link_preference.value) add(group);
  add({Link::wifi, Link::plc, Link::lte});
}

std::size_t PreferenceEntries::entry_of(Link link) const {
  std::size_t entry = 0;
  while (std::find(entries_[entry].begin(), entries_[entry].end(), link) == entries_[entry].end()) ++entry;
  return entry;
}

std::string PreferenceEntries::words(std::size_t entry) const {
  std::string words;
  for (const Link link : entries_[entry]) {
    if (!words.empty()) words += " or ";
    words += link == Link::wifi ? "wifi" : link == Link::plc ? "plc" : "lte";
  }
  return words;
}

long long in_parts_of_currency(double price) {
  constexpr double parts = 10'000;
  constexpr double most = 1e13;  // so that the sums of all chargers stay within 64 bits
  return std::llround(std::min(price * parts, most));
}

}  // namespace ampsite
