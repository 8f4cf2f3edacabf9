#include "paths.h"

#include <filesystem>

namespace ampsite::app {

namespace fs = std::filesystem;

std::string absolute_path(std::string_view folder, std::string_view path) {
  std::string text = (fs::path(folder) / fs::path(path)).lexically_normal().generic_string();
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  return text;
}

std::string relative_path(std::string_view folder, std::string_view path) {
  return fs::path(path).lexically_relative(fs::path(folder)).generic_string();
}

std::string folder_of(std::string_view path) { return fs::path(path).parent_path().generic_string(); }

std::string join(std::string_view folder, std::string_view name) {
  return (fs::path(folder) / fs::path(name)).generic_string();
}

}  // namespace ampsite::app
