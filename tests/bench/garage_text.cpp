#include "garage_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <random>
#include <string_view>
#include <vector>

namespace ampsite::bench {
namespace {

enum class Technology { wifi, plc, lte };

struct Busbar {
  int chargers = 0;
  Technology technology = Technology::wifi;
  int limit_a = 0;
  int length_m = 0;
};

struct Level {
  std::vector<Busbar> busbars;
  int limit_a = 0;
};

constexpr int busbars_per_level = 8;
constexpr int busbar_fuse_a = 250;
constexpr int level_fuse_a = busbars_per_level * busbar_fuse_a;
constexpr int base_load_a = 20;
constexpr int min_charge_a = 6;
constexpr int spacing_m = 2;

/// Whole numbers from a seed. The standard's distributions may differ between libraries.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  /// From low to high, both included.
  int between(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }

 private:
  std::mt19937_64 engine_;
};

Busbar make_busbar(int chargers_left, Dice& dice) {
  Busbar busbar;
  busbar.technology = std::array{Technology::wifi, Technology::plc, Technology::lte}[dice.between(0, 2)];
  // One PLC source serves at most 30 chargers.
  const int most = busbar.technology == Technology::plc ? 30 : 40;
  busbar.chargers = std::min(dice.between(25, most), chargers_left);
  busbar.limit_a = dice.between(min_charge_a * busbar.chargers, busbar_fuse_a);
  busbar.length_m = spacing_m * (busbar.chargers + 1);
  return busbar;
}

std::vector<Level> make_levels(int chargers, Dice& dice) {
  std::vector<Level> levels;
  for (int left = chargers; left > 0;) {
    Level level;
    int needed_a = 0;
    int granted_a = 0;
    for (int i = 0; i < busbars_per_level && left > 0; ++i) {
      const Busbar busbar = make_busbar(left, dice);
      left -= busbar.chargers;
      needed_a += min_charge_a * busbar.chargers;
      granted_a += busbar.limit_a;
      level.busbars.push_back(busbar);
    }
    level.limit_a = std::min(dice.between(needed_a, granted_a), level_fuse_a - base_load_a);
    levels.push_back(level);
  }
  return levels;
}

class GarageWriter {
 public:
  GarageWriter(const std::vector<Level>& levels, Dice& dice) : levels_(levels), dice_(dice) {}

  std::string text() {
    int chargers = 0;
    int limit_a = 0;
    for (const Level& level : levels_) {
      limit_a += level.limit_a;
      for (const Busbar& busbar : level.busbars) {
        chargers += busbar.chargers;
      }
    }
    line("ampsite: 1");
    line("site:\n  name: Large garage\n  country: NO\n  reference: P-2044");
    line("grid:\n  system: TN-S\n  voltage_v: 400\n  short_circuit: {{max_ka: 50, min_ka: 5}}");
    line("supply:\n  id: main\n  fuse_a: {}\n  limit_a: {}", static_cast<int>(levels_.size()) * level_fuse_a, limit_a);
    line("  load_management: static\n  device: {{type: mccb}}\n  circuits:");
    for (const Level& level : levels_) {
      write_level(level);
    }
    write_network(chargers);
    return fmt::to_string(out_);
  }

 private:
  template <class... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Arguments>(arguments)...);
    out_.push_back('\n');
  }

  void write_level(const Level& level) {
    ++level_number_;
    line("    - id: E{}\n      name: Level {}\n      fuse_a: {}", level_number_, level_number_, level_fuse_a);
    line("      limit_a: {}\n      base_load_a: {{L1: {}, L2: {}, L3: {}}}", level.limit_a, base_load_a,
         base_load_a - 3, base_load_a - 5);
    line("      device: {{type: mccb}}\n      circuits:");
    for (const Busbar& busbar : level.busbars) {
      write_busbar(busbar);
    }
  }

  void write_busbar(const Busbar& busbar) {
    ++busbar_number_;
    line("        - id: K{}\n          name: Busbar {}\n          kind: busbar\n          rated_a: {}", busbar_number_,
         busbar_number_, busbar_fuse_a);
    line("          fuse_a: {}\n          limit_a: {}\n          length_m: {}", busbar_fuse_a, busbar.limit_a,
         busbar.length_m);
    if (busbar.technology == Technology::plc) {
      line("          plc_modules:\n            - id: plc-{}\n              position_m: {}", busbar_number_,
           busbar.length_m / 2);
      line(
          "              terminals: [L1, N, PE]\n              standard: homeplug-av2\n              key_label: "
          "{:04X}X",
          busbar_number_);
    }
    line("          chargers:");
    for (int i = 0; i < busbar.chargers; ++i) {
      write_charger(busbar, i);
    }
  }

  void write_charger(const Busbar& busbar, int place) {
    static constexpr std::array<std::string_view, 3> wirings{"[L1, L2, L3]", "[L2, L3, L1]", "[L3, L1, L2]"};
    const bool wifi = busbar.technology == Technology::wifi;
    const bool plc = busbar.technology == Technology::plc;
    ++charger_number_;
    line("            - id: A{:05}\n              name: Flat {}\n              serial: ZPR{:06}", charger_number_,
         charger_number_, charger_number_);
    line("              position_m: {}\n              phases: {}", spacing_m * (place + 1),
         wirings[plc ? 0 : static_cast<std::size_t>(place % 3)]);
    line("              fuse_a: 40\n              internal_fuse: c32");
    line("              rcd: {{type: A, ma: 30, dc_detection: true}}");
    line("              min_a: {}\n              max_a: 32", min_charge_a);
    line("              vehicle: {{phases: {}, max_a: {}}}", dice_.between(0, 1) == 0 ? 1 : 3,
         dice_.between(0, 2) == 0 ? 16 : 32);
    if (wifi) {
      line("              rssi_dbm: {{ap-{}: {}, ap-{}: {}}}", access_point(0), -dice_.between(40, 64), access_point(1),
           -dice_.between(66, 90));
      line("              access_point: ap-{}", access_point(0));
    } else {
      line("              rssi_dbm: {}", -dice_.between(80, 95));
    }
    line("              lte:\n                coverage: {}\n                sim: active",
         dice_.between(0, 1) == 0 ? "medium" : "high");
    line("              link: {}", wifi ? "wifi" : plc ? "plc" : "lte");
  }

  void write_network(int chargers) {
    static constexpr std::array<int, 3> channels{1, 6, 11};
    line("network:\n  access_points:");
    for (int i = 1; i <= access_points; ++i) {
      line("    - id: ap-{}\n      bands_ghz: [2.4, 5]\n      standards: [b, g, n]\n      channel: {}", i,
           channels[static_cast<std::size_t>(i % 3)]);
    }
    line("  dhcp:\n    addresses: {}\n  dns: [192.168.1.1]\n  lte:\n    operator: Telenor\n    survey: doors-closed",
         2 * chargers);
  }

  /// The access point nearest to the present busbar, or another one.
  int access_point(int offset) const { return (busbar_number_ + offset) % access_points + 1; }

  static constexpr int access_points = 60;
  const std::vector<Level>& levels_;
  Dice& dice_;
  fmt::memory_buffer out_;
  int level_number_ = 0;
  int busbar_number_ = 0;
  int charger_number_ = 0;
};

}  // namespace

std::string garage_text(int chargers, std::uint64_t seed) {
  Dice dice(seed);
  const std::vector<Level> levels = make_levels(chargers, dice);
  return GarageWriter(levels, dice).text();
}

}  // namespace ampsite::bench
