#include "ampsite/electric/not_known.h"

#include <fmt/format.h>

namespace ampsite {

std::string describe(const Site& site, const NotKnown& why) {
  const std::string whose =
      why.node == no_index || why.node >= site.nodes.size() ? "" : entity_of(site, site.nodes[why.node]) + ": ";
  switch (why.gap) {
    case Gap::missing:
      return fmt::format("{}`{}` is missing", whose, why.key);
    case Gap::doubted:
      return fmt::format("{}`{}` has a finding of its own", whose, why.key);
    case Gap::not_in_table:
      return fmt::format("{}`{}` is {:g}, which {} does not list", whose, why.key, why.value, why.with);
    case Gap::does_not_fit:
      return fmt::format("{}`{}` does not go with `{}`", whose, why.key, why.with);
    case Gap::zero:
      return fmt::format("{}`{}` is 0", whose, why.key);
    case Gap::busbar:
      return fmt::format("{}the impedance of a busbar is its maker's to tell", whose);
    case Gap::left_to_rcd:
      return fmt::format(
          "{}on TT earth faults are left to residual current devices, and the heat of the cable at the "
          "least fault is not known",
          whose);
    case Gap::not_tripped:
      return fmt::format("{}the least fault current does not trip the device, so how long it lasts is not known",
                         whose);
    case Gap::other_devices:
      return fmt::format("{}only a gG fuse above a gG fuse can be told without the makers' tables", whose);
  }
  return {};
}

}  // namespace ampsite
