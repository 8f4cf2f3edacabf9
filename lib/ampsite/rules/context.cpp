#include "ampsite/rules/context.h"

namespace ampsite {

RuleContext::RuleContext(const Site& from)
    : site(from),
      lines_certain(ampsite::lines_certain(from)),
      base_loads(sum_base_loads(from, lines_certain)),
      capacities(certain_capacities(from, lines_certain, base_loads)),
      plc_circuits(ampsite::plc_circuits(from)) {}

}  // namespace ampsite
