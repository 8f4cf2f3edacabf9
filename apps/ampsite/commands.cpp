#include "commands.h"

#include <array>
#include <stdexcept>

#include "completion_command.h"
#include "explain_command.h"
#include "init_command.h"
#include "man_command.h"
#include "plan_command.h"
#include "rules_command.h"
#include "schema_command.h"
#include "validate_command.h"
#include "verify_command.h"

namespace ampsite::app {

namespace {

constexpr std::array<Command, 9> commands{{
    {"validate", "validate PATH...", "check site files (files, folders, patterns, or - for standard input)",
     run_validate},
    {"plan", "plan FILE", "write the connectivity and load plan of a site (- for standard input)", run_plan},
    {"verify", "verify FILE PLAN", "check a plan against its site, trusting neither", run_verify},
    {"explain", "explain RULE", "what a rule checks, why, a bad and a good example, its source", run_explain},
    {"rules", "rules", "list the rules", run_rules},
    {"schema", "schema [FORMAT]", "print a JSON Schema: site (default), plan, diagnostics, config", run_schema},
    {"init", "init [FILE]", "write a commented site file to start from; never over an existing one", run_init},
    {"completion", "completion SHELL", "print a completion script for bash, zsh or fish", run_completion},
    {"man", "man", "print the manual page, as man reads it", run_man},
}};

}  // namespace

std::span<const Command> all_commands() { return commands; }

OptionTable options_of(const Command& command, const Streams& streams, Files& files) {
  try {
    command.run({std::string(table_request)}, streams, files);
  } catch (const OptionTable& table) {
    return table;
  }
  throw std::logic_error(std::string(command.name) + " does not tell its options");
}

}  // namespace ampsite::app
