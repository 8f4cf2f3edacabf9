#include "ampsite/rules/first_in_text.h"

#include <string>
#include <string_view>

#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// The chargers of a circuit stand before those of the supply.
Validation circuit_first(std::string_view charger, std::string_view grid) {
  const std::string first = std::string("{id: B1") + std::string(charger) + "}";
  const std::string second = std::string("{id: A1") + std::string(charger) + "}";
  return validate(SourceText("test.site.yaml", with_grid(grid,
                                                         "supply:\n"
                                                         "  id: main\n"
                                                         "  fuse_a: 63\n"
                                                         "  circuits:\n"
                                                         "    - {id: K1, fuse_a: 32, chargers: [" +
                                                             first +
                                                             "]}\n"
                                                             "  chargers: [" +
                                                             second + "]\n")));
}

/// The path of a rule's one finding.
std::string place_of_finding(std::string_view rule, std::string_view charger, std::string_view grid = "system: TN-S") {
  return only(circuit_first(charger, grid), rule).finding.path;
}

}  // namespace

TEST_CASE("a finding on the whole file names the charger that comes first in the file") {
  CHECK(place_of_finding("AMP304", ", phases: [L1, L2, L3], vehicle: {phases: 3}", "system: IT") ==
        "supply.circuits[0].chargers[0].vehicle.phases");
  CHECK(place_of_finding("AMP412", ", link: wifi") == "supply.circuits[0].chargers[0].link");
  CHECK(place_of_finding("AMP707", "") == "supply.circuits[0].chargers[0].link");
}

TEST_CASE("a finding on what the file lacks stands at the charger that comes first in the file") {
  const Validation validation = circuit_first(", link: lte, lte: {coverage: high}", "system: TN-S");
  CHECK(only(validation, "AMP605").finding.span == validation.site->chargers[1].link.span);
  const Validation addresses = circuit_first(", link: plc", "system: TN-S");
  CHECK(only(addresses, "AMP705").finding.span == place_of(addresses.site->chargers[1]));
}

TEST_CASE("the first of no charger is none") {
  CHECK(first_in_text({}, [](const Charger&) { return true; }) == nullptr);
  CHECK(first_in_text(std::vector<Charger>(2), [](const Charger&) { return false; }) == nullptr);
}
