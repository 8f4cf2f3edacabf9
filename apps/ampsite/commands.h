#pragma once
// The commands of the program, and what each takes: one table behind the help, the completions and the manual page.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command_line.h"
#include "files.h"
#include "streams.h"

namespace ampsite::app {

struct Command {
  std::string_view name;
  std::string_view usage;
  std::string_view text;
  int (*run)(const Arguments& arguments, const Streams& streams, Files& files);
};

/// In the order of the help.
std::span<const Command> all_commands();

/// What the command takes, asked of the command itself; it does not run.
OptionTable options_of(const Command& command, const Streams& streams, Files& files);

}  // namespace ampsite::app
