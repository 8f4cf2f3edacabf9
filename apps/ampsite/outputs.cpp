#include "outputs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>

#include "ampsite/report/findings_github.h"
#include "ampsite/report/terminal_text.h"
#include "ampsite/source/ascii.h"
#include "command_line.h"
#include "paths.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

bool is_word(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

struct Ending {
  std::string_view text;
  std::string_view format;
};

/// What files of a format end in; a command need not have all of these formats.
constexpr std::array<Ending, 7> endings{{{".txt", "text"},
                                         {".json", "json"},
                                         {".md", "markdown"},
                                         {".markdown", "markdown"},
                                         {".html", "html"},
                                         {".htm", "html"},
                                         {".csv", "csv"}}};

bool ends_with(std::string_view path, std::string_view ending) {
  return path.size() >= ending.size() &&
         std::equal(ending.begin(), ending.end(), path.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](char a, char b) { return a == lower_ascii(b); });
}

/// The format of a bare path: that of its ending, else what --format says.
std::string format_of(std::string_view path, const OutputOptions& options, const OutputRules& rules) {
  for (const Ending& ending : endings) {
    if (!ends_with(path, ending.text)) continue;
    const bool possible = std::find(rules.formats.begin(), rules.formats.end(), ending.format) != rules.formats.end();
    if (possible) return std::string(ending.format);
    throw UsageError(fmt::format("--output {}: {} cannot be written; possible: {}", path, ending.text,
                                 fmt::join(rules.formats, ", ")));
  }
  if (options.formats.size() > 1) {
    throw UsageError(fmt::format("--output {} is to be written in which format? Write --output FORMAT={}", path, path));
  }
  return options.formats.empty() ? std::string(rules.formats.front()) : options.formats.front();
}

Destination read_output(const std::string& output, const OutputOptions& options, const OutputRules& rules,
                        const std::string& working_folder) {
  const std::size_t equals = output.find('=');
  const bool named = equals != std::string::npos && is_word(std::string_view(output).substr(0, equals));
  if (!named && !rules.bare_paths) {
    throw UsageError(fmt::format("--output {} names no format; write --output FORMAT=PATH", output));
  }
  const std::string path = named ? output.substr(equals + 1) : output;
  if (path.empty()) throw UsageError(fmt::format("--output{}{} names no file", output.empty() ? "" : " ", output));
  const std::string format = named ? output.substr(0, equals) : format_of(path, options, rules);
  check_choice("the format of --output", format, rules.formats);
  return {format, path == "-" ? "" : absolute_path(working_folder, path)};
}

}  // namespace

std::vector<Destination> choose_destinations(const OutputOptions& options, const OutputRules& rules,
                                             const std::string& working_folder) {
  std::vector<Destination> destinations;
  for (const std::string& format : options.formats) check_choice("--format", format, rules.formats);
  for (const std::string& output : options.outputs) {
    destinations.push_back(read_output(output, options, rules, working_folder));
  }
  const auto has_file = [&](std::string_view format) {
    return std::any_of(destinations.begin(), destinations.end(),
                       [&](const Destination& d) { return d.format == format; });
  };
  std::vector<std::string> printed = options.formats;
  if (printed.empty() && (rules.always_print || destinations.empty())) printed.emplace_back(rules.formats.front());
  for (const std::string& format : printed) {
    if (!has_file(format)) destinations.push_back({format, ""});
  }
  for (auto a = destinations.begin(); a != destinations.end(); ++a) {
    const auto same = std::find_if(a + 1, destinations.end(), [&](const Destination& d) { return d.path == a->path; });
    if (same == destinations.end()) continue;
    if (!a->standard_output()) throw UsageError(fmt::format("two outputs are to be written to {}", a->path));
    throw UsageError(fmt::format("{} and {} cannot both be printed; write one to a file with --output {}=PATH",
                                 a->format, same->format, same->format));
  }
  return destinations;
}

std::string endings_help(std::span<const std::string_view> formats) {
  std::vector<std::string> known;
  for (const std::string_view format : formats) {
    std::vector<std::string_view> texts;
    for (const Ending& ending : endings) {
      if (ending.format == format) texts.push_back(ending.text);
    }
    if (!texts.empty()) known.push_back(fmt::format("{} {}", fmt::join(texts, " or "), format));
  }
  return fmt::format("{}", fmt::join(known, ", "));
}

void write_results(const std::vector<Destination>& destinations, const std::vector<std::string>& texts,
                   const Streams& streams, Files& files) {
  std::vector<OutputFile> outputs;
  for (std::size_t i = 0; i < destinations.size(); ++i) {
    if (!destinations[i].standard_output()) outputs.push_back({destinations[i].path, texts[i]});
  }
  const std::optional<std::string> error = files.write(outputs);
  for (std::size_t i = 0; i < destinations.size(); ++i) {
    if (destinations[i].standard_output()) print(streams, texts[i]);
  }
  if (error) throw UsageError(*error);
}

bool on_github(const Files& files) {
  const std::string github = files.environment("GITHUB_ACTIONS").value_or("");
  return !github.empty() && github != "false";
}

std::string shown(std::string_view text, const Files& files) {
  return on_github(files) ? without_inner_commands(printable(text)) : printable(text);
}

void print(const Streams& streams, std::string_view text) {
  streams.out.write(text.data(), static_cast<std::streamsize>(text.size()));
  streams.out.flush();
  if (!streams.out) throw UsageError("cannot write to standard output");
}

}  // namespace ampsite::app
