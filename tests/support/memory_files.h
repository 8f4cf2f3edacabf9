#pragma once
// Files in memory, so that a test of a command touches no disk.

#include <atomic>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ampsite/files.h"

namespace ampsite::test {

class MemoryFiles final : public app::Files {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> contents = {}) : contents_(std::move(contents)) {}

  app::FileKind kind(const std::string& path) const override {
    if (special.count(path) > 0) return app::FileKind::special;
    if (unreachable.count(path) > 0) return app::FileKind::unreachable;
    if (broken_links.count(path) > 0) return app::FileKind::broken_link;
    if (contents_.count(path) > 0) return app::FileKind::file;
    return is_folder(path) ? app::FileKind::folder : app::FileKind::missing;
  }

  std::string resolved(const std::string& path) const override {
    const auto found = links.find(path);
    return found == links.end() ? path : found->second;
  }

  app::Outcome<std::string> read(const std::string& path, std::size_t limit) const override {
    if (unreadable.count(path) + unreachable.count(path) > 0) return {std::nullopt, "permission denied"};
    const auto found = contents_.find(path);
    if (broken_links.count(path) > 0) return {std::nullopt, "is a symbolic link to nothing"};
    if (found == contents_.end()) return {std::nullopt, "no such file or folder"};
    return {found->second.substr(0, limit), {}};
  }

  app::Outcome<std::vector<app::FolderEntry>> list(const std::string& folder) const override {
    ++lists;
    if (unreadable.count(folder) + unreachable.count(folder) > 0) return {std::nullopt, "permission denied"};
    std::map<std::string, app::FolderEntry> entries;
    const std::string prefix = folder == "/" ? folder : folder + "/";
    for (const auto& [path, text] : contents_) {
      if (!path.starts_with(prefix)) continue;
      const std::string rest = path.substr(prefix.size());
      const std::string name = rest.substr(0, rest.find('/'));
      const app::FileKind entry_kind = kind(prefix + name);
      const bool reached = entry_kind != app::FileKind::unreachable;
      entries[name] = {name, entry_kind, symlinks.count(prefix + name) > 0, reached ? "" : "permission denied"};
    }
    std::vector<app::FolderEntry> list;
    // Backwards, since a disk keeps no order either.
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) list.push_back(entry->second);
    return {std::move(list), {}};
  }

  std::optional<std::string> write(const std::vector<app::OutputFile>& outputs) override {
    for (const app::OutputFile& output : outputs) {
      if (unwritable.count(output.path) > 0) return "cannot write " + output.path + ": permission denied";
    }
    for (const app::OutputFile& output : outputs) contents_[output.path] = output.text;
    return std::nullopt;
  }

  std::optional<std::string> create(const app::OutputFile& output) override {
    if (kind(output.path) != app::FileKind::missing) {
      return "cannot write " + output.path + ": it exists already, and is not overwritten";
    }
    return write({output});
  }

  std::optional<std::string> environment(const std::string& name) const override {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional<std::string>(found->second);
  }

  std::string current_folder() const override { return working_folder; }

  const std::map<std::string, std::string>& contents() const { return contents_; }

  std::string working_folder = "/work";
  std::map<std::string, std::string> variables;
  std::set<std::string> unreadable;
  std::set<std::string> unwritable;
  std::set<std::string> special;             ///< paths of files that are pipes or devices
  std::set<std::string> unreachable;         ///< paths in folders that can be listed but not entered
  std::set<std::string> broken_links;        ///< paths of files that are links to nothing
  std::map<std::string, std::string> links;  ///< where the path of a link leads, for `resolved`
  std::set<std::string> symlinks;            ///< paths of folders that are shown as symbolic links
  mutable std::atomic<int> lists = 0;        ///< how often a folder was listed

 private:
  bool is_folder(const std::string& path) const {
    const std::string prefix = path == "/" ? path : path + "/";
    const auto next = contents_.lower_bound(prefix);
    return next != contents_.end() && next->first.starts_with(prefix);
  }

  std::map<std::string, std::string> contents_;
};

}  // namespace ampsite::test
