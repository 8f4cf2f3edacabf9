#include "ampsite/read/read_site.h"
#include "ampsite/read/tables/tables.h"

namespace ampsite {

std::string site_schema() {
  SchemaText schema;
  JsonText& json = schema.json();
  json.begin_object();
  json.text("$schema", "https://json-schema.org/draft/2020-12/schema");
  json.text("title", "ampsite site file");
  json.text(
      "description",
      "A charging installation: its grid, its tree of circuits and chargers, its network. Units stand in the keys: _a "
      "ampere, _ka kiloampere, _v volt, _m metre, _mm2 square millimetre, _dbm dBm, _h hours, _c degrees Celsius.");
  write_object_schema(schema, site_table());
  schema.write_definitions();
  json.end_object();
  return json.take() + "\n";
}

}  // namespace ampsite
