#pragma once
// Patterns of file names: `*` and `?` within a name, `[a-z]` and `[!a-z]` for one character, `**` for any
// number of folders.

#include <string_view>

namespace ampsite::app {

/// The text has a character that makes it a pattern.
bool is_glob(std::string_view text);

/// A name without slashes fits a pattern without slashes.
bool name_fits(std::string_view pattern, std::string_view name);

/// A path with forward slashes fits a pattern, from its first name to its last.
bool path_fits(std::string_view pattern, std::string_view path);

/// A path fits an `exclude` pattern: it, or a folder above it, fits; a pattern without a slash is tried on
/// every name of the path, a slash at the end means nothing.
bool is_excluded_by(std::string_view pattern, std::string_view path);

}  // namespace ampsite::app
