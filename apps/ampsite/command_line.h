#pragma once
// What all commands share of the command line: how arguments are read, and the options that each has.

#include <CLI/CLI.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config.h"
#include "files.h"
#include "streams.h"

namespace ampsite::app {

struct CommonOptions {
  ConfigChoice config;
  std::string colour = "auto";
};

/// The arguments of a command, without the program's and the command's names.
using Arguments = std::vector<std::string>;

/// --config, --no-config, --color, --version.
void add_common_options(CLI::App& command, CommonOptions& options);

/// An option that takes one value each time it stands, and may stand several times.
CLI::Option* add_repeatable(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                            const std::string& text);

/// Reads the arguments into what the options are bound to; those behind a "--" are added to `positionals`.
/// Help and version are printed, and give the exit code; what does not fit is a UsageError.
std::optional<int> read_arguments(CLI::App& command, Arguments arguments, Arguments& positionals,
                                  const Streams& streams);

/// Reads the arguments of a command that looks at no site: its own options, --color and --version. `argument` is
/// the one argument that it may take, in front of "--" or behind; more are a UsageError.
std::optional<int> read_plain_arguments(CLI::App& command, const Arguments& given, std::optional<std::string>& argument,
                                        const Streams& streams);

/// A common option with a value that it cannot have is a UsageError.
void check_common(const CommonOptions& options);

/// Colour for a stream: --color, else NO_COLOR, FORCE_COLOR, else whether it is a terminal.
bool use_colour(const CommonOptions& options, bool is_terminal, const Files& files);

/// A UsageError that names the possible values, unless `value` is one of them.
void check_choice(std::string_view what, const std::string& value, std::span<const std::string_view> possible);

/// "; did you mean plan?", or nothing where no known word is near.
std::string suggestion(std::string_view word, std::span<const std::string_view> known);

/// The program's name and version, then those of its libraries, one a line.
std::string version_text();

}  // namespace ampsite::app
