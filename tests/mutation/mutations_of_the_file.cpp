// Mutations for AMP0xx: what is wrong with the file itself.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "mutation/mutations.h"

namespace ampsite::test {
namespace {

/// Those of `keys` that stand below an entity, as paths.
std::vector<std::string> present(const Draft& draft, const std::string& entity, const std::vector<std::string>& keys) {
  std::vector<std::string> paths;
  for (const std::string& key : keys) {
    if (draft.has(entity + "." + key)) paths.push_back(entity + "." + key);
  }
  return paths;
}

/// The path of one of the entities of the file, of whatever kind.
std::string any_entity(Trial& trial) {
  const auto all = [](const auto&) { return true; };
  std::vector<std::string> paths{trial.any_node(all), trial.any_charger(all)};
  if (!trial.site().modules.empty()) paths.push_back(trial.any_module(all));
  if (!trial.site().access_points().empty()) paths.push_back(trial.any_access_point(all));
  return trial.one_of(paths);
}

/// Numbers that an entity states.
std::vector<std::string> numbers(const Draft& draft, const std::string& entity) {
  return present(draft, entity,
                 {"position_m", "fuse_a", "length_m", "rated_a", "max_clients", "cable.size_mm2", "cable.pe_mm2",
                  "rcd.ma", "device.breaking_ka"});
}

Span behind(Span span) { return {span.end, span.end}; }

bool yaml_syntax(Trial& trial) {
  Draft& draft = trial.draft;
  const std::string charger = trial.any_charger([](const Charger&) { return true; });
  const std::string id = charger + ".id";
  const int line = draft.line_of(id);
  const std::string written = draft.written(id);
  switch (trial.between(0, 3)) {
    case 0:  // a quote that nobody closes
      draft.splice(draft.span(id), "\"" + written);
      break;
    case 1:  // a bracket too many
      draft.splice(behind(draft.span(id)), "]");
      break;
    case 2:  // an alias of nothing
      draft.splice(draft.span(id), "*" + written);
      break;
    default: {
      const std::vector<std::string> paths = numbers(draft, charger);
      if (paths.empty()) return false;
      const std::uint32_t value = draft.span(paths.front()).begin;
      const int line_of_value = draft.line_of(paths.front());
      draft.splice({value - 1, value}, "");  // "position_m:7"
      trial.expect_on_line("AMP001", line_of_value);
      trial.may_silence_notes();
      return true;
    }
  }
  trial.expect_on_line("AMP001", line);
  trial.may_silence_notes();
  return true;
}

bool duplicate_key(Trial& trial) {
  const std::string path = trial.one_of(trial.draft.keys());
  trial.expect_on_line("AMP002", trial.draft.repeat(path));
  trial.may_silence_notes();
  return true;
}

/// Its keys are ids of access points.
bool names_access_points(std::string_view mapping) {
  return mapping.ends_with(".rssi_dbm") || mapping.ends_with(".hears");
}

bool unknown_key(Trial& trial) {
  if (trial.toss()) {
    const std::string entity = any_entity(trial);
    const std::string key = trial.one_of<std::string>({"colour", "bay", "floor", "parking_space"});
    trial.draft.set(entity + "." + key, "blue");
    trial.expect("AMP003", entity + "." + key);
    return true;
  }
  // A slip of the pen in any key.
  const std::string path = trial.one_of(trial.draft.keys());
  if (names_access_points(parent_path(path))) return false;
  std::string key(last_key(path));
  const auto at = static_cast<std::size_t>(trial.between(0, static_cast<int>(key.size()) - 1));
  key.insert(at, 1, key[at]);
  trial.expect_on_line("AMP003", trial.draft.rename_key(path, key));
  trial.may_silence_notes();
  return true;
}

bool missing_key(Trial& trial) {
  Draft& draft = trial.draft;
  switch (trial.between(0, 3)) {
    case 0:
      draft.remove("ampsite");
      trial.expect_at_entity("AMP004", "");
      return true;
    case 1:
      trial.may_silence("AMP207");
      draft.remove("grid.system");
      trial.expect_at_entity("AMP004", "grid");
      return true;
    default: {
      const std::string entity = any_entity(trial);
      draft.remove(entity + ".id");
      trial.expect_at_entity("AMP004", entity);
      return true;
    }
  }
}

bool wrong_type(Trial& trial) {
  trial.may_silence_notes();
  if (trial.toss()) {
    // Nowhere in the file does a list of lists stand.
    const std::string path = trial.one_of(trial.draft.leaves());
    trial.draft.set(path, "[[1]]");
    trial.expect("AMP005", path);
    return true;
  }
  const std::vector<std::string> paths = numbers(trial.draft, any_entity(trial));
  if (paths.empty()) return false;
  const std::string path = trial.one_of(paths);
  const std::string written = trial.draft.written(path);
  trial.draft.set(path, trial.one_of<std::string>({"'" + written + "'", "\"" + written + "\"", "[" + written + "]",
                                                   written + " A", "0" + written, "many"}));
  trial.expect("AMP005", path);
  return true;
}

bool out_of_range(Trial& trial) {
  const std::string entity = any_entity(trial);
  const std::vector<std::string> paths = numbers(trial.draft, entity);
  trial.may_silence("AMP207");
  if (paths.empty() || trial.toss()) {
    const auto [path, value] = trial.one_of<std::pair<std::string, std::string>>({{"ampsite", "2"},
                                                                                  {"grid.system", "TNS"},
                                                                                  {"grid.phases", "2"},
                                                                                  {"grid.voltage_v", "0"},
                                                                                  {"site.country", "47"}});
    trial.draft.set(path, value);
    trial.expect("AMP006", path);
    return true;
  }
  const std::string path = trial.one_of(paths);
  trial.draft.set(path, trial.one_of<std::string>({"-1", ".nan", ".inf", "-.inf", "1e12"}));
  trial.expect("AMP006", path);
  return true;
}

std::string entity_at(const Site& site, std::string_view path) {
  std::string found;
  const auto look = [&](const auto& entities) {
    for (const auto& entity : entities) {
      if (path_of(site, entity) == path) found = entity_of(site, entity);
    }
  };
  look(site.nodes);
  look(site.chargers);
  look(site.modules);
  look(site.access_points());
  return found;
}

bool duplicate_id(Trial& trial) {
  const auto all = [](const auto&) { return true; };
  const std::string changed = trial.any_charger(all) + ".id";
  const std::string other = any_entity(trial) + ".id";
  if (changed == other) return false;
  trial.draft.set(changed, trial.draft.written(other));
  // The first is told by what the ids belong to; then circuits and modules come before chargers, then the file's order.
  const std::string entity = entity_at(trial.site(), parent_path(changed));
  const std::string other_entity = entity_at(trial.site(), parent_path(other));
  const bool later =
      other.find(".chargers[") == std::string::npos || trial.draft.span(changed).begin > trial.draft.span(other).begin;
  if (entity == other_entity ? later : natural_less(other_entity, entity)) {
    trial.expect("AMP007", changed);
  } else {
    trial.expect_elsewhere("AMP007", other);  // the second of the two
  }
  return true;
}

bool unknown_reference(Trial& trial) {
  const std::string charger = trial.any_charger([](const Charger&) { return true; });
  const int nobody = trial.between(70, 99);
  if (trial.toss()) {
    trial.draft.set(charger + ".access_point", fmt::format("nobody-{}", nobody));
    trial.expect("AMP008", charger + ".access_point");
    return true;
  }
  const std::string access_point = trial.any_access_point([](const AccessPoint&) { return true; });
  if (access_point.empty()) return false;
  trial.draft.set(fmt::format("{}.hears.nobody-{}", access_point, nobody), "-80");
  trial.expect("AMP008", fmt::format("{}.hears.nobody-{}", access_point, nobody));
  return true;
}

bool secret_in_file(Trial& trial) {
  const std::string where = trial.one_of<std::string>({"site", "network", any_entity(trial)});
  const std::string key = trial.one_of<std::string>({"password", "wifi_password", "psk", "api_token", "passphrase"});
  trial.draft.set(where + "." + key, "correct-horse");
  trial.expect("AMP009", where + "." + key);
  return true;
}

bool unused_suppression(Trial& trial) {
  const std::string id = trial.any_charger([](const Charger&) { return true; }) + ".id";
  const std::string rule = trial.one_of<std::string>({"AMP101", "AMP204", "AMP206", "AMP210", "AMP212"});
  trial.draft.comment(id, fmt::format("ampsite: ignore[{}] measured by hand", rule));
  trial.expect("AMP010", id);
  return true;
}

bool suppression_without_reason(Trial& trial) {
  const std::string charger = trial.any_charger([](const Charger& c) { return c.rcd.absent(); });
  if (charger.empty()) return false;
  trial.draft.set(charger + ".rcd", "{type: AC, ma: 30}");
  const std::string reason = "replaced next week";
  trial.draft.comment(charger + ".rcd", "ampsite: ignore[AMP210] " + reason);
  trial.prepared();
  const auto at = static_cast<std::uint32_t>(trial.draft.text().find(reason));
  trial.draft.splice({at, at + static_cast<std::uint32_t>(reason.size())}, "");
  trial.expect("AMP011", charger + ".rcd");
  return true;
}

constexpr std::array mutations{
    Mutation{"AMP001", yaml_syntax},
    Mutation{"AMP002", duplicate_key},
    Mutation{"AMP003", unknown_key},
    Mutation{"AMP004", missing_key},
    Mutation{"AMP005", wrong_type},
    Mutation{"AMP006", out_of_range},
    Mutation{"AMP007", duplicate_id},
    Mutation{"AMP008", unknown_reference},
    Mutation{"AMP009", secret_in_file},
    Mutation{"AMP010", unused_suppression},
    Mutation{"AMP011", suppression_without_reason},
};

}  // namespace

std::span<const Mutation> mutations_of_the_file() { return mutations; }

}  // namespace ampsite::test
