#pragma once
// Files on the disk of this machine.

#include "files.h"

namespace ampsite::app {

class DiskFiles final : public Files {
 public:
  FileKind kind(const std::string& path) const override;
  std::string resolved(const std::string& path) const override;
  /// Anything that can be read counts as a file: a pipe and /dev/stdin too.
  Outcome<std::string> read(const std::string& path, std::size_t limit) const override;
  Outcome<std::vector<FolderEntry>> list(const std::string& folder) const override;
  /// Writes to temporary files beside the targets and renames them when all are complete. A symbolic link stays
  /// one, an existing file keeps its mode; devices and pipes are written to directly, before the first file is
  /// renamed. Where a file cannot be renamed, those before it are put back. A signal that ends the process waits
  /// until this is through.
  std::optional<std::string> write(const std::vector<OutputFile>& outputs) override;
  /// A symbolic link counts as something that stands there, wherever it points.
  std::optional<std::string> create(const OutputFile& output) override;
  std::optional<std::string> environment(const std::string& name) const override;
  std::string current_folder() const override;
};

}  // namespace ampsite::app
