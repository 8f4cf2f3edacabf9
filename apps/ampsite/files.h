#pragma once
// All that the commands touch outside the process: files, folders, the environment. Commands are handed a
// Files, so that tests run them on files in memory.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ampsite::app {

enum class FileKind {
  missing,
  file,
  folder,
  special,      ///< a pipe, a socket or a device: reading it may wait for ever, and writing to it cannot be taken back
  broken_link,  ///< a symbolic link that leads to nothing, round, or to where nobody may look
  unreachable,  ///< it cannot be looked at: a folder above it may not be entered, or is a link to nothing
};

struct FolderEntry {
  std::string name;
  FileKind kind = FileKind::file;  ///< of what a symbolic link points to
  bool symlink = false;
  std::string error;  ///< why it is unreachable
};

/// A value, or why there is none: "permission denied".
template <class T>
struct Outcome {
  std::optional<T> value;
  std::string error;
};

struct OutputFile {
  std::string path;
  std::string text;
};

/// Paths are absolute, with forward slashes. What is const may be called from several threads at once.
class Files {
 public:
  Files() = default;
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  virtual ~Files() = default;

  /// What stands at a path, symbolic links followed.
  virtual FileKind kind(const std::string& path) const = 0;
  /// The path with symbolic links resolved, as far as it exists: two paths to one file become the same.
  virtual std::string resolved(const std::string& path) const { return path; }
  /// The bytes of a file, but at most `limit` of them.
  virtual Outcome<std::string> read(const std::string& path, std::size_t limit) const = 0;
  /// The entries of a folder, in any order.
  virtual Outcome<std::vector<FolderEntry>> list(const std::string& folder) const = 0;
  /// Writes all files whole, or leaves all as they were: why not, or nothing.
  virtual std::optional<std::string> write(const std::vector<OutputFile>& outputs) = 0;
  /// Writes a file whole where nothing stands at its path, or leaves all as it was: why not, or nothing. What
  /// another process puts there meanwhile stays as well.
  virtual std::optional<std::string> create(const OutputFile& output) = 0;
  virtual std::optional<std::string> environment(const std::string& name) const = 0;
  virtual std::string current_folder() const = 0;
};

}  // namespace ampsite::app
