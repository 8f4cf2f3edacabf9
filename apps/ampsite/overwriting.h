#pragma once
// What is written by hand is never overwritten by what a command writes.

#include <string>
#include <string_view>

#include "config.h"
#include "files.h"

namespace ampsite::app {

/// A UsageError where an option would write over a site file or a config, whether this run reads it or not. `path` is
/// absolute; links are followed.
void refuse_to_overwrite(std::string_view option, const std::string& path, const ConfigChoice& config,
                         const Files& files);

}  // namespace ampsite::app
