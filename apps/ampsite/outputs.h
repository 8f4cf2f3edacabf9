#pragma once
// Where a command's results go: --format and --output.

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "files.h"
#include "streams.h"

namespace ampsite::app {

/// A format of a command: what --format calls it, and how it is made of the command's results.
template <class... Results>
struct OutputFormat {
  std::string_view name;
  std::string (*render)(const Results&... results);
};

/// The names of a command's formats, as OutputRules takes them.
template <std::size_t count, class... Results>
constexpr std::array<std::string_view, count> names_of(const std::array<OutputFormat<Results...>, count>& formats) {
  std::array<std::string_view, count> names;
  for (std::size_t i = 0; i < count; ++i) names[i] = formats[i].name;
  return names;
}

/// One of a command's formats by its name, which has to be there.
template <std::size_t count, class... Results>
const OutputFormat<Results...>& format_named(std::string_view name,
                                             const std::array<OutputFormat<Results...>, count>& formats) {
  return *std::find_if(formats.begin(), formats.end(), [&](const auto& format) { return format.name == name; });
}

struct OutputOptions {
  std::vector<std::string> formats;  ///< --format, as given
  std::vector<std::string> outputs;  ///< --output, as given: FORMAT=PATH, or PATH where the command allows it
};

struct OutputRules {
  std::span<const std::string_view> formats;  ///< the possible ones; the first is the default
  bool bare_paths = false;                    ///< --output PATH is allowed: the format by its ending, else by --format
  bool always_print = false;  ///< without --format, standard output gets the default format although there are files
};

struct Destination {
  std::string format;
  std::string path;  ///< absolute; empty for standard output

  bool standard_output() const { return path.empty(); }
};

/// A format named by --format goes to standard output, unless an --output names a file for it; at most one can.
/// Anything else is a UsageError.
std::vector<Destination> choose_destinations(const OutputOptions& options, const OutputRules& rules,
                                             const std::string& working_folder);

/// What the help of --output says on the formats of bare paths: ".txt text, .json json, .md or .markdown markdown".
std::string endings_help(std::span<const std::string_view> formats);

/// One text for each destination. All files are written whole, or none; then the others are printed in either case,
/// and what could not be written is a UsageError.
void write_results(const std::vector<Destination>& destinations, const std::vector<std::string>& texts,
                   const Streams& streams, Files& files);

/// The log is that of GitHub Actions, which takes commands from it.
bool on_github(const Files& files);

/// The text on one line behind some words, harmless to print to a terminal and to a log that takes commands.
std::string shown(std::string_view text, const Files& files);

/// Prints to standard output, and makes sure that it got there.
void print(const Streams& streams, std::string_view text);

}  // namespace ampsite::app
