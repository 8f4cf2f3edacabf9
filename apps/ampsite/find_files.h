#pragma once
// From the PATHs of a command line to the files that they name.

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "ampsite/report/checked_file.h"
#include "files.h"

namespace ampsite::app {

struct InputFile {
  std::string path;  ///< absolute; empty for standard input
  std::string name;  ///< as reports call it: from the working folder

  bool standard_input() const { return path.empty(); }
};

struct FoundFiles {
  std::vector<InputFile> files;         ///< sorted by name, each once
  std::vector<UncheckedPath> problems;  ///< a PATH that is missing, a pattern without a match, an unreadable folder
  std::set<std::string> left_out;       ///< names of files that a PATH or `stdin_name` names and a config takes out
};

/// Says of an absolute path that a config takes it out.
using Excludes = std::function<bool(const std::string& path)>;

/// A file is taken as it is. A folder is searched for `*.site.yaml`, `*.site.yml`, `*.site.json` and for
/// other `.yaml` and `.yml` files that mean to be one (`means_to_be_a_site`); hidden folders and symbolic links to
/// folders are left out, and so are pipes, sockets and devices, which are read only where they are named. What matches
/// a pattern is taken like a PATH, with that exception. "-" is standard input: what a file called `stdin_name` would
/// hold, or "<stdin>". Of a file and links to it only one is taken. Where folders and patterns give nothing at all to
/// check, that is a problem of each. A file that is named and excluded is none: a hook names all files of a commit, and
/// the config says which of them count.
FoundFiles find_files(const std::vector<std::string>& paths, const std::optional<std::string>& stdin_name,
                      const Files& files, const Excludes& excludes);

/// A search of its folder takes this file: by its name, or by its first key.
bool is_site_file(const std::string& path, const Files& files);

}  // namespace ampsite::app
