#include "ampsite/electric/ampacity.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "ampsite/electric/working.h"
#include "ampsite/read/read_site.h"
#include "ampsite/source/source_text.h"
#include "electric/electric_circuits.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

const ElectricalTables& tables = standard_tables();

double ampacity_a(const Cable& cable, int loaded = 3) {
  const Calculated<Ampacity> ampacity = ampacity_of(cable, loaded, tables);
  REQUIRE(ampacity.known());
  return ampacity->current_a;
}

Site site_with_cable(const std::string& cable) {
  const SourceText text(
      "site.yaml",
      "ampsite: 1\ngrid: {system: TN-S}\nsupply: {id: main, fuse_a: 125, circuits: [{id: K1, fuse_a: 63, "
      "cable: " +
          cable + ", chargers: [{id: A1}]}]}\n");
  const ReadResult read = read_site(text);
  REQUIRE(read.site);
  return *read.site;
}

NotKnown why_not(const Cable& cable, int loaded = 3) {
  const Calculated<Ampacity> ampacity = ampacity_of(cable, loaded, tables);
  REQUIRE_FALSE(ampacity.known());
  return ampacity.why_not;
}

}  // namespace

TEST_CASE("a cable alone at 30 degrees carries what the table says") {
  CHECK(ampacity_a(cable(16)) == 76);
  CHECK(ampacity_a(cable(16), 2) == 85);
  CHECK(ampacity_a(cable(35, InstallationMethod::A2, Insulation::xlpe, Material::aluminium)) == 87);
  CHECK(ampacity_a(cable(240, InstallationMethod::E, Insulation::xlpe)) == 538);
  CHECK(ampacity_a(cable(25, InstallationMethod::D1, Insulation::xlpe, Material::aluminium), 2) == 90);
}

TEST_CASE("temperature and grouping lower it, and the working shows by how much") {
  Cable warm = cable(16);
  warm.ambient_c = stated(40.0);
  warm.grouped = stated(2);
  warm.arrangement = stated(Arrangement::bunched);
  CHECK(ampacity_a(warm) == doctest::Approx(76 * 0.87 * 0.8));
  CHECK(working(*ampacity_of(warm, 3, tables)) ==
        "Iz = 76 A × 0.87 × 0.8 = 52.9 A (3 loaded conductors, IEC 60364-5-52:2009 table B.52.4; 40 °C, IEC "
        "60364-5-52:2009 table B.52.14; 2 circuits, IEC 60364-5-52:2009 table B.52.17)");
}

TEST_CASE("between two rows of factors the careful one counts") {
  Cable warm = cable(16);
  warm.ambient_c = stated(31.0);
  CHECK(ampacity_a(warm) == doctest::Approx(76 * 0.94));
  warm.ambient_c = stated(-20.0);
  CHECK(ampacity_a(warm) == doctest::Approx(76 * 1.22));
  Cable many = cable(16, InstallationMethod::B2);
  many.grouped = stated(10);
  CHECK(ampacity_a(many) == doctest::Approx(62 * 0.45));
}

TEST_CASE("the way circuits lie together has to be one that the method has") {
  const auto grouped = [](InstallationMethod method, std::optional<Arrangement> arrangement, int circuits = 3) {
    Cable together = cable(16, method);
    together.grouped = stated(circuits);
    if (arrangement) together.arrangement = stated(*arrangement);
    return together;
  };
  const auto factor = [&](InstallationMethod method, std::optional<Arrangement> arrangement, int circuits = 3) {
    return ampacity_of(grouped(method, arrangement, circuits), 3, tables)->grouping_factor;
  };
  CHECK(factor(InstallationMethod::B2, std::nullopt) == 0.70);
  CHECK(factor(InstallationMethod::D1, std::nullopt) == 0.75);
  CHECK(factor(InstallationMethod::C, Arrangement::bunched) == 0.70);
  CHECK(factor(InstallationMethod::C, Arrangement::wall) == 0.79);
  CHECK(factor(InstallationMethod::C, Arrangement::tray) == 0.79);
  CHECK(factor(InstallationMethod::E, Arrangement::tray) == 0.82);
  CHECK(factor(InstallationMethod::E, Arrangement::ladder) == 0.82);
  CHECK(factor(InstallationMethod::E, Arrangement::tray, 4) == 0.77);
  CHECK(factor(InstallationMethod::E, Arrangement::ladder, 4) == 0.80);
  const NotKnown misfit{Gap::does_not_fit, "cable.arrangement", 0, "cable.method", no_index};
  CHECK(why_not(grouped(InstallationMethod::B1, Arrangement::ladder)) == misfit);
  CHECK(why_not(grouped(InstallationMethod::D1, Arrangement::tray)) == misfit);
  CHECK(why_not(grouped(InstallationMethod::C, Arrangement::ladder)) == misfit);
  CHECK(why_not(grouped(InstallationMethod::E, Arrangement::wall)) == misfit);
  CHECK(why_not(grouped(InstallationMethod::C, std::nullopt)).gap == Gap::missing);
  CHECK(why_not(grouped(InstallationMethod::E, std::nullopt)).key == "cable.arrangement");
}

TEST_CASE("a cable alone needs no arrangement") {
  Cable alone = cable(16, InstallationMethod::E);
  CHECK(ampacity_a(alone) == 80);
  alone.arrangement = stated(Arrangement::tray);
  CHECK(ampacity_a(alone) == 80);
}

TEST_CASE("an arrangement that the method does not have is told of a cable alone too") {
  Cable alone = cable(16, InstallationMethod::A2);
  alone.arrangement = stated(Arrangement::ladder);
  CHECK(why_not(alone) == NotKnown{Gap::does_not_fit, "cable.arrangement", 0, "cable.method", no_index});
  alone = cable(16, InstallationMethod::D1);
  alone.arrangement = stated(Arrangement::tray);
  CHECK(why_not(alone).key == "cable.arrangement");
}

