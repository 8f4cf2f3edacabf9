#pragma once
// Chargers with a link, for mutations of what a link needs: those that the example has, or one that is given its link
// here without a finding.

#include <string>

#include "ampsite/site/links.h"
#include "mutation/trial.h"

namespace ampsite::test {

/// The path of the level at a charger's own access point; empty where it has none.
std::string level_path(Trial& trial, const std::string& charger);

/// A charger on WiFi with a good level, that shares nothing; empty where the example can have none.
std::string wifi_charger(Trial& trial);
/// One that passes its WiFi on over PLC, the only one of the site, on a circuit without a module.
std::string gateway(Trial& trial);
/// A charger on PLC whose circuit has one module and no gateway.
std::string plc_charger(Trial& trial);
/// A charger on 4G with medium coverage or better.
std::string lte_charger(Trial& trial);

}  // namespace ampsite::test
