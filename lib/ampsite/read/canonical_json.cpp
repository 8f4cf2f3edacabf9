#include <fmt/format.h>

#include "ampsite/read/read_site.h"
#include "ampsite/read/tables/tables.h"

namespace ampsite {

namespace {

/// The members that a table writes, and behind them those that stand elsewhere in the Site.
template <class Owner, class Rest>
void write_with(JsonText& json, const Table<Owner>& table, const Owner& owner, const Rest& rest) {
  json.begin_object();
  for (const Field<Owner>& field : table.fields) field.write(json, owner);
  rest();
  json.end_object();
}

void write_lines(JsonText& json, LineSet lines) {
  json.key("lines");
  json.begin_short_array();
  for (const Line line : all_lines) {
    if (lines.contains(line)) json.text(to_text(line));
  }
  json.end_array();
}

void write_node(JsonText& json, const Site& site, NodeIndex index) {
  const Node& node = site.nodes[index];
  write_with(json, index == 0 ? supply_table() : circuit_table(), node, [&] {
    write_lines(json, node.lines);
    json.key("plc_modules");
    json.begin_array();
    for (ModuleIndex i = node.module_begin; i < node.module_end; ++i) {
      write_fields(json, plc_module_table(), site.modules[i]);
    }
    json.end_array();
    json.key("chargers");
    json.begin_array();
    for (ChargerIndex i = node.charger_begin; i < node.charger_end; ++i) {
      write_fields(json, charger_table(), site.chargers[i]);
    }
    json.end_array();
    json.key("circuits");
    json.begin_array();
    for (NodeIndex child = index + 1; child < node.subtree_end; child = site.nodes[child].subtree_end) {
      write_node(json, site, child);
    }
    json.end_array();
  });
}

}  // namespace

std::string canonical_json(const Site& site) {
  JsonText json(JsonLayout::compact);
  write_with(json, site_table(), site, [&] {
    if (site.nodes.empty()) return;
    json.key("supply");
    write_node(json, site, 0);
  });
  return json.take();
}

}  // namespace ampsite
