#pragma once
// The words that the site file uses for each enumeration, in the order of the format.

#include <array>
#include <string_view>

#include "ampsite/site/house_number.h"
#include "ampsite/site/site.h"

namespace ampsite {

template <class E>
struct Word {
  std::string_view text;
  E value;
};

constexpr auto words_of(Line) {
  return std::to_array<Word<Line>>({{"L1", Line::L1}, {"L2", Line::L2}, {"L3", Line::L3}});
}

constexpr auto words_of(GridSystem) {
  return std::to_array<Word<GridSystem>>({{"TN", GridSystem::TN},
                                          {"TN-S", GridSystem::TN_S},
                                          {"TN-C", GridSystem::TN_C},
                                          {"TN-C-S", GridSystem::TN_C_S},
                                          {"TT", GridSystem::TT},
                                          {"IT", GridSystem::IT}});
}

constexpr auto words_of(LoadManagement) {
  return std::to_array<Word<LoadManagement>>(
      {{"none", LoadManagement::none}, {"static", LoadManagement::static_limit}, {"apm", LoadManagement::apm}});
}

constexpr auto words_of(DeviceType) {
  return std::to_array<Word<DeviceType>>({{"gg", DeviceType::gg},
                                          {"mcb-b", DeviceType::mcb_b},
                                          {"mcb-c", DeviceType::mcb_c},
                                          {"mcb-d", DeviceType::mcb_d},
                                          {"mccb", DeviceType::mccb}});
}

constexpr auto words_of(RunKind) {
  return std::to_array<Word<RunKind>>({{"cable", RunKind::cable}, {"busbar", RunKind::busbar}});
}

constexpr auto words_of(Material) {
  return std::to_array<Word<Material>>({{"copper", Material::copper}, {"aluminium", Material::aluminium}});
}

constexpr auto words_of(Insulation) {
  return std::to_array<Word<Insulation>>({{"pvc", Insulation::pvc}, {"xlpe", Insulation::xlpe}});
}

constexpr auto words_of(InstallationMethod) {
  return std::to_array<Word<InstallationMethod>>({{"A2", InstallationMethod::A2},
                                                  {"B1", InstallationMethod::B1},
                                                  {"B2", InstallationMethod::B2},
                                                  {"C", InstallationMethod::C},
                                                  {"D1", InstallationMethod::D1},
                                                  {"E", InstallationMethod::E}});
}

constexpr auto words_of(Arrangement) {
  return std::to_array<Word<Arrangement>>({{"bunched", Arrangement::bunched},
                                           {"wall", Arrangement::wall},
                                           {"tray", Arrangement::tray},
                                           {"ladder", Arrangement::ladder}});
}

constexpr auto words_of(Terminal) {
  return std::to_array<Word<Terminal>>(
      {{"L1", Terminal::L1}, {"L2", Terminal::L2}, {"L3", Terminal::L3}, {"N", Terminal::N}, {"PE", Terminal::PE}});
}

constexpr auto words_of(PlcStandard) {
  return std::to_array<Word<PlcStandard>>({{"homeplug-av", PlcStandard::homeplug_av},
                                           {"homeplug-av2", PlcStandard::homeplug_av2},
                                           {"homeplug-green-phy", PlcStandard::homeplug_green_phy},
                                           {"homeplug-1.0", PlcStandard::homeplug_1_0},
                                           {"g.hn", PlcStandard::g_hn},
                                           {"other", PlcStandard::other}});
}

constexpr auto words_of(InternalFuse) {
  return std::to_array<Word<InternalFuse>>(
      {{"c32", InternalFuse::c32}, {"c40", InternalFuse::c40}, {"none", InternalFuse::none}});
}

constexpr auto words_of(RcdType) {
  return std::to_array<Word<RcdType>>(
      {{"AC", RcdType::AC}, {"A", RcdType::A}, {"F", RcdType::F}, {"B", RcdType::B}, {"EV", RcdType::EV}});
}

constexpr auto words_of(LteCoverage) {
  return std::to_array<Word<LteCoverage>>({{"none", LteCoverage::none},
                                           {"low", LteCoverage::low},
                                           {"medium", LteCoverage::medium},
                                           {"high", LteCoverage::high}});
}

constexpr auto words_of(SimState) {
  return std::to_array<Word<SimState>>({{"active", SimState::active}, {"inactive", SimState::inactive}});
}

constexpr auto words_of(Link) {
  return std::to_array<Word<Link>>({{"wifi", Link::wifi}, {"plc", Link::plc}, {"lte", Link::lte}});
}

constexpr auto words_of(Sharing) {
  return std::to_array<Word<Sharing>>({{"plc", Sharing::plc}, {"wifi", Sharing::wifi}});
}

constexpr auto words_of(WifiStandard) {
  return std::to_array<Word<WifiStandard>>({{"a", WifiStandard::a},
                                            {"b", WifiStandard::b},
                                            {"g", WifiStandard::g},
                                            {"n", WifiStandard::n},
                                            {"ac", WifiStandard::ac},
                                            {"ax", WifiStandard::ax},
                                            {"be", WifiStandard::be}});
}

constexpr auto words_of(Protocol) {
  return std::to_array<Word<Protocol>>({{"tcp", Protocol::tcp}, {"udp", Protocol::udp}, {"any", Protocol::any}});
}

constexpr auto words_of(LteSurvey) {
  return std::to_array<Word<LteSurvey>>({{"doors-closed", LteSurvey::doors_closed},
                                         {"doors-open", LteSurvey::doors_open},
                                         {"no-doors", LteSurvey::no_doors}});
}

constexpr auto words_of(CurrentModel) {
  return std::to_array<Word<CurrentModel>>(
      {{"arithmetic", CurrentModel::arithmetic}, {"phasor", CurrentModel::phasor}});
}

constexpr auto words_of(OnePhaseLine) {
  return std::to_array<Word<OnePhaseLine>>({{"charger", OnePhaseLine::charger}, {"terminal", OnePhaseLine::terminal}});
}

constexpr auto words_of(HouseTable) {
  return std::to_array<Word<HouseTable>>(
      {{"ampacity_a", HouseTable::ampacity_a},
       {"air_temperature_factor", HouseTable::air_temperature_factor},
       {"ground_temperature_factor", HouseTable::ground_temperature_factor},
       {"grouping_factor", HouseTable::grouping_factor},
       {"duct_grouping_factor", HouseTable::duct_grouping_factor},
       {"cold_resistance_ohm_per_km", HouseTable::cold_resistance_ohm_per_km},
       {"warm_resistivity_ohm_mm2_per_m", HouseTable::warm_resistivity_ohm_mm2_per_m},
       {"reactance_ohm_per_m", HouseTable::reactance_ohm_per_m},
       {"heating_k", HouseTable::heating_k},
       {"gg_opens_in_5_s_a", HouseTable::gg_opens_in_5_s_a},
       {"gg_opens_in_0_4_s_a", HouseTable::gg_opens_in_0_4_s_a},
       {"largest_voltage_factor", HouseTable::largest_voltage_factor},
       {"least_voltage_factor", HouseTable::least_voltage_factor},
       {"breaker_trips_at", HouseTable::breaker_trips_at}});
}

/// What people call a thing that the file calls otherwise, in small letters. The file does not take them; the
/// finding tells what to write.
template <class E>
constexpr std::array<Word<E>, 0> misnomers_of(E) {
  return {};
}

constexpr auto misnomers_of(Link) {
  return std::to_array<Word<Link>>({{"4g", Link::lte},
                                    {"lte-m", Link::lte},
                                    {"cellular", Link::lte},
                                    {"mobile", Link::lte},
                                    {"wlan", Link::wifi},
                                    {"powerline", Link::plc},
                                    {"homeplug", Link::plc}});
}

/// The file's word for a value.
template <class E>
constexpr std::string_view word_for(E value) {
  constexpr auto words = words_of(E{});
  for (const auto& word : words) {
    if (word.value == value) return word.text;
  }
  return {};
}

}  // namespace ampsite
