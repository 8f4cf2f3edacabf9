#include <fmt/format.h>

#include "completion_scripts.h"

namespace ampsite::app {

namespace {

constexpr std::string_view head = R"(# Completion of ampsite in fish: ampsite completion fish | source

function __ampsite_command_is
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test "$words[2]" = "$argv[1]"
end

function __ampsite_has_no_command
    test (count (commandline -opc)) -eq 1
end

# Whether the argument that is typed is the one at a place of a command. Behind these two: the command's options that
# take a word of their own.
function __ampsite_argument_is
    __ampsite_command_is $argv[1]; or return
    set -l words (commandline -opc)
    set -l place 0
    set -l ended
    set -l value
    for word in $words[3..]
        if test -n "$value"
            set value
        else if test -n "$ended"; or not string match -q -- '-?*' $word
            set place (math $place + 1)
        else if test "$word" = --
            set ended 1
        else if contains -- $word $argv[3..]
            set value 1
        end
    end
    test $place -eq $argv[2]
end

# A list: each word behind what is there up to the last comma.
function __ampsite_list
    set -l front (commandline -ct | string replace -r '^--[^=]*=' '' | string match -r '.*,')
    printf '%s\n' "$front"$argv
end

complete -c ampsite -f
complete -c ampsite -n __ampsite_has_no_command -l help -d 'print what there is'
complete -c ampsite -n __ampsite_has_no_command -l version -d 'print the versions of the program and its libraries'
)";

std::string in_quotes(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

std::vector<std::string> candidates(const Completable& value) {
  if (!value.pair) return value.words;
  std::vector<std::string> all;
  for (const std::string& word : value.words) {
    if (value.behind.empty()) all.push_back(word + "=");
    for (const std::string& behind : value.behind) all.push_back(fmt::format("{}={}", word, behind));
  }
  return all;
}

/// What can stand as the value, in the options of fish's `complete`.
std::string values(const OptionRow& row, const OptionTable& table) {
  const Completable value = completable(row, table);
  const std::string files = value.files ? " -F" : " -f";
  const std::vector<std::string> words = candidates(value);
  if (words.empty()) return files;
  const std::string all = fmt::format("{}", fmt::join(words, " "));
  return files + (value.list ? fmt::format(" -a '(__ampsite_list {})'", all) : fmt::format(" -a '{}'", all));
}

std::string option_line(const DescribedCommand& command, const OptionRow& row) {
  const std::string value = row.is_flag() ? "" : " -r" + values(row, command.table);
  return fmt::format("complete -c ampsite -n '__ampsite_command_is {}' -l {}{} -d {}\n", command.name,
                     row.name.substr(2), value, in_quotes(row.text));
}

std::string lines_of(const DescribedCommand& command) {
  std::string text;
  std::string options_with_value;
  for (const OptionRow& row : command.table.rows) {
    if (!row.is_option()) continue;
    text += option_line(command, row);
    if (!row.is_flag()) options_with_value += " " + row.name;
  }
  std::size_t place = 0;
  for (const OptionRow& row : command.table.rows) {
    if (row.is_option()) continue;
    const std::string condition =
        row.repeatable ? fmt::format("__ampsite_command_is {}", command.name)
                       : fmt::format("__ampsite_argument_is {} {}{}", command.name, place++, options_with_value);
    text += fmt::format("complete -c ampsite -n '{}'{}\n", condition, values(row, command.table));
  }
  return text;
}

}  // namespace

std::string fish_completion(const std::vector<DescribedCommand>& commands) {
  std::string text(head);
  for (const DescribedCommand& command : commands) {
    text += fmt::format("\ncomplete -c ampsite -n __ampsite_has_no_command -a {} -d {}\n", command.name,
                        in_quotes(command.text));
    text += lines_of(command);
  }
  return text;
}

}  // namespace ampsite::app
