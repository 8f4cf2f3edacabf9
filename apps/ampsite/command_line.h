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

/// An option or an argument of a command, as its help shows it.
struct OptionRow {
  std::string name;   ///< "--format", or "FILE" of an argument that has no option
  std::string value;  ///< what it takes, such as FILE or text|json; empty for a flag
  std::string text;   ///< the line of the help
  bool repeatable = false;

  bool is_option() const { return name.starts_with('-'); }
  bool is_flag() const { return value.empty(); }
};

struct OptionTable {
  std::string text;  ///< what the command does
  std::vector<OptionRow> rows;
};

/// As the one argument of a command: read_arguments throws the command's OptionTable, in the way in which CLI11 calls
/// for help. No shell can pass it, for its NUL.
inline constexpr std::string_view table_request{"\0options", 8};

/// --config, --no-config, --color, --version.
void add_common_options(CLI::App& command, CommonOptions& options);

/// An option that takes one value each time it stands, and may stand several times.
CLI::Option* add_repeatable(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                            const std::string& text);

/// Names the possible values in the help, and to who asks for the OptionTable: "text|json". It does not check them.
CLI::Option* one_of(CLI::Option* option, std::span<const std::string_view> possible);

/// The possible values of an OptionRow's value; empty where they are not a fixed few.
std::vector<std::string> choices_in(std::string_view value);

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
