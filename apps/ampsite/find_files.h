#pragma once
// From the PATHs of a command line to the files that they name.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "files.h"

namespace ampsite::app {

struct InputFile {
  std::string path;  ///< absolute; empty for standard input
  std::string name;  ///< as reports call it: from the working folder

  bool standard_input() const { return path.empty(); }
};

struct FoundFiles {
  std::vector<InputFile> files;       ///< sorted by name, each once
  std::vector<std::string> problems;  ///< a PATH that is missing, a pattern without a match, an unreadable folder
  int excluded = 0;                   ///< files or folders that the config takes out
};

/// Says of an absolute path that a config takes it out.
using Excludes = std::function<bool(const std::string& path)>;

/// A file is taken as it is. A folder is searched for `*.site.yaml`, `*.site.yml`, `*.site.json` and for
/// other `.yaml` and `.yml` files whose first key is `ampsite`; hidden folders and symbolic links to folders
/// are left out, and so are pipes, sockets and devices, which are read only where they are named. What matches a
/// pattern is taken like a PATH, with that exception. "-" is standard input, called `stdin_name`.
FoundFiles find_files(const std::vector<std::string>& paths, const std::string& stdin_name, const Files& files,
                      const Excludes& excludes);

/// A search of its folder takes this file: by its name, or by its first key.
bool is_site_file(const std::string& path, const Files& files);

/// The first key of some YAML text is `ampsite`.
bool first_key_is_ampsite(std::string_view text);

}  // namespace ampsite::app
