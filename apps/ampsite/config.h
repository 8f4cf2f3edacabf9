#pragma once
// The house's config, `.ampsite.yaml`: where it is found, and what it is allowed to say.

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "ampsite/read/read_config.h"
#include "ampsite/rules/validate.h"
#include "files.h"

namespace ampsite::app {

/// What a config is called where --config does not name one.
inline constexpr std::string_view config_name = ".ampsite.yaml";

/// --config and --no-config.
struct ConfigChoice {
  std::string file;
  bool none = false;
};

struct HouseConfig {
  std::string folder;  ///< absolute, that of the config file; the working folder where there is none
  Config config;
  SeverityOverrides severities;

  ValidateOptions validate_options() const { return {config.planning, severities, {}, config.tables}; }
};

/// Finds and reads configs, each once. A config that cannot be used is a UsageError with the place.
class Configs {
 public:
  Configs(ConfigChoice choice, const Files& files, bool colour);

  /// The config for a file, by its absolute path: the one named, else the nearest `.ampsite.yaml` in its
  /// folder or above, not beyond a folder with `.git`.
  const HouseConfig& for_file(const std::string& path);
  /// The config for a file that would stand in the working folder.
  const HouseConfig& for_working_folder();
  /// An `exclude` pattern of the path's config takes it out.
  bool excludes(const std::string& path);

 private:
  using Found = std::shared_ptr<const HouseConfig>;

  const Found& for_folder(const std::string& folder);
  Found read(const std::string& path) const;

  ConfigChoice choice_;
  const Files& files_;
  std::string working_folder_;
  bool colour_;
  Found none_;
  Found named_;
  std::map<std::string, Found> by_folder_;
};

}  // namespace ampsite::app
