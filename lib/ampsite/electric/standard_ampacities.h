#pragma once
// The current-carrying capacities that are compiled in.

#include "ampsite/electric/electrical_tables.h"

namespace ampsite {

/// Fills in the columns of every cable and method.
void fill_standard_ampacities(ElectricalTables& tables);

}  // namespace ampsite
