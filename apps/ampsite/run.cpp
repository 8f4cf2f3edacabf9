#include "run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <ostream>

#include "ampsite/report/terminal_text.h"
#include "command_line.h"
#include "exit_codes.h"
#include "explain_command.h"
#include "init_command.h"
#include "outputs.h"
#include "plan_command.h"
#include "rules_command.h"
#include "schema_command.h"
#include "usage_error.h"
#include "validate_command.h"
#include "verify_command.h"

namespace ampsite::app {

namespace {

struct Command {
  std::string_view name;
  std::string_view usage;
  std::string_view text;
  int (*run)(const Arguments& arguments, const Streams& streams, Files& files);
};

constexpr std::array<Command, 7> commands{{
    {"validate", "validate PATH...", "check site files (files, folders, patterns, or - for standard input)",
     run_validate},
    {"plan", "plan FILE", "write the connectivity and load plan of a site (- for standard input)", run_plan},
    {"verify", "verify FILE PLAN", "check a plan against its site, trusting neither", run_verify},
    {"explain", "explain RULE", "what a rule checks, why, a bad and a good example, its source", run_explain},
    {"rules", "rules", "list the rules", run_rules},
    {"schema", "schema [FORMAT]", "print a JSON Schema: site (default), plan, diagnostics, config", run_schema},
    {"init", "init [FILE]", "write a commented site file to start from; never over an existing one", run_init},
}};

std::string help() {
  std::string text = "Plan and validate EV charging installations from a file.\n\nUsage:\n";
  for (const Command& command : commands) text += fmt::format("  ampsite {:<18}{}\n", command.usage, command.text);
  text += "\nOptions:\n  --help              print this, or behind a command what it takes\n";
  text += "  --version           print the versions of the program and its libraries\n";
  return text;
}

[[noreturn]] void refuse(const std::string& word) {
  if (word.starts_with('-')) throw UsageError(fmt::format("unknown option {} in front of the command", word));
  std::array<std::string_view, commands.size()> names;
  std::transform(commands.begin(), commands.end(), names.begin(), [](const Command& command) { return command.name; });
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
  const auto command = std::find_if(commands.begin(), commands.end(), [&](const Command& c) { return c.name == word; });
  if (command == commands.end()) refuse(word);
  return command->run({arguments.begin() + 1, arguments.end()}, streams, files);
}

}  // namespace

int run(const std::vector<std::string>& arguments, const Streams& streams, Files& files) {
  try {
    return run_command(arguments, streams, files);
  } catch (const UsageError& error) {
    streams.err << error.details() << "error: " << printable(error.what()) << "\n";
    return exit_code::usage;
  } catch (const std::exception& error) {
    streams.err << "internal error: " << error.what()
                << "\nThis is a bug of ampsite; please report it with the file.\n";
    return exit_code::internal;
  }
}

}  // namespace ampsite::app
