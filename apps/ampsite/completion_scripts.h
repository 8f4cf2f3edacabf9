#pragma once
// Completion scripts for shells: what a command takes, told to each shell in its own words.

#include <string>
#include <string_view>
#include <vector>

#include "commands.h"

namespace ampsite::app {

/// A command and what it takes.
struct DescribedCommand {
  std::string_view name;
  std::string_view text;
  OptionTable table;
};

/// What can stand as a value, as far as it is known beforehand. A pair is WORD=BEHIND.
struct Completable {
  std::vector<std::string> words;   ///< whole values; of a pair, what stands in front of "="
  std::vector<std::string> behind;  ///< of a pair whose second part is one of a few
  bool pair = false;
  bool list = false;        ///< several words, with commas between them
  bool files = false;       ///< a file; of a pair, behind "="
  bool bare_files = false;  ///< a file stands alone too
};

/// Read off the name of the value: FILE, PATH and PLAN are files, RULE a rule by its id or, as an argument, its name,
/// RULES a list of ids, FORMAT a value of --format, and a|b|c one of these.
Completable completable(const OptionRow& row, const OptionTable& table);

std::string bash_completion(const std::vector<DescribedCommand>& commands);
std::string zsh_completion(const std::vector<DescribedCommand>& commands);
std::string fish_completion(const std::vector<DescribedCommand>& commands);

}  // namespace ampsite::app