TEST_CASE("a stated ampacity is final, even of a cable that no table has") {
  Cable odd = cable(17);
  CHECK(why_not(odd) ==
        NotKnown{Gap::not_in_table, "cable.size_mm2", 17, "IEC 60364-5-52:2009 table B.52.4", no_index});
  odd.ampacity_a = stated(81.0);
  CHECK(ampacity_a(odd) == 81);
  CHECK(working(*ampacity_of(odd, 3, tables)) == "Iz = 81 A, as the file states it");
  odd.ampacity_a = {0.0, Presence::unknown, {}, {}};
  CHECK(why_not(odd).gap == Gap::doubted);
}

TEST_CASE("where the tables end, nothing is guessed") {
  Cable hot = cable(16);
  hot.ambient_c = stated(61.0);
  CHECK(why_not(hot) ==
        NotKnown{Gap::not_in_table, "cable.ambient_c", 61, "IEC 60364-5-52:2009 table B.52.14", no_index});
  Cable hot_ground = cable(16, InstallationMethod::D1);
  hot_ground.ambient_c = stated(41.0);
  CHECK(why_not(hot_ground).key == "cable.ambient_c");
  Cable crowd = cable(16, InstallationMethod::A2);
  crowd.grouped = stated(21);
  CHECK(why_not(crowd) ==
        NotKnown{Gap::not_in_table, "cable.grouped", 21, "IEC 60364-5-52:2009 table B.52.17", no_index});
  CHECK(why_not(cable(1.5, InstallationMethod::C, Insulation::pvc, Material::aluminium)).key == "cable.size_mm2");
}

TEST_CASE("the first value that is missing is named") {
  Cable bare;
  CHECK(why_not(bare) == NotKnown{Gap::missing, "cable.size_mm2", 0, {}, no_index});
  Cable without_method = cable(16);
  without_method.method = {};
  CHECK(why_not(without_method).key == "cable.method");
  Cable without_group = cable(16);
  without_group.grouped = {};
  CHECK(why_not(without_group).key == "cable.grouped");
}

TEST_CASE("a busbar carries its rated current") {
  Circuit bar = circuit("K1", 250);
  bar.node.kind = stated(RunKind::busbar);
  CHECK(ampacity_of(tn_grid(), bar.node, tables).why_not.key == "rated_a");
  bar.node.rated_a = stated(250.0);
  CHECK(ampacity_of(tn_grid(), bar.node, tables)->current_a == 250);
}

TEST_CASE("a site takes over from the tables what its cables carry, unless the file says it or data are missing") {
  const auto carries = [](const std::string& more) {
    const Site site = site_with_cable("{size_mm2: 10, material: copper, insulation: pvc, method: B2" + more + "}");
    const std::optional<Site> made = with_table_ampacities(site, tables);
    return made ? made->nodes[1].cable->ampacity_a.value : 0;
  };
  CHECK(carries(", grouped: 1") == 46);
  CHECK(carries(", grouped: 2, arrangement: bunched, ambient_c: 40") == doctest::Approx(46 * 0.80 * 0.87));
  CHECK(carries("") == 0);
  CHECK(carries(", grouped: 1, ampacity_a: 40") == 0);
}

TEST_CASE("loaded conductors are those that carry current") {
  CHECK(loaded_conductors(LineSet::all(), true) == 3);
  CHECK(loaded_conductors(LineSet::all(), false) == 3);
  CHECK(loaded_conductors({Line::L1, Line::L2}, true) == 3);
  CHECK(loaded_conductors({Line::L1, Line::L3}, false) == 2);
  CHECK(loaded_conductors({Line::L2}, true) == 2);
}

TEST_CASE("a gG fuse needs a cable that carries more than its rating") {
  CHECK(overload_factor(DeviceType::gg, 63) == 1.10);
  CHECK(overload_factor(DeviceType::gg, 16) == 1.10);
  CHECK(overload_factor(DeviceType::gg, 10) == 1.31);
  CHECK(overload_factor(DeviceType::mcb_c, 10) == 1);
}

TEST_CASE("a house's own column takes the place of the standard's") {
  ElectricalTables own = standard_tables();
  own.ampacity_of(Material::copper, Insulation::pvc, InstallationMethod::C, 3) = {{{16, 70}}, "house sheet 4"};
  const Calculated<Ampacity> ampacity = ampacity_of(cable(16), 3, own);
  CHECK(ampacity->current_a == 70);
  CHECK(ampacity->table_source == "house sheet 4");
  CHECK(ampacity_a(cable(16)) == 76);
}

TEST_CASE("every column of the tables rises with the size and falls with warmth and company") {
  for (const Material material : {Material::copper, Material::aluminium}) {
    for (const Insulation insulation : {Insulation::pvc, Insulation::xlpe}) {
      for (int method = 0; method < static_cast<int>(method_count); ++method) {
        for (const int loaded : {2, 3}) {
          const auto& rows =
              tables.ampacity_of(material, insulation, static_cast<InstallationMethod>(method), loaded).rows;
          CHECK(rows.size() == (material == Material::copper ? 15 : 14));
          for (std::size_t i = 1; i < rows.size(); ++i) CHECK(rows[i].number > rows[i - 1].number);
        }
      }
    }
  }
  for (const TableColumn& column : tables.grouping_factor) {
    for (std::size_t i = 1; i < column.rows.size(); ++i) CHECK(column.rows[i].number <= column.rows[i - 1].number);
  }
}
