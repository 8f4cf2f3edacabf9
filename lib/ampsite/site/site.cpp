#include "ampsite/site/site.h"

#include <algorithm>
#include <string>
#include <vector>

namespace ampsite {

namespace {

std::string id_text(const Stated<std::string>& id) { return id.value.empty() ? "?" : id.value; }

template <class Child>
std::string entity_below(const Site& site, const Child& child) {
  return entity_of(site, site.nodes[child.node]) + "/" + id_text(child.id);
}

template <class Child>
std::string path_below(const Site& site, const Child& child, std::string_view list) {
  return path_of(site, site.nodes[child.node]) + "." + std::string(list) + "[" + std::to_string(child.list_index) + "]";
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The run of digits at `at`, without leading zeros.
std::string_view digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  while (at + 1 < end && text[at] == '0') ++at;
  return text.substr(at, end - at);
}

std::size_t behind_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

}  // namespace

LineSet Grid::lines() const {
  if (phases.value != 1) return LineSet::all();
  return neutral.value ? LineSet{Line::L1} : LineSet{Line::L1, Line::L3};
}

std::string entity_of(const Site& site, const Node& node) {
  if (node.parent == no_index) return id_text(node.id);
  return entity_of(site, site.nodes[node.parent]) + "/" + id_text(node.id);
}

std::string entity_of(const Site& site, const Charger& charger) { return entity_below(site, charger); }

std::string entity_of(const Site& site, const PlcModule& module) { return entity_below(site, module); }

std::string entity_of(const Site& /*site*/, const AccessPoint& access_point) { return id_text(access_point.id); }

std::string path_of(const Site& site, const Node& node) {
  if (node.parent == no_index) return "supply";
  return path_of(site, site.nodes[node.parent]) + ".circuits[" + std::to_string(node.list_index) + "]";
}

std::string path_of(const Site& site, const Charger& charger) { return path_below(site, charger, "chargers"); }

std::string path_of(const Site& site, const PlcModule& module) { return path_below(site, module, "plc_modules"); }

std::string path_of(const Site& /*site*/, const AccessPoint& access_point) {
  return "network.access_points[" + std::to_string(access_point.list_index) + "]";
}

bool natural_less(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const std::string_view left = digits_at(a, i);
      const std::string_view right = digits_at(b, j);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      i = behind_digits(a, i);
      j = behind_digits(b, j);
    } else {
      if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
      ++i;
      ++j;
    }
  }
  if (i == a.size() && j == b.size()) return a < b;  // such as A1 and A01
  return i == a.size();
}

}  // namespace ampsite
