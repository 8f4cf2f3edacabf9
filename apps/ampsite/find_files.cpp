#include "find_files.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "ampsite/read/site_sign.h"
#include "config.h"
#include "glob.h"
#include "paths.h"

namespace ampsite::app {

namespace {

bool is_hidden(std::string_view name) { return name.starts_with('.'); }

bool has_site_ending(std::string_view name) {
  return name.ends_with(".site.yaml") || name.ends_with(".site.yml") || name.ends_with(".site.json");
}

bool has_yaml_ending(std::string_view name) { return name.ends_with(".yaml") || name.ends_with(".yml"); }

/// None where the file cannot be read.
std::optional<bool> begins_like_a_site(const std::string& path, const Files& files) {
  constexpr std::size_t beginning = 65536;
  const Outcome<std::string> text = files.read(path, beginning);
  return text.value ? std::optional(means_to_be_a_site(*text.value)) : std::nullopt;
}

class Search {
 public:
  Search(const Files& files, const Excludes& excludes)
      : files_(files), excludes_(excludes), working_folder_(files.current_folder()) {}

  void add_standard_input(const std::optional<std::string>& name) {
    if (!name) {
      found_.emplace("", InputFile{"", "<stdin>"});
      return;
    }
    const std::string path = absolute_path(working_folder_, *name);
    if (!left_out(path)) found_.emplace("", InputFile{"", relative_path(working_folder_, path)});
  }

  void add_path(const std::string& path) {
    const std::string absolute = absolute_path(working_folder_, path);
    // A file may be named like a pattern, so what is there comes first.
    const FileKind kind = files_.kind(absolute);
    if (kind == FileKind::folder) {
      searched_.push_back(absolute);
      add_existing(absolute, kind);
    } else if (kind != FileKind::missing) {
      if (!left_out(absolute)) add_file(absolute);
    } else if (!is_glob(path)) {
      problem(absolute, "no such file or folder");
    } else if (add_matches(absolute)) {
      searched_.push_back(absolute);
    } else {
      problem(absolute, "no file matches this pattern");
    }
  }

  FoundFiles take() {
    if (found_.empty() && result_.problems.empty()) {
      const std::string why = "no site file was found";
      for (const std::string& path : searched_) {
        problem(path, excluded_any_ ? why + " that the config does not exclude" : why);
      }
    }
    for (const auto& [resolved, file] : found_) result_.files.push_back(file);
    std::sort(result_.files.begin(), result_.files.end(),
              [](const InputFile& a, const InputFile& b) { return a.name < b.name; });
    return std::move(result_);
  }

 private:
  /// Each is told once: a PATH may be given twice, and a pattern with ** comes by a folder more than once.
  void problem(const std::string& path, std::string why) {
    if (told_.insert(path).second) result_.problems.push_back({relative_path(working_folder_, path), std::move(why)});
  }

  bool excluded(const std::string& path) {
    if (!excludes_(path)) return false;
    excluded_any_ = true;
    return true;
  }

  /// Of a file that is named: whether a config takes it out.
  bool left_out(const std::string& path) {
    if (!excluded(path)) return false;
    result_.left_out.insert(relative_path(working_folder_, path));
    return true;
  }

  void add_existing(const std::string& path, FileKind kind) {
    if (excluded(path)) return;
    if (kind == FileKind::folder) {
      search(path);
    } else {
      add_file(path);
    }
  }

  /// Of several paths to one file its own goes before links.
  void add_file(const std::string& path) {
    const std::string resolved = files_.resolved(path);
    const InputFile file{path, relative_path(working_folder_, path)};
    const auto [known, is_new] = found_.emplace(resolved, file);
    if (is_new || known->second.path == resolved) return;
    if (path == resolved || file.name < known->second.name) known->second = file;
  }

  std::vector<FolderEntry> entries_of(const std::string& folder) {
    Outcome<std::vector<FolderEntry>> entries = files_.list(folder);
    if (entries.value) return std::move(*entries.value);
    problem(folder, entries.error);
    return {};
  }

