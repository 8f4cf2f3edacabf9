#include "ampsite/read/assembly.h"

#include <fmt/format.h>

#include <utility>

#include "ampsite/read/tables/tables.h"

namespace ampsite {

namespace {

/// Reads an entity into `entity`, which holds what is so where no key says otherwise.
template <class Entity>
void read_entity(Reader& reader, YamlIndex value, EntityKind kind, const Table<Entity>& table, Entity& entity) {
  entity.span = reader.start_of(value);
  const bool mapping = reader.node(value).kind == YamlKind::mapping;
  // A value that is no entity has none to belong to.
  if (mapping) reader.enter_entity(kind, value);
  object(table).read(reader, value, entity);
  if (!mapping) return;
  if (entity.id.unknown()) entity.id.value = reader.written_id();
  reader.leave_entity();
}

/// True once the file holds more chargers than the limit.
bool over_limit(Reader& reader, YamlIndex value, const Assembly& assembly) {
  if (assembly.site.chargers.size() < assembly.charger_limit) return false;
  reader.stop(reader.span(value), fmt::format("the file has more than {} chargers", assembly.charger_limit),
              fmt::format("split the site into files of at most {} chargers each", assembly.charger_limit));
  return true;
}

Charger& add_charger(Assembly& assembly) {
  Charger& charger = assembly.site.chargers.emplace_back(charger_table().prepared);
  charger.node = static_cast<NodeIndex>(assembly.site.nodes.size() - 1);
  return charger;
}

void read_node(Reader& reader, YamlIndex value, const Table<Node>& table, NodeIndex parent, std::uint32_t list_index,
               Assembly& assembly);

void read_circuits(Reader& reader, YamlIndex list, NodeIndex parent, Assembly& assembly) {
  reader.enter("circuits");
  if (expect_list(reader, list, "a list of circuits")) {
    for (ListWalk walk(reader.tree(), list); !walk.done() && !reader.stopped(); walk.next()) {
      reader.enter(walk.list_index());
      read_node(reader, walk.entry(), circuit_table(), parent, walk.list_index(), assembly);
      reader.leave();
    }
  }
  reader.leave();
}

void read_node(Reader& reader, YamlIndex value, const Table<Node>& table, NodeIndex parent, std::uint32_t list_index,
               Assembly& assembly) {
  Site& site = assembly.site;
  const auto index = static_cast<NodeIndex>(site.nodes.size());
  Node& node = site.nodes.emplace_back(table.prepared);
  node.parent = parent;
  node.list_index = list_index;
  node.span = reader.start_of(value);
  node.charger_begin = static_cast<ChargerIndex>(site.chargers.size());
  node.module_begin = static_cast<ModuleIndex>(site.modules.size());

  const bool mapping = reader.node(value).kind == YamlKind::mapping;
  if (mapping) reader.enter_entity(parent == no_index ? EntityKind::supply : EntityKind::circuit, value);
  object(table).read(reader, value, node);
  if (mapping && node.id.unknown()) node.id.value = reader.written_id();
  node.charger_end = static_cast<ChargerIndex>(site.chargers.size());
  node.module_end = static_cast<ModuleIndex>(site.modules.size());
  // `node` does not outlive what comes next: the list of nodes grows.
  for (const YamlIndex circuits : std::exchange(assembly.waiting_circuits, {})) {
    read_circuits(reader, circuits, index, assembly);
  }
  if (mapping) reader.leave_entity();
  site.nodes[index].subtree_end = static_cast<NodeIndex>(site.nodes.size());
  site.nodes[index].subtree_charger_end = static_cast<ChargerIndex>(site.chargers.size());
}

}  // namespace

void read_supply(Reader& reader, YamlIndex value, Assembly& assembly) {
  // Of a supply that stands twice the first one is read: there is one root.
  if (assembly.site.nodes.empty()) read_node(reader, value, supply_table(), no_index, 0, assembly);
}

void read_chargers(Reader& reader, YamlIndex list, Assembly& assembly) {
  if (!expect_list(reader, list, "a list of chargers")) {
    // There is something, but nobody knows what: the circuit must not look empty.
    mark_all(charger_table(), add_charger(assembly), Mark::unknown);
    return;
  }
  for (ListWalk walk(reader.tree(), list); !walk.done() && !reader.stopped(); walk.next()) {
    reader.enter(walk.list_index());
    if (!over_limit(reader, walk.entry(), assembly)) {
      Charger& charger = add_charger(assembly);
      charger.list_index = walk.list_index();
      read_entity(reader, walk.entry(), EntityKind::charger, charger_table(), charger);
    }
    reader.leave();
  }
}

void read_plc_modules(Reader& reader, YamlIndex list, Assembly& assembly) {
  if (!expect_list(reader, list, "a list of PLC modules")) {
    assembly.site.nodes.back().modules_unknown = true;
    return;
  }
  for (ListWalk walk(reader.tree(), list); !walk.done() && !reader.stopped(); walk.next()) {
    reader.enter(walk.list_index());
    PlcModule module = plc_module_table().prepared;
    module.node = static_cast<NodeIndex>(assembly.site.nodes.size() - 1);
    module.list_index = walk.list_index();
    read_entity(reader, walk.entry(), EntityKind::plc_module, plc_module_table(), module);
    // What is no mapping may be meant as a module, but is none to count.
    if (reader.node(walk.entry()).kind == YamlKind::mapping) {
      assembly.site.modules.push_back(std::move(module));
    } else {
      assembly.site.nodes.back().modules_unknown = true;
    }
    reader.leave();
  }
}

void read_circuits_later(Reader&, YamlIndex list, Assembly& assembly) { assembly.waiting_circuits.push_back(list); }

}  // namespace ampsite
