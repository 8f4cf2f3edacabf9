// Current-carrying capacities of IEC 60364-5-52:2009 (HD 60364-5-52:2011), annex B, multi-core cables: 30 °C in air,
// 20 °C in the ground, soil of 2.5 K·m/W. Each column was found alike in two or more public re-publications, whose
// neighbouring columns agree in every size: for three loaded conductors in three or more re-implementations; for two,
// in jacho35/protectionpro (backend/analysis/iec_60364_data.py, f394ebe6), the Vietnamese TCVN 7447-5-52:2010, and
// Belgian, Danish, German, Romanian and Turkish copies of the harmonised document. Not compared with the purchased
// standard.

#include "ampsite/electric/standard_ampacities.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace ampsite {

namespace {

constexpr std::array<double, 15> sizes_mm2{1.5, 2.5, 4, 6, 10, 16, 25, 35, 50, 70, 95, 120, 150, 185, 240};

struct AmpacityLine {
  Material material;
  Insulation insulation;
  InstallationMethod method;
  int loaded_conductors;
  std::string_view table;
  std::array<double, sizes_mm2.size()> current_a;  ///< 0: the standard gives none
};

// clang-format off
constexpr auto lines = std::to_array<AmpacityLine>({
    {Material::copper, Insulation::pvc, InstallationMethod::A2, 2, "B.52.2", {14, 18.5, 25, 32, 43, 57, 75, 92, 110, 139, 167, 192, 219, 248, 291}},
    {Material::copper, Insulation::pvc, InstallationMethod::A2, 3, "B.52.4", {13, 17.5, 23, 29, 39, 52, 68, 83, 99, 125, 150, 172, 196, 223, 261}},
    {Material::copper, Insulation::pvc, InstallationMethod::B1, 2, "B.52.2", {17.5, 24, 32, 41, 57, 76, 101, 125, 151, 192, 232, 269, 300, 341, 400}},
    {Material::copper, Insulation::pvc, InstallationMethod::B1, 3, "B.52.4", {15.5, 21, 28, 36, 50, 68, 89, 110, 134, 171, 207, 239, 262, 296, 346}},
    {Material::copper, Insulation::pvc, InstallationMethod::B2, 2, "B.52.2", {16.5, 23, 30, 38, 52, 69, 90, 111, 133, 168, 201, 232, 258, 294, 344}},
    {Material::copper, Insulation::pvc, InstallationMethod::B2, 3, "B.52.4", {15, 20, 27, 34, 46, 62, 80, 99, 118, 149, 179, 206, 225, 255, 297}},
    {Material::copper, Insulation::pvc, InstallationMethod::C, 2, "B.52.2", {19.5, 27, 36, 46, 63, 85, 112, 138, 168, 213, 258, 299, 344, 392, 461}},
    {Material::copper, Insulation::pvc, InstallationMethod::C, 3, "B.52.4", {17.5, 24, 32, 41, 57, 76, 96, 119, 144, 184, 223, 259, 299, 341, 403}},
    {Material::copper, Insulation::pvc, InstallationMethod::D1, 2, "B.52.2", {22, 29, 37, 46, 60, 78, 99, 119, 140, 173, 204, 231, 261, 292, 336}},
    {Material::copper, Insulation::pvc, InstallationMethod::D1, 3, "B.52.4", {18, 24, 30, 38, 50, 64, 82, 98, 116, 143, 169, 192, 217, 243, 280}},
    {Material::copper, Insulation::pvc, InstallationMethod::E, 2, "B.52.10", {22, 30, 40, 51, 70, 94, 119, 148, 180, 232, 282, 328, 379, 434, 514}},
    {Material::copper, Insulation::pvc, InstallationMethod::E, 3, "B.52.10", {18.5, 25, 34, 43, 60, 80, 101, 126, 153, 196, 238, 276, 319, 364, 430}},
    {Material::copper, Insulation::xlpe, InstallationMethod::A2, 2, "B.52.3", {18.5, 25, 33, 42, 57, 76, 99, 121, 145, 183, 220, 253, 290, 329, 386}},
    {Material::copper, Insulation::xlpe, InstallationMethod::A2, 3, "B.52.5", {16.5, 22, 30, 38, 51, 68, 89, 109, 130, 164, 197, 227, 259, 295, 346}},
    {Material::copper, Insulation::xlpe, InstallationMethod::B1, 2, "B.52.3", {23, 31, 42, 54, 75, 100, 133, 164, 198, 253, 306, 354, 393, 449, 528}},
    {Material::copper, Insulation::xlpe, InstallationMethod::B1, 3, "B.52.5", {20, 28, 37, 48, 66, 88, 117, 144, 175, 222, 269, 312, 342, 384, 450}},
    {Material::copper, Insulation::xlpe, InstallationMethod::B2, 2, "B.52.3", {22, 30, 40, 51, 69, 91, 119, 146, 175, 221, 265, 305, 334, 384, 459}},
    {Material::copper, Insulation::xlpe, InstallationMethod::B2, 3, "B.52.5", {19.5, 26, 35, 44, 60, 80, 105, 128, 154, 194, 233, 268, 300, 340, 398}},
    {Material::copper, Insulation::xlpe, InstallationMethod::C, 2, "B.52.3", {24, 33, 45, 58, 80, 107, 138, 171, 209, 269, 328, 382, 441, 506, 599}},
    {Material::copper, Insulation::xlpe, InstallationMethod::C, 3, "B.52.5", {22, 30, 40, 52, 71, 96, 119, 147, 179, 229, 278, 322, 371, 424, 500}},
    {Material::copper, Insulation::xlpe, InstallationMethod::D1, 2, "B.52.3", {25, 33, 43, 53, 71, 91, 116, 139, 164, 203, 239, 271, 306, 343, 395}},
    {Material::copper, Insulation::xlpe, InstallationMethod::D1, 3, "B.52.5", {21, 28, 36, 44, 58, 75, 96, 115, 135, 167, 197, 223, 251, 281, 324}},
    {Material::copper, Insulation::xlpe, InstallationMethod::E, 2, "B.52.12", {26, 36, 49, 63, 86, 115, 149, 185, 225, 289, 352, 410, 473, 542, 641}},
    {Material::copper, Insulation::xlpe, InstallationMethod::E, 3, "B.52.12", {23, 32, 42, 54, 75, 100, 127, 158, 192, 246, 298, 346, 399, 456, 538}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::A2, 2, "B.52.2", {0, 14.5, 19.5, 25, 33, 44, 58, 71, 86, 108, 130, 150, 172, 195, 229}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::A2, 3, "B.52.4", {0, 13.5, 17.5, 23, 31, 41, 53, 65, 78, 98, 118, 135, 155, 176, 207}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::B1, 2, "B.52.2", {0, 18.5, 25, 32, 44, 60, 79, 97, 118, 150, 181, 210, 234, 266, 312}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::B1, 3, "B.52.4", {0, 16.5, 22, 28, 39, 53, 70, 86, 104, 133, 161, 186, 204, 230, 269}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::B2, 2, "B.52.2", {0, 17.5, 24, 30, 41, 54, 71, 86, 104, 131, 157, 181, 201, 230, 269}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::B2, 3, "B.52.4", {0, 15.5, 21, 27, 36, 48, 62, 77, 92, 116, 139, 160, 176, 199, 232}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::C, 2, "B.52.2", {0, 21, 28, 36, 49, 66, 83, 103, 125, 160, 195, 226, 261, 298, 352}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::C, 3, "B.52.4", {0, 18.5, 25, 32, 44, 59, 73, 90, 110, 140, 170, 197, 227, 259, 305}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::D1, 2, "B.52.2", {0, 22, 29, 36, 47, 61, 77, 93, 109, 135, 159, 180, 204, 228, 262}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::D1, 3, "B.52.4", {0, 18.5, 24, 30, 39, 50, 64, 77, 91, 112, 132, 150, 169, 190, 218}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::E, 2, "B.52.11", {0, 23, 31, 39, 54, 73, 89, 111, 135, 173, 210, 244, 282, 322, 380}},
    {Material::aluminium, Insulation::pvc, InstallationMethod::E, 3, "B.52.11", {0, 19.5, 26, 33, 46, 61, 78, 96, 117, 150, 183, 212, 245, 280, 330}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::A2, 2, "B.52.3", {0, 19.5, 26, 33, 45, 60, 78, 96, 115, 145, 175, 201, 230, 262, 307}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::A2, 3, "B.52.5", {0, 18, 24, 31, 41, 55, 71, 87, 104, 131, 157, 180, 206, 233, 273}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::B1, 2, "B.52.3", {0, 25, 33, 43, 59, 79, 105, 130, 157, 200, 242, 281, 307, 351, 412}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::B1, 3, "B.52.5", {0, 22, 29, 38, 52, 71, 93, 116, 140, 179, 217, 251, 267, 300, 351}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::B2, 2, "B.52.3", {0, 23, 31, 40, 54, 72, 94, 115, 138, 175, 210, 242, 261, 300, 358}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::B2, 3, "B.52.5", {0, 21, 28, 35, 48, 64, 84, 103, 124, 156, 188, 216, 240, 272, 318}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::C, 2, "B.52.3", {0, 26, 35, 45, 62, 84, 101, 126, 154, 198, 241, 280, 324, 371, 439}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::C, 3, "B.52.5", {0, 24, 32, 41, 57, 76, 90, 112, 136, 174, 211, 245, 283, 323, 382}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::D1, 2, "B.52.3", {0, 26, 33, 42, 55, 71, 90, 108, 128, 158, 186, 211, 238, 267, 307}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::D1, 3, "B.52.5", {0, 22, 28, 35, 46, 59, 75, 90, 106, 130, 154, 174, 197, 220, 253}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::E, 2, "B.52.13", {0, 28, 38, 49, 67, 91, 108, 135, 164, 211, 257, 300, 346, 397, 470}},
    {Material::aluminium, Insulation::xlpe, InstallationMethod::E, 3, "B.52.13", {0, 24, 32, 42, 58, 77, 97, 120, 146, 187, 227, 263, 304, 347, 409}},
});
// clang-format on

}  // namespace

void fill_standard_ampacities(ElectricalTables& tables) {
  for (const AmpacityLine& line : lines) {
    TableColumn& column = tables.ampacity_of(line.material, line.insulation, line.method, line.loaded_conductors);
    column.source = fmt::format("IEC 60364-5-52:2009 table {}", line.table);
    for (std::size_t i = 0; i < sizes_mm2.size(); ++i) {
      if (line.current_a[i] > 0) column.rows.push_back({sizes_mm2[i], line.current_a[i]});
    }
  }
}

}  // namespace ampsite
