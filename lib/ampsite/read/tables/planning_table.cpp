#include "ampsite/read/shapes_of_the_site.h"
#include "ampsite/read/tables/tables.h"

namespace ampsite {

namespace {

const Table<PlcPlanning>& plc_planning_table() {
  static const auto table = make_table<PlcPlanning>(
      {"planning_plc",
       {
           field<&PlcPlanning::max_distance_m>("max_distance_m", positive("m", "90", largest_length_m),
                                               "Most cable between a charger and its PLC source, in metre."),
           field<&PlcPlanning::max_chargers>("max_chargers", Integer{"30", 0, 100'000},
                                             "Most chargers on one PLC source."),
       }});
  return table;
}

const Table<Cost>& cost_table() {
  static const auto table = make_table<Cost>(
      {"planning_cost",
       {
           field<&Cost::plc_module>("plc_module", not_negative("", "120", 1'000'000),
                                    "Cost of one PLC module, in the currency."),
           field<&Cost::lte_month>("lte_month", not_negative("", "3", 1'000'000),
                                   "Cost of 4G for one charger and month, in the currency."),
           field<&Cost::months>("months", not_negative("", "60", 1'200), "Months over which 4G is counted."),
           field<&Cost::currency>("currency", Currency{}, "Currency code of three capital letters (ISO 4217)."),
       }});
  return table;
}

}  // namespace

const Table<Planning>& planning_table() {
  static const auto table = make_table<Planning>(
      {"planning",
       {
           field<&Planning::current_model>("current_model", Enumeration<CurrentModel>{},
                                           "How currents of a line add up; phasor sums are exact where there is no "
                                           "neutral."),
           field<&Planning::one_phase_line>("one_phase_line", Enumeration<OnePhaseLine>{},
                                            "Who decides the line of a one-phase car; default charger with neutral, "
                                            "terminal without."),
           field<&Planning::link_preference>(
               "link_preference", LinkPreferenceShape{},
               "Links in order of preference; an entry may be a list of links that count the "
               "same."),
           field<&Planning::keep_links>("keep_links", Boolean{}, "Keep every configured link that is allowed."),
           field<&Planning::max_gateways>("max_gateways", Integer{"1", 0, 100'000},
                                          "Most chargers that may share their WiFi over PLC."),
           field<&Planning::plc>("plc", object(plc_planning_table()), "Limits of a PLC network."),
           field<&Planning::overnight_h>("overnight_h", Number{"h", "10", 0.0, {}, 24.0},
                                         "Hours that cars stand overnight."),
           field<&Planning::max_voltage_drop_pct>("max_voltage_drop_pct", Number{"%", "5", 0.0, {}, 100.0},
                                                  "Most voltage drop from the supply to a charger, in per cent."),
           field<&Planning::cost>("cost", object(cost_table()), "Costs that the plan compares."),
       }});
  return table;
}

}  // namespace ampsite
