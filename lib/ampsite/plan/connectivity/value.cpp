#include "ampsite/plan/connectivity/value.h"

namespace ampsite::connectivity {

Value& Value::operator+=(const Value& other) {
  unkept += other.unkept;
  without_link += other.without_link;
  for (std::size_t i = 0; i < links.size(); ++i) links[i] += other.links[i];
  lte += other.lte;
  new_modules += other.new_modules;
  changed += other.changed;
  unlike_source += other.unlike_source;
  order += other.order;
  return *this;
}

Value& Value::operator-=(const Value& other) {
  unkept -= other.unkept;
  without_link -= other.without_link;
  for (std::size_t i = 0; i < links.size(); ++i) links[i] -= other.links[i];
  lte -= other.lte;
  new_modules -= other.new_modules;
  changed -= other.changed;
  unlike_source -= other.unlike_source;
  order -= other.order;
  return *this;
}

Value times(int count, const Value& value) {
  Value product = value;
  product.unkept *= count;
  product.without_link *= count;
  for (int& chargers : product.links) chargers *= count;
  product.lte *= count;
  product.new_modules *= count;
  product.changed *= count;
  product.unlike_source *= count;
  product.order *= count;
  return product;
}

Ranking::Ranking(const Planning& planning) {
  entry_.fill(-1);
  int entries = 0;
  int links = 0;
  for (const LinkGroup& group : planning.link_preference.value) {
    bool names_a_new_one = false;
    for (const Link link : group) {
      int& entry = entry_[static_cast<std::size_t>(link)];
      if (entry >= 0) continue;
      entry = entries;
      order_[static_cast<std::size_t>(link)] = links++;
      names_a_new_one = true;
    }
    if (names_a_new_one) ++entries;
  }
  for (const Link link : {Link::wifi, Link::plc, Link::lte}) {
    int& entry = entry_[static_cast<std::size_t>(link)];
    if (entry >= 0) continue;
    entry = entries;
    order_[static_cast<std::size_t>(link)] = links++;
  }
  const Cost& cost = planning.cost.value;
  module_cost_ = cost.plc_module.value;
  lte_cost_ = cost.lte_month.value * cost.months.value;
}

int Ranking::compare_links(const Value& a, const Value& b) {
  if (a.unkept != b.unkept) return a.unkept - b.unkept;
  if (a.without_link != b.without_link) return a.without_link - b.without_link;
  for (std::size_t i = 0; i < a.links.size(); ++i) {
    if (a.links[i] != b.links[i]) return b.links[i] - a.links[i];
  }
  return 0;
}

int Ranking::compare(const Value& a, const Value& b) const {
  if (const int links = compare_links(a, b); links != 0) return links;
  // Prices times differences of counts: exact zero where the counts are the same.
  const double dearer = module_cost_ * (a.new_modules - b.new_modules) + lte_cost_ * (a.lte - b.lte);
  if (dearer != 0) return dearer < 0 ? -1 : 1;
  if (a.new_modules != b.new_modules) return a.new_modules - b.new_modules;
  if (a.changed != b.changed) return a.changed - b.changed;
  if (a.unlike_source != b.unlike_source) return a.unlike_source - b.unlike_source;
  return a.order - b.order;
}

Value Ranking::of(PlannedLink link) const {
  Value value;
  if (link == PlannedLink::none) {
    value.without_link = 1;
    return value;
  }
  const auto index = static_cast<std::size_t>(link);
  value.links[static_cast<std::size_t>(entry_[index])] = 1;
  value.lte = link == PlannedLink::lte ? 1 : 0;
  value.order = order_[index];
  return value;
}

}  // namespace ampsite::connectivity
