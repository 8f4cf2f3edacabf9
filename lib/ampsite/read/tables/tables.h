#pragma once
// The tables of fields of the site file, one for each object.

#include "ampsite/read/table.h"
#include "ampsite/site/house_number.h"

namespace ampsite {

const Table<SiteInfo>& site_info_table();
const Table<Grid>& grid_table();

const Table<Device>& device_table();
const Table<Cable>& cable_table();
/// The keys of a circuit; its lists of circuits, chargers and modules go to the Assembly.
const Table<Node>& circuit_table();
/// The same without position_m.
const Table<Node>& supply_table();

const Table<Charger>& charger_table();
const Table<PlcModule>& plc_module_table();

const Table<AccessPoint>& access_point_table();
const Table<Network>& network_table();

const Table<Planning>& planning_table();

/// An entry of the config's `tables`.
const Table<HouseNumber>& house_number_table();

/// The whole file.
const Table<Site>& site_table();

}  // namespace ampsite
