#pragma once
// The site while it is read: what the lists of a circuit are added to.

#include <cstddef>
#include <vector>

#include "ampsite/read/reader.h"
#include "ampsite/site/site.h"

namespace ampsite {

struct Assembly {
  Site& site;
  std::size_t charger_limit;
  /// The lists of circuits of the node that is being read: they wait until its other keys are read, so that
  /// its chargers and modules stand before those of its circuits.
  std::vector<YamlIndex> waiting_circuits;
};

/// Reads the supply with everything below it.
void read_supply(Reader& reader, YamlIndex value, Assembly& assembly);

/// Add the entries of a list to the node that is read at the time: the last one.
void read_chargers(Reader& reader, YamlIndex list, Assembly& assembly);
void read_plc_modules(Reader& reader, YamlIndex list, Assembly& assembly);
/// Keeps the list until the node's other keys are read.
void read_circuits_later(Reader& reader, YamlIndex list, Assembly& assembly);

/// What is decided once the whole file is read: AMP007, AMP008, the lines of every node, defaults that rest
/// on the grid.
void finish_site(Reader& reader, Site& site);

}  // namespace ampsite
