#include "completion_command.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands.h"
#include "completion_scripts.h"
#include "exit_codes.h"
#include "outputs.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

constexpr std::array<std::string_view, 3> shells{"bash", "zsh", "fish"};

}  // namespace

int run_completion(const Arguments& given, const Streams& streams, Files& files) {
  std::optional<std::string> shell;
  CLI::App command("Print a script that completes ampsite's command line in a shell.", "ampsite completion");
  one_of(command.add_option("SHELL", shell, "The shell that reads it"), shells);
  if (const auto done = read_plain_arguments(command, given, shell, streams)) return *done;
  if (!shell) throw UsageError("name the shell: bash, zsh or fish");
  check_choice("the shell", *shell, shells);
  std::vector<DescribedCommand> commands;
  for (const Command& each : all_commands()) {
    commands.push_back({each.name, each.text, options_of(each, streams, files)});
  }
  print(streams, *shell == "bash"  ? bash_completion(commands)
                 : *shell == "zsh" ? zsh_completion(commands)
                                   : fish_completion(commands));
  return exit_code::clean;
}

}  // namespace ampsite::app
