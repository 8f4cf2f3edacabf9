#pragma once
// Paths as text. Nothing here looks at a disk.

#include <string>
#include <string_view>

namespace ampsite::app {

/// The path from the root, without "." and "..", with forward slashes.
std::string absolute_path(std::string_view folder, std::string_view path);

/// How to get from a folder to a path, both absolute: "north/a.yaml", "../b.yaml"; "." for the folder itself.
std::string relative_path(std::string_view folder, std::string_view path);

/// The folder that holds an absolute path; the root holds itself.
std::string folder_of(std::string_view path);

/// `folder`/`name`.
std::string join(std::string_view folder, std::string_view name);

}  // namespace ampsite::app
