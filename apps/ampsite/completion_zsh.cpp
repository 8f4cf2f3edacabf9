#include <fmt/format.h>

#include "completion_scripts.h"

namespace ampsite::app {

namespace {

constexpr std::string_view head = R"zsh(#compdef ampsite
# Completion of ampsite in zsh: as _ampsite in a folder of $fpath, or eval "$(ampsite completion zsh)"

# A value such as json=FILE: the words in front of "=", then the words behind it, or files.
_ampsite_pair() {
  local -a behind=(${=1})
  shift
  if ! compset -P '*='; then
    compadd -S '=' -- "$@"
  elif (( $#behind )); then
    compadd -a behind
  else
    _files
  fi
}

# The same, and a file alone.
_ampsite_pair_or_file() {
  [[ $PREFIX == *=* ]] || _files
  _ampsite_pair "$@"
}

# A list: what the last comma has behind it.
_ampsite_list() {
  compset -P '*,'
  compadd -- "$@"
}

_ampsite() {
  local curcontext="$curcontext" name
  if (( CURRENT == 2 )); then
    local -a commands=(
)zsh";

constexpr std::string_view between = R"zsh(    )
    _describe -t commands 'command' commands
    compadd -- --help --version
    return
  fi
  name=$words[2]
  shift words
  (( CURRENT-- ))
  case $name in
)zsh";

constexpr std::string_view tail = R"zsh(  esac
}

if [[ $funcstack[1] == _ampsite ]]; then
  _ampsite "$@"
else
  compdef _ampsite ampsite
fi
)zsh";

/// Between single quotes, with a backslash in front of what has a meaning in a specification.
std::string quoted(std::string_view text, std::string_view meaning) {
  std::string result;
  for (const char c : text) {
    if (meaning.find(c) != std::string_view::npos) result += '\\';
    result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return result;
}

std::string action(const Completable& value) {
  if (value.pair) {
    return fmt::format(" {} \"{}\" {}", value.bare_files ? "_ampsite_pair_or_file" : "_ampsite_pair",
                       fmt::join(value.behind, " "), fmt::join(value.words, " "));
  }
  if (value.list) return fmt::format(" _ampsite_list {}", fmt::join(value.words, " "));
  if (!value.words.empty()) return fmt::format("({})", fmt::join(value.words, " "));
  return value.files ? "_files" : " ";
}

/// What the list of completions is headed by: the name of the value.
std::string heading(const OptionRow& row) {
  return quoted(row.is_option() && choices_in(row.value).empty() ? row.value : row.name, "[]:");
}

std::string specification(const OptionRow& row, const OptionTable& table) {
  const std::string value = row.is_flag() ? "" : fmt::format(":{}:{}", heading(row), action(completable(row, table)));
  if (!row.is_option()) return fmt::format("'{}{}'", row.repeatable ? "*" : "", value);
  return fmt::format("'{}{}{}[{}]{}'", row.repeatable ? "*" : "", row.name, row.is_flag() ? "" : "=",
                     quoted(row.text, "[]:"), value);
}

}  // namespace

std::string zsh_completion(const std::vector<DescribedCommand>& commands) {
  std::string text(head);
  for (const DescribedCommand& command : commands) {
    text += fmt::format("      '{}:{}'\n", command.name, quoted(command.text, ":"));
  }
  text += between;
  for (const DescribedCommand& command : commands) {
    text += fmt::format("    {})\n      _arguments -S", command.name);
    for (const OptionRow& row : command.table.rows) text += " \\\n        " + specification(row, command.table);
    text += "\n      ;;\n";
  }
  return text + std::string(tail);
}

}  // namespace ampsite::app
