#include "ampsite/read/read_site.h"
#include "ampsite/read/tables/tables.h"

namespace ampsite {

std::string site_schema() {
  return file_schema(
      "ampsite site file",
      "A charging installation: its grid, its tree of circuits and chargers, its network. Units stand in the keys: _a "
      "ampere, _ka kiloampere, _v volt, _m metre, _mm2 square millimetre, _dbm dBm, _h hours, _c degrees Celsius.",
      site_table());
}

}  // namespace ampsite
