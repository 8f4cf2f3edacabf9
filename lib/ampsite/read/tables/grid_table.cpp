#include "ampsite/read/shapes_of_the_site.h"
#include "ampsite/read/tables/tables.h"

namespace ampsite {

namespace {

const Table<ShortCircuit>& short_circuit_table() {
  static const auto table = make_table<ShortCircuit>(
      {"short_circuit",
       {
           field<&ShortCircuit::max_ka>("max_ka", positive("kA", "10", 1'000),
                                        "Maximum short-circuit current at the supply terminals, in kiloampere: "
                                        "three-phase; on a one-phase grid between "
                                        "its two conductors."),
           field<&ShortCircuit::min_ka>(
               "min_ka", positive("kA", "1.2", 1'000),
               "Minimum short-circuit current at the supply terminals, in kiloampere: from line to "
               "PE on TN; between two lines without neutral; from line to N on IT with "
               "neutral. Not used on TT with neutral."),
       }});
  return table;
}

bool is_tn(GridSystem system) { return system != GridSystem::TT && system != GridSystem::IT; }

/// TN has a neutral, IT has none; TT has one, but not at 230 V between three lines.
void decide_neutral(Grid& grid) {
  if (!grid.neutral.absent()) return;
  if (grid.system.has_value() && grid.system.value != GridSystem::TT) {
    grid.neutral = by_default(is_tn(grid.system.value));
    return;
  }
  const bool known = grid.system.has_value() && grid.phases.has_value() && !grid.voltage_v.unknown();
  const bool three_lines_at_230 = grid.voltage_v.stated() && grid.voltage_v.value == 230.0 && grid.phases.value == 3;
  grid.neutral = by_default(!three_lines_at_230);
  if (!known) grid.neutral.presence = Presence::unknown;
}

void decide_voltage(Grid& grid) {
  if (!grid.voltage_v.absent()) return;
  grid.voltage_v = by_default(grid.neutral.value && grid.phases.value == 3 ? 400.0 : 230.0);
  if (!grid.neutral.has_value() || !grid.phases.has_value()) grid.voltage_v.presence = Presence::unknown;
}

}  // namespace

const Table<SiteInfo>& site_info_table() {
  static const auto table = make_table<SiteInfo>(
      {"site",
       {
           field<&SiteInfo::name>("name", Text{"Solsiden garage"}, "Name of the installation.").required(),
           field<&SiteInfo::country>("country", country(), "Country code of two capital letters (ISO 3166-1 alpha-2)."),
           field<&SiteInfo::reference>("reference", Text{"P-2044"}, "Your own project or order number."),
           field<&SiteInfo::address>("address", Text{"Garage Street 1"}, "Address of the installation."),
           field<&SiteInfo::owner>("owner", Text{"Housing association"}, "Owner of the installation."),
           field<&SiteInfo::installer>("installer", Text{"Installer Ltd"}, "Company that installs it."),
           field<&SiteInfo::date>("date", Text{"2026-03-01"}, "Date of this file, as you write it."),
       }});
  return table;
}

const Table<Grid>& grid_table() {
  static const auto table = make_table<Grid>(
      {"grid",
       {
           field<&Grid::system>("system", Enumeration<GridSystem>{}, "Earthing system of the grid.").required(),
           field<&Grid::phases>("phases", OneOf<int>{"", {3, 1}}, "Number of phases of the grid.", 3),
           field<&Grid::voltage_v>("voltage_v", positive("V", "400", 1'000),
                                   "Voltage from line to line, in volt (on a one-phase grid with neutral from line to "
                                   "neutral); default 400 with neutral, 230 without or on one phase."),
           field<&Grid::neutral>(
               "neutral", Boolean{},
               "The grid has a neutral conductor; default true on TN, false on IT, and on TT true, but "
               "false where voltage_v is 230 on three phases."),
           field<&Grid::short_circuit>("short_circuit", object(short_circuit_table()),
                                       "Short-circuit currents at the supply terminals, in kiloampere."),
       },
       [](Reader&, YamlIndex, Grid& grid) {
         decide_neutral(grid);
         decide_voltage(grid);
       }});
  return table;
}

}  // namespace ampsite
