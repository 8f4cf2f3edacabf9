#pragma once
// The electrical tables with a house's own numbers.

#include <vector>

#include "ampsite/electric/electrical_tables.h"
#include "ampsite/site/house_number.h"

namespace ampsite {

/// Each number replaces the one of its row, or adds a row; its column names the house's source beside its own. An
/// entry with a value that is not known changes nothing.
ElectricalTables with_house_numbers(ElectricalTables tables, const std::vector<HouseNumber>& numbers);

}  // namespace ampsite
