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

std::string line_of(const DescribedCommand& command, const OptionRow& row) {
  std::string text = fmt::format("complete -c ampsite -n '__ampsite_command_is {}'", command.name);
  if (row.is_option()) text += " -l " + row.name.substr(2);
  if (!row.is_flag()) {
    const Completable value = completable(row, command.table);
    if (row.is_option()) text += " -r";
    text += value.files ? " -F" : " -f";
    if (const auto words = candidates(value); !words.empty()) {
      const std::string all = fmt::format("{}", fmt::join(words, " "));
      text += value.list ? fmt::format(" -a '(__ampsite_list {})'", all) : fmt::format(" -a '{}'", all);
    }
  }
  return text + (row.is_option() ? " -d " + in_quotes(row.text) : "") + "\n";
}

}  // namespace

std::string fish_completion(const std::vector<DescribedCommand>& commands) {
  std::string text(head);
  for (const DescribedCommand& command : commands) {
    text += fmt::format("\ncomplete -c ampsite -n __ampsite_has_no_command -a {} -d {}\n", command.name,
                        in_quotes(command.text));
    for (const OptionRow& row : command.table.rows) text += line_of(command, row);
  }
  return text;
}

}  // namespace ampsite::app
