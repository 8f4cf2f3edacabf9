#include "command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <ostream>
#include <utility>

#include "ampsite/read/nearest.h"
#include "ampsite/version.h"
#include "exit_codes.h"
#include "outputs.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

constexpr std::array<std::string_view, 3> colours{"auto", "always", "never"};

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

[[noreturn]] void refuse_extra(const CLI::App& command, const std::vector<std::string>& extras) {
  const auto option = std::find_if(extras.begin(), extras.end(),
                                   [](const std::string& text) { return text.size() > 1 && text.starts_with('-'); });
  if (option == extras.end()) throw UsageError(fmt::format("unexpected argument \"{}\"", extras.front()));
  const std::string name = option->substr(0, option->find('='));
  const std::vector<std::string> known = option_names(command);
  const std::vector<std::string_view> views(known.begin(), known.end());
  throw UsageError(fmt::format("unknown option {}{}", name, suggestion(name, views)));
}

/// The library's words on values that are missing or too many, in words of our own.
[[noreturn]] void refuse_values(const CLI::App& command, const CLI::ArgumentMismatch& error) {
  const std::string words = error.what();
  const CLI::Option* option = command.get_option_no_throw(words.substr(0, words.find(':')));
  if (option == nullptr) throw UsageError(words);
  if (option->count() > 1) throw UsageError(option->get_name() + " can stand only once");
  throw UsageError(fmt::format("{} needs a value: {}", option->get_name(), option->get_type_name()));
}

void add_colour_and_version(CLI::App& command, std::string& colour) {
  one_of(command.add_option("--color", colour, "Colour in text (default: auto)"), colours);
  command.set_version_flag("--version", version_text(), "Print the versions of the program and its libraries");
}

OptionTable table_of(const CLI::App& command) {
  OptionTable table{command.get_description(), {}};
  for (const CLI::Option* option : command.get_options()) {
    const bool named = !option->get_lnames().empty();
    const std::string name = named ? "--" + option->get_lnames().front() : option->get_name();
    const bool flag = named && option->get_items_expected_max() == 0;
    const bool repeatable = named ? option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll
                                  : option->get_items_expected_max() > 1;
    const std::string type = option->get_type_name();
    table.rows.push_back({name, flag ? "" : type.empty() ? name : type, option->get_description(), repeatable});
  }
  return table;
}

void check_colour(const std::string& colour) { check_choice("--color", colour, colours); }

}  // namespace

void add_common_options(CLI::App& command, CommonOptions& options) {
  CLI::Option* file =
      command.add_option("--config", options.config.file, "Use this config instead of the nearest .ampsite.yaml")
          ->type_name("FILE");
  command.add_flag("--no-config", options.config.none, "Use no config")->excludes(file);
  add_colour_and_version(command, options.colour);
}

CLI::Option* add_repeatable(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                            const std::string& text) {
  return command.add_option(name, values, text)->expected(1)->take_all()->allow_extra_args(false);
}

CLI::Option* one_of(CLI::Option* option, std::span<const std::string_view> possible) {
  return option->type_name(fmt::format("{}", fmt::join(possible, "|")));
}

std::vector<std::string> choices_in(std::string_view value) {
  std::vector<std::string> choices;
  if (value.find('|') == std::string_view::npos) return choices;
  for (std::size_t begin = 0; begin <= value.size();) {
    const std::size_t end = std::min(value.find('|', begin), value.size());
    choices.emplace_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return choices;
}

std::optional<int> read_arguments(CLI::App& command, Arguments arguments, Arguments& positionals,
                                  const Streams& streams) {
  if (arguments.size() == 1 && arguments.front() == table_request) throw table_of(command);
  command.allow_extras();
  const auto mark = std::find(arguments.begin(), arguments.end(), "--");
  const Arguments behind_mark(mark == arguments.end() ? mark : mark + 1, arguments.end());
  arguments.erase(mark, arguments.end());
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 takes them
  try {
    command.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    print(streams, command.help());
    return exit_code::clean;
  } catch (const CLI::CallForVersion& version) {
    print(streams, version.what());
    return exit_code::clean;
  } catch (const CLI::ArgumentMismatch& error) {
    refuse_values(command, error);
  } catch (const CLI::ParseError& error) {
    throw UsageError(error.what());
  }
  const std::vector<std::string> extras = command.remaining();
  if (!extras.empty()) refuse_extra(command, extras);
  positionals.insert(positionals.end(), behind_mark.begin(), behind_mark.end());
  return std::nullopt;
}

std::optional<int> read_plain_arguments(CLI::App& command, const Arguments& given, std::optional<std::string>& argument,
                                        const Streams& streams) {
  std::string colour = "auto";
  Arguments behind_mark;
  add_colour_and_version(command, colour);
  if (const auto done = read_arguments(command, given, behind_mark, streams)) return done;
  check_colour(colour);
  for (std::string& word : behind_mark) {
    if (argument) throw UsageError(fmt::format("unexpected argument \"{}\"", word));
    argument = std::move(word);
  }
  return std::nullopt;
}

void check_common(const CommonOptions& options) { check_colour(options.colour); }

bool use_colour(const CommonOptions& options, bool is_terminal, const Files& files) {
  if (options.colour != "auto") return options.colour == "always";
  const auto is_set = [&](const char* name) { return !files.environment(name).value_or("").empty(); };
  if (is_set("NO_COLOR")) return false;
  if (is_set("FORCE_COLOR")) return files.environment("FORCE_COLOR") != "0";
  return is_terminal && files.environment("TERM") != "dumb";
}

void check_choice(std::string_view what, const std::string& value, std::span<const std::string_view> possible) {
  if (std::find(possible.begin(), possible.end(), value) != possible.end()) return;
  throw UsageError(fmt::format("{} cannot be \"{}\"{}; possible: {}", what, value, suggestion(value, possible),
                               fmt::join(possible, ", ")));
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
  const std::string_view near = nearest(word, known);
  return near.empty() ? "" : fmt::format("; did you mean {}?", near);
}

std::string version_text() {
  return fmt::format("ampsite {}\nCLI11 {}\nfmt {}.{}.{}\nnlohmann-json {}.{}.{}\nyaml-cpp {}\n", version,
                     CLI11_VERSION, FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100,
                     NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH,
                     AMPSITE_YAML_CPP_VERSION);
}

}  // namespace ampsite::app
