#include "overwriting.h"

#include <fmt/format.h>

#include "find_files.h"
#include "paths.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

bool is_config(const std::string& resolved, const ConfigChoice& config, const Files& files) {
  if (resolved == join(folder_of(resolved), config_name)) return true;
  return !config.file.empty() && resolved == files.resolved(absolute_path(files.current_folder(), config.file));
}

}  // namespace

void refuse_to_overwrite(std::string_view option, const std::string& path, const ConfigChoice& config,
                         const Files& files) {
  const std::string resolved = files.resolved(path);
  const bool is_site = is_site_file(resolved, files);
  if (!is_site && !is_config(resolved, config, files)) return;
  throw UsageError(fmt::format("{} would overwrite the {} {}", option, is_site ? "site file" : "config",
                               relative_path(files.current_folder(), path)));
}

}  // namespace ampsite::app
