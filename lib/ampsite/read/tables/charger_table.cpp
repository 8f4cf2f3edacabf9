#include "ampsite/read/shapes_of_the_site.h"
#include "ampsite/read/tables/tables.h"

namespace ampsite {

namespace {

const Table<Rcd>& rcd_table() {
  static const auto table = make_table<Rcd>(
      {"rcd",
       {
           field<&Rcd::type>("type", Enumeration<RcdType>{}, "Type of the residual-current device."),
           field<&Rcd::ma>("ma", positive("mA", "30", 100'000), "Rated residual current, in milliampere."),
           field<&Rcd::dc_detection>("dc_detection", Boolean{}, "Smooth DC residual current of 6 mA is detected."),
       }});
  return table;
}

const Table<Vehicle>& vehicle_table() {
  static const auto table = make_table<Vehicle>(
      {"vehicle",
       {
           field<&Vehicle::phases>("phases", OneOf<int>{"", {3, 1}}, "Phases on which the car charges.", 3),
           field<&Vehicle::max_a>("max_a", number("A", "16"),
                                  "Most that the car draws on a line, in ampere (rule AMP208 judges it)."),
       }});
  return table;
}

const Table<Lte>& lte_table() {
  static const auto table = make_table<Lte>(
      {"lte",
       {
           field<&Lte::coverage>("coverage", Enumeration<LteCoverage>{}, "4G coverage measured at the charger."),
           field<&Lte::sim>("sim", Enumeration<SimState>{}, "State of the charger's SIM.", SimState::active),
       }});
  return table;
}

/// Wiring that must not be changed has to be known.
void require_phases_of_fixed(Reader& reader, YamlIndex mapping, Charger& charger) {
  if (!charger.fixed.stated() || !charger.fixed.value || !charger.phases.absent()) return;
  report_missing_key(reader, mapping, "phases", "wiring that is fixed must be stated");
  charger.phases.presence = Presence::unknown;
}

void write_fixed_needs_phases(SchemaText& schema) {
  JsonText& json = schema.json();
  json.key("if");
  json.begin_object();
  json.key("properties");
  json.begin_object();
  json.key("fixed");
  json.begin_object();
  json.boolean("const", true);
  json.end_object();
  json.end_object();
  json.texts("required", {"fixed"});
  json.end_object();
  json.key("then");
  json.begin_object();
  json.texts("required", {"phases"});
  json.end_object();
}

}  // namespace

const Table<Charger>& charger_table() {
  static const auto table = make_table<Charger>(
      {"charger",
       {
           field<&Charger::id>("id", Id{"A01"}, "Id, unique in the file.").required(),
           field<&Charger::name>("name", Text{"Flat 12"}, "What people call it."),
           field<&Charger::serial>("serial", Text{"ZPR000000"}, "Serial number."),
           field<&Charger::position_m>("position_m", not_negative("m", "12", largest_length_m),
                                       "Its place along the run, in metre."),
           field<&Charger::phases>(
               "phases", List<Wiring, Enumeration<Line>>{{}, "a list of lines", {.at_least = 1, .at_most = 3}},
               "Grid line on each charger terminal, in the order of the terminals; leave it out where "
               "it is not wired yet."),
           field<&Charger::fixed>("fixed", Boolean{}, "The plan must not change the wiring; needs phases.", false),
           field<&Charger::fuse_a>("fuse_a", positive("A", "40", largest_current_a),
                                   "Rating of a separate device in front of this charger, such as a busbar tap, in "
                                   "ampere; never its internal one."),
           field<&Charger::internal_fuse>("internal_fuse", Enumeration<InternalFuse>{},
                                          "Overcurrent device inside the charger; leave it out where its rating is "
                                          "unknown."),
           field<&Charger::rcd>("rcd", object(rcd_table()), "Residual-current protection of the charger."),
           field<&Charger::min_a>("min_a", number("A", "6"),
                                  "Least current it gives a car, in ampere (rule AMP208 judges it).", 6.0),
           field<&Charger::max_a>("max_a", number("A", "32"),
                                  "Most current it gives a car, in ampere (rule AMP208 judges it).", 32.0),
           field<&Charger::vehicle>("vehicle", object(vehicle_table()), "The car to plan for."),
           field<&Charger::rssi_dbm>("rssi_dbm", RssiShape{},
                                     "WiFi level measured here, in dBm (rule AMP410 judges it): one number, or one for "
                                     "each access point by its id."),
           field<&Charger::access_point>("access_point", Text{"ap-1"}, "Id of the access point it is configured for."),
           field<&Charger::lte>("lte", object(lte_table()), "4G at the charger."),
           field<&Charger::link>("link", Enumeration<Link>{},
                                 "Link as configured; leave it out for the plan to choose."),
           field<&Charger::shares>("shares", Enumeration<Sharing>{},
                                   "plc: it shares its WiFi with others over PLC; wifi: it shares PLC over WiFi."),
       },
       require_phases_of_fixed,
       write_fixed_needs_phases});
  return table;
}

const Table<PlcModule>& plc_module_table() {
  static const auto table = make_table<PlcModule>(
      {"plc_module",
       {
           field<&PlcModule::id>("id", Id{"plc-1"}, "Id, unique in the file.").required(),
           field<&PlcModule::position_m>("position_m", not_negative("m", "40", largest_length_m),
                                         "Its place along the run, in metre."),
           field<&PlcModule::terminals>("terminals",
                                        List<std::vector<Terminal>, Enumeration<Terminal>>{
                                            {}, "a list of conductors", {.at_least = 1, .each_once = true}},
                                        "Conductors that it connects."),
           field<&PlcModule::standard>("standard", Enumeration<PlcStandard>{}, "Powerline standard of the module."),
           field<&PlcModule::key_label>("key_label", Text{"7F3A"},
                                        "Label that tells its network key from others; never the key itself."),
           field<&PlcModule::fuse_a>("fuse_a", positive("A", "10", largest_current_a),
                                     "Rating of the device in front of it, in ampere."),
       }});
  return table;
}

}  // namespace ampsite
