#include "glob.h"

#include <string>
#include <vector>

namespace ampsite::app {

namespace {

/// The length of a bracket expression at the start of the pattern, and whether a character is in it; 0 where
/// it is not closed, so that the bracket stands for itself.
std::size_t match_bracket(std::string_view pattern, char character, bool& fits) {
  std::size_t at = 1;
  const bool negated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
  if (negated) ++at;
  const std::size_t first = at;
  bool found = false;
  while (at < pattern.size() && (pattern[at] != ']' || at == first)) {
    const bool range = at + 2 < pattern.size() && pattern[at + 1] == '-' && pattern[at + 2] != ']';
    const char last = range ? pattern[at + 2] : pattern[at];
    if (character >= pattern[at] && character <= last) found = true;
    at += range ? 3 : 1;
  }
  if (at >= pattern.size()) return 0;
  fits = found != negated;
  return at + 1;
}

/// How much of the pattern one character uses up; 0 where it does not fit.
std::size_t match_one(std::string_view pattern, char character) {
  if (pattern[0] == '?') return 1;
  if (pattern[0] == '[') {
    bool fits = false;
    const std::size_t length = match_bracket(pattern, character, fits);
    if (length > 0) return fits ? length : 0;
  }
  return pattern[0] == character ? 1 : 0;
}

std::vector<std::string_view> split(std::string_view path) {
  std::vector<std::string_view> names;
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    if (slash != 0) names.push_back(path.substr(0, slash));
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
  }
  return names;
}

/// Which beginnings of `names` fit the whole pattern: element k for the first k names.
std::vector<bool> fitting_beginnings(const std::vector<std::string_view>& pattern,
                                     const std::vector<std::string_view>& names) {
  std::vector<bool> reached(names.size() + 1, false);
  reached[0] = true;
  for (const std::string_view part : pattern) {
    std::vector<bool> next(names.size() + 1, false);
    for (std::size_t k = 0; k <= names.size(); ++k) {
      if (part == "**") {
        next[k] = reached[k] || (k > 0 && next[k - 1]);
      } else {
        next[k] = k > 0 && reached[k - 1] && name_fits(part, names[k - 1]);
      }
    }
    reached = std::move(next);
  }
  return reached;
}

}  // namespace

bool is_glob(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

bool name_fits(std::string_view pattern, std::string_view name) {
  // On a mismatch only the last star has to take one character more: earlier ones can keep what they have.
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_end = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_end = n;
      continue;
    }
    const std::size_t used = p < pattern.size() ? match_one(pattern.substr(p), name[n]) : 0;
    if (used > 0) {
      p += used;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++star_end;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool path_fits(std::string_view pattern, std::string_view path) {
  return fitting_beginnings(split(pattern), split(path)).back();
}

bool is_excluded_by(std::string_view pattern, std::string_view path) {
  std::vector<std::string_view> parts = split(pattern);
  if (parts.empty()) return false;
  if (parts.size() == 1 && pattern.front() != '/') parts.insert(parts.begin(), "**");
  const std::vector<bool> fits = fitting_beginnings(parts, split(path));
  for (std::size_t k = 1; k < fits.size(); ++k) {
    if (fits[k]) return true;
  }
  return false;
}

}  // namespace ampsite::app