  void search(const std::string& folder) {
    for (const FolderEntry& entry : entries_of(folder)) {
      const std::string path = join(folder, entry.name);
      if (entry.kind == FileKind::folder) {
        if (!is_hidden(entry.name) && !entry.symlink && !excluded(path)) search(path);
      } else if (entry.kind == FileKind::unreachable) {
        if (!excluded(path)) problem(folder, entry.error);
      } else if (entry.kind != FileKind::special && is_wanted(path, entry) && !excluded(path)) {
        add_file(path);
      }
    }
  }

  /// What is called like a site file, or might be one, and cannot be read is wanted too: reading it says why not.
  bool is_wanted(const std::string& path, const FolderEntry& entry) const {
    if (has_site_ending(entry.name)) return true;
    if (entry.name == config_name) return false;
    if (!has_yaml_ending(entry.name)) return false;
    if (entry.kind != FileKind::file) return entry.symlink;  // a link to nothing
    return begins_like_a_site(path, files_).value_or(true);
  }

  /// Whether anything matches a pattern, which begins at the root.
  bool add_matches(const std::string& pattern) {
    std::vector<std::string> names;
    for (std::size_t begin = 1; begin <= pattern.size();) {
      const std::size_t end = std::min(pattern.find('/', begin), pattern.size());
      names.push_back(pattern.substr(begin, end - begin));
      begin = end + 1;
    }
    std::vector<std::string> matches;
    matched_.clear();
    match("/", names, 0, matches);
    for (const std::string& path : matches) add_existing(path, files_.kind(path));
    return !matches.empty();
  }

  void match(const std::string& folder, const std::vector<std::string>& names, std::size_t at,
             std::vector<std::string>& matches) {
    if (!matched_.emplace(folder, at).second) return;
    if (at == names.size()) {
      matches.push_back(folder);
      return;
    }
    const std::string& name = names[at];
    if (!is_glob(name)) {
      const std::string path = join(folder, name);
      if (files_.kind(path) != FileKind::missing) match(path, names, at + 1, matches);
      return;
    }
    const FileKind kind = files_.kind(folder);
    if (kind != FileKind::folder && kind != FileKind::unreachable) return;  // listing tells why
    const bool any_depth = name == "**";
    if (any_depth) match(folder, names, at + 1, matches);
    const bool last = at + 1 == names.size();
    if (any_depth && last) return;  // the folder itself is searched
    for (const FolderEntry& entry : entries_of(folder)) {
      if (entry.kind == FileKind::missing || entry.kind == FileKind::special) continue;
      if (is_hidden(entry.name) && !is_hidden(name)) continue;
      if (!any_depth && !name_fits(name, entry.name)) continue;
      const std::string path = join(folder, entry.name);
      if (entry.kind == FileKind::unreachable) {
        if (!excluded(path)) problem(folder, entry.error);
        continue;
      }
      if (entry.kind == FileKind::folder ? entry.symlink : !last) continue;
      match(path, names, any_depth ? at : at + 1, matches);
    }
  }

  const Files& files_;
  const Excludes& excludes_;
  std::string working_folder_;
  std::map<std::string, InputFile> found_;  // by the path that links lead to; "" for standard input
  std::set<std::string> told_;              // paths of the problems
  std::vector<std::string> searched_;       // folders and patterns
  bool excluded_any_ = false;
  FoundFiles result_;
  /// Folders and how much of the pattern led there: with several ** many ways lead to one.
  std::set<std::pair<std::string, std::size_t>> matched_;
};

}  // namespace

FoundFiles find_files(const std::vector<std::string>& paths, const std::optional<std::string>& stdin_name,
                      const Files& files, const Excludes& excludes) {
  Search search(files, excludes);
  for (const std::string& path : paths) {
    if (path == "-") {
      search.add_standard_input(stdin_name);
    } else {
      search.add_path(path);
    }
  }
  return search.take();
}

bool is_site_file(const std::string& path, const Files& files) {
  return has_site_ending(path) || (has_yaml_ending(path) && begins_like_a_site(path, files).value_or(false));
}

}  // namespace ampsite::app
