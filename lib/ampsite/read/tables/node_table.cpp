#include <utility>

#include "ampsite/read/assembly.h"
#include "ampsite/read/shapes_of_the_site.h"
#include "ampsite/read/tables/tables.h"

namespace ampsite {

namespace {

/// The row of a list whose entries are no members of the node: they stand in the Site, which takes them from
/// the Assembly. The canonical text is written from there too.
template <class Entry>
Field<Node> list_row(std::string_view key, const Table<Entry>& (*table)(), std::string_view description,
                     void (*read)(Reader&, YamlIndex, Assembly&), void (*mark)(Node&, Mark)) {
  Field<Node> row{key, description};
  row.adds = true;
  row.read = [read](Reader& reader, YamlIndex index, Node&) { read(reader, index, reader.assembly()); };
  row.mark = mark;
  row.schema = [table](SchemaText& schema, const Node&) {
    JsonText& json = schema.json();
    json.text("type", "array");
    json.key("items");
    json.begin_object();
    object(table()).schema(schema);
    json.end_object();
  };
  row.write = [](JsonText&, const Node&) {};
  return row;
}

void mark_nothing(Node&, Mark) {}

void mark_modules(Node& node, Mark mark) {
  if (mark == Mark::unknown) node.modules_unknown = true;
}

using LineList = List<Wiring, Enumeration<Line>>;

std::vector<Field<Node>> node_rows() {
  return {
      field<&Node::id>("id", Id{"K1"}, "Id, unique in the file.").required(),
      field<&Node::name>("name", Text{"Level -1, north"}, "What people call it."),
      field<&Node::fuse_a>("fuse_a", positive("A", "63", largest_current_a),
                           "Rating of the protective device in front of it, in ampere (rule AMP211 asks for it)."),
      field<&Node::limit_a>(
          "limit_a", LineCurrentsShape{},
          "What the chargers below may draw, in ampere: the limit set in the portal; a number, or one "
          "for each line, where a line left out has the fuse as its limit."),
      field<&Node::base_load_a>(
          "base_load_a", LineCurrentsShape{},
          "Other loads on this node itself, in ampere, without those of nodes below: a number, or "
          "one for each line, where a line left out has 0."),
      field<&Node::load_management>("load_management", Enumeration<LoadManagement>{},
                                    "Load management of the chargers below; apm is a sensor at the main fuse that "
                                    "measures the other loads.",
                                    LoadManagement::none),
      field<&Node::device>("device", object(device_table()), "Data of the protective device in front of it."),
      field<&Node::position_m>("position_m", not_negative("m", "0", largest_length_m),
                               "Where it leaves its parent's run, in metre."),
      field<&Node::phases>("phases", LineList{{}, "a list of lines", {.at_least = 1, .at_most = 3}},
                           "Lines that feed it; default all of its parent's."),
      field<&Node::kind>("kind", Enumeration<RunKind>{}, "Kind of the run.", RunKind::cable),
      field<&Node::rated_a>("rated_a", positive("A", "250", largest_current_a),
                            "Rated current of a busbar, in ampere."),
      field<&Node::length_m>("length_m", not_negative("m", "80", largest_length_m),
                             "Length of the run from its protective device, in metre."),
      field<&Node::cable>("cable", object(cable_table()), "Data of the cable of the run."),
      list_row<PlcModule>("plc_modules", plc_module_table, "PLC modules on this circuit.", read_plc_modules,
                          mark_modules),
      list_row<Charger>("chargers", charger_table, "Chargers on this circuit.", read_chargers, mark_nothing),
      list_row<Node>("circuits", circuit_table, "Circuits that leave this one, each a run of its own.",
                     read_circuits_later, mark_nothing),
  };
}

}  // namespace

const Table<Device>& device_table() {
  static const auto table = make_table<Device>(
      {"device",
       {
           field<&Device::type>("type", Enumeration<DeviceType>{},
                                "gg fuse, miniature circuit breaker of curve B, C or D, or moulded-case breaker."),
           field<&Device::breaking_ka>("breaking_ka", positive("kA", "50", 1'000), "Breaking capacity, in kiloampere."),
           field<&Device::setting_a>("setting_a", positive("A", "125", largest_current_a),
                                     "Set current of an adjustable breaker, in ampere, where it is not fuse_a."),
           field<&Device::instant_a>("instant_a", positive("A", "1250", 10'000'000),
                                     "Current at which it trips at once, in ampere, where known."),
           field<&Device::i2t_a2s>("i2t_a2s", positive("A²s", "500000", 1e15),
                                   "Energy that it lets through, in ampere squared seconds, where known."),
       }});
  return table;
}

const Table<Cable>& cable_table() {
  static const auto table = make_table<Cable>(
      {"cable",
       {
           field<&Cable::size_mm2>("size_mm2", positive("mm²", "16", 10'000),
                                   "Cross-section of a line conductor, in square millimetre."),
           field<&Cable::pe_mm2>("pe_mm2", positive("mm²", "16", 10'000),
                                 "Cross-section of the protective conductor, in square millimetre."),
           field<&Cable::cores>("cores", Integer{"5", 1, 100},
                                "Number of conductors, every one counted, PE and a concentric screen too."),
           field<&Cable::material>("material", Enumeration<Material>{}, "Conductor material."),
           field<&Cable::insulation>("insulation", Enumeration<Insulation>{}, "Insulation of the conductors."),
           field<&Cable::method>("method", Enumeration<InstallationMethod>{},
                                 "Reference method of installation (IEC 60364-5-52)."),
           field<&Cable::ambient_c>("ambient_c", Number{"°C", "30", {}, -50.0, 100.0},
                                    "Temperature around the cable, in degrees Celsius; default 30, in the ground "
                                    "(method D1) 20."),
           field<&Cable::grouped>("grouped", Integer{"1", 1, 1000},
                                  "Number of loaded circuits that lie together, this one counted."),
           field<&Cable::arrangement>("arrangement", Enumeration<Arrangement>{}, "How the grouped circuits lie."),
           field<&Cable::ampacity_a>("ampacity_a", positive("A", "85", largest_current_a),
                                     "Final current-carrying capacity, in ampere; it wins over every table."),
       },
       [](Reader&, YamlIndex, Cable& cable) {
         if (!cable.ambient_c.absent()) return;
         const bool in_ground = cable.method.has_value() && cable.method.value == InstallationMethod::D1;
         cable.ambient_c = by_default(in_ground ? 20.0 : 30.0);
         if (cable.method.unknown()) cable.ambient_c.presence = Presence::unknown;
       }});
  return table;
}

const Table<Node>& circuit_table() {
  static const auto table = make_table<Node>({"circuit", node_rows()});
  return table;
}

const Table<Node>& supply_table() {
  static const auto table = [] {
    std::vector<Field<Node>> rows;
    for (Field<Node>& row : node_rows()) {
      if (row.key != "position_m") rows.push_back(std::move(row));
    }
    return make_table<Node>({"supply", std::move(rows)});
  }();
  return table;
}

}  // namespace ampsite
