#include "ampsite/read/assembly.h"
#include "ampsite/read/shapes_of_the_site.h"
#include "ampsite/read/tables/tables.h"

namespace ampsite {

namespace {

Field<Site> supply_row() {
  Field<Site> row{"supply", "The root of the fuse tree: the supply of the installation."};
  row.adds = true;
  row.read = [](Reader& reader, YamlIndex index, Site&) { read_supply(reader, index, reader.assembly()); };
  row.mark = [](Site&, Mark) {};
  row.schema = [](SchemaText& schema, const Site&) { object(supply_table()).schema(schema); };
  row.write = [](JsonText&, const Site&) {};
  return row;
}

/// Planning has a value for everything, so it is read over what is there.
Field<Site> planning_row() {
  Field<Site> row{"planning", "What the plan is to assume; every value has a default."};
  row.read = [](Reader& reader, YamlIndex index, Site& site) {
    object(planning_table()).read(reader, index, site.planning);
  };
  row.mark = [](Site& site, Mark mark) { mark_all(planning_table(), site.planning, mark); };
  row.schema = [](SchemaText& schema, const Site&) { object(planning_table()).schema(schema); };
  row.write = [](JsonText& json, const Site& site) {
    json.key("planning");
    object(planning_table()).write(json, site.planning);
  };
  return row;
}

}  // namespace

const Table<Site>& site_table() {
  static const auto table = make_table<Site>(
      {"file",
       {
           field<&Site::format_version>("ampsite", OneOf<int>{"", {1}, "this program reads version 1 of the format"},
                                        "Version of the format.")
               .required(),
           field<&Site::info>("site", object(site_info_table()), "What the installation is.").required(),
           field<&Site::grid>("grid", object(grid_table()), "The grid that feeds it.").required(),
           supply_row().required(),
           field<&Site::network>("network", object(network_table()), "WiFi, addresses, firewall and 4G."),
           planning_row(),
       }});
  return table;
}

}  // namespace ampsite
