#include "run.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <new>
#include <ostream>
#include <span>

#include "ampsite/report/findings_github.h"
#include "command_line.h"
#include "commands.h"
#include "exit_codes.h"
#include "outputs.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

std::string help() {
  std::string text = "Plan and validate EV charging installations from a file.\n\nUsage:\n";
  for (const Command& command : all_commands())
    text += fmt::format("  ampsite {:<18}{}\n", command.usage, command.text);
  text += "\nOptions:\n  --help              print this, or behind a command what it takes\n";
  text += "  --version           print the versions of the program and its libraries\n";
  return text;
}

[[noreturn]] void refuse(const std::string& word) {
  if (word.starts_with('-')) throw UsageError(fmt::format("unknown option {} in front of the command", word));
  std::vector<std::string_view> names;
  for (const Command& command : all_commands()) names.push_back(command.name);
  throw UsageError(
      fmt::format("unknown command \"{}\"{}; possible: {}", word, suggestion(word, names), fmt::join(names, ", ")));
}

int run_command(const std::vector<std::string>& arguments, const Streams& streams, Files& files) {
  if (arguments.empty()) {
    streams.err << help();
    return exit_code::usage;
  }
  const std::string& word = arguments.front();
  if (word == "--help" || word == "-h" || word == "--version") {
    print(streams, word == "--version" ? version_text() : help());
    return exit_code::clean;
  }
  const std::span<const Command> commands = all_commands();
  const auto command = std::find_if(commands.begin(), commands.end(), [&](const Command& c) { return c.name == word; });
  if (command == commands.end()) refuse(word);
  return command->run({arguments.begin() + 1, arguments.end()}, streams, files);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Streams& streams, Files& files) {
  try {
    return run_command(arguments, streams, files);
  } catch (const UsageError& error) {
    streams.err << (on_github(files) ? without_inner_commands(error.details()) : error.details())
                << "error: " << shown(error.what(), files) << "\n";
    return exit_code::usage;
  } catch (const std::bad_alloc&) {
    streams.err << "error: not enough memory; work on fewer or smaller files at once\n";
    return exit_code::internal;
  } catch (const std::exception& error) {
    streams.err << "internal error: " << shown(error.what(), files)
                << "\nThis is a bug of ampsite; please report it with the file.\n";
    return exit_code::internal;
  }
}

}  // namespace ampsite::app
