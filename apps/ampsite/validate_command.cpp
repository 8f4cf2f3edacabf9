#include "validate_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ostream>

#include "ampsite/report/checked_file.h"
#include "ampsite/report/findings_concise.h"
#include "ampsite/report/findings_json.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/report/fingerprint.h"
#include "exit_codes.h"
#include "find_files.h"
#include "input.h"
#include "outputs.h"
#include "paths.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

struct Format {
  std::string_view name;
  std::string (*render)(const std::vector<CheckedFile>& files, const TextOptions& options);
};

constexpr std::array<Format, 3> formats{{
    {"text", findings_text},
    {"concise", [](const std::vector<CheckedFile>& files, const TextOptions&) { return findings_concise(files); }},
    {"json", [](const std::vector<CheckedFile>& files, const TextOptions&) { return findings_json(files); }},
}};
constexpr std::array<std::string_view, 3> format_names{formats[0].name, formats[1].name, formats[2].name};
constexpr std::array<std::string_view, 4> fail_levels{"error", "warning", "note", "never"};

struct ValidateArguments {
  std::vector<std::string> paths;
  OutputOptions output;
  std::string fail_on;
  std::string stdin_name = "<stdin>";
  bool quiet = false;
  bool list_files = false;
  CommonOptions common;
};

void add_options(CLI::App& command, ValidateArguments& arguments) {
  command
      .add_option("PATH", arguments.paths,
                  "Files, folders, patterns such as 'sites/**/*.yaml', or - for standard input")
      ->type_name("");
  add_repeatable(command, "--format", arguments.output.formats, "What to print: text (default), concise, json")
      ->type_name("FORMAT");
  add_repeatable(command, "--output", arguments.output.outputs, "Write a format to a file; may be repeated")
      ->type_name("FORMAT=PATH");
  command
      .add_option("--fail-on", arguments.fail_on, "Exit 1 from this severity on: error (default), warning, note, never")
      ->type_name("LEVEL");
  command.add_flag("--quiet", arguments.quiet, "Print the findings alone, without the summary");
  command.add_flag("--list-files", arguments.list_files, "Print the files that would be checked, and check none");
  command.add_option("--stdin-filename", arguments.stdin_name, "The file name for standard input")->type_name("NAME");
  add_common_options(command, arguments.common);
}

std::string render(std::string_view format, const std::vector<CheckedFile>& checked, const TextOptions& options) {
  return std::find_if(formats.begin(), formats.end(), [&](const Format& f) { return f.name == format; })
      ->render(checked, options);
}

/// The path by which a file's config is found and its fingerprints are made.
std::string located(const InputFile& file, const Files& files) {
  return file.standard_input() ? absolute_path(files.current_folder(), file.name) : file.path;
}

class Checker {
 public:
  Checker(const ValidateArguments& arguments, const Streams& streams, Files& files)
      : arguments_(arguments),
        streams_(streams),
        files_(files),
        configs_(arguments.common.config, files, use_colour(arguments.common, streams.err_is_terminal, files)) {}

  FoundFiles find() {
    return find_files(arguments_.paths, arguments_.stdin_name, files_,
                      [this](const std::string& path) { return configs_.excludes(path); });
  }

  /// Checks the files that can be read, and adds the others to the problems.
  std::vector<CheckedFile> check(FoundFiles& found) {
    std::vector<CheckedFile> checked;
    for (const InputFile& file : found.files) {
      const HouseConfig& house = configs_.for_file(located(file, files_));
      Outcome<std::string> text = read_input(file, streams_, files_);
      if (!text.value) {
        found.problems.push_back(file.name + ": " + text.error);
        continue;
      }
      SourceText source(file.name, std::move(*text.value));
      Validation validation = validate(source, house.validate_options());
      validation.site.reset();  // only the findings are shown, and many files may be checked
      const bool nameless = file.standard_input() && arguments_.stdin_name == ValidateArguments{}.stdin_name;
      std::string fingerprint_file = nameless ? file.name : relative_path(house.folder, located(file, files_));
      checked.push_back({std::move(source), std::move(validation), std::move(fingerprint_file)});
      add_fingerprints(checked.back());
    }
    return checked;
  }

  /// --fail-on, else the working folder's config, else error.
  std::string fail_level() {
    if (!arguments_.fail_on.empty()) return arguments_.fail_on;
    const Stated<std::string>& configured = configs_.for_working_folder().config.fail_on;
    return configured.stated() ? configured.value : "error";
  }

 private:
  const ValidateArguments& arguments_;
  const Streams& streams_;
  Files& files_;
  Configs configs_;
};

bool fails(const FindingCounts& counts, std::string_view level) {
  if (level == "never") return false;
  return counts.errors > 0 || (level != "error" && counts.warnings > 0) || (level == "note" && counts.notes > 0);
}

/// Tells of what could not be found or read; whether there was any.
bool report_problems(const FoundFiles& found, const Streams& streams) {
  for (const std::string& problem : found.problems) streams.err << "error: " << problem << "\n";
  if (found.files.empty() && found.problems.empty()) {
    streams.err << "error: no site file was found" << (found.excluded > 0 ? " that the config does not exclude" : "")
                << "\n";
  }
  return !found.problems.empty() || found.files.empty();
}

std::string file_list(const FoundFiles& found) {
  std::string text;
  for (const InputFile& file : found.files) text += file.name + "\n";
  return text;
}

void keep_inputs(const std::vector<Destination>& destinations, const FoundFiles& found) {
  for (const Destination& destination : destinations) {
    for (const InputFile& file : found.files) {
      if (destination.standard_output() || destination.path != file.path) continue;
      throw UsageError("--output would overwrite the site file " + file.name);
    }
  }
}

}  // namespace

int run_validate(const Arguments& given, const Streams& streams, Files& files) {
  ValidateArguments arguments;
  CLI::App command("Check site files and show what is wrong with them, where, and what to do.", "ampsite validate");
  add_options(command, arguments);
  if (const auto done = read_arguments(command, given, arguments.paths, streams)) return *done;
  check_common(arguments.common);
  if (!arguments.fail_on.empty()) check_choice("--fail-on", arguments.fail_on, fail_levels);
  if (arguments.paths.empty()) throw UsageError("name a file, a folder or a pattern to check, or - for standard input");
  const std::vector<Destination> destinations =
      choose_destinations(arguments.output, {format_names, false, true}, files.current_folder());

  Checker checker(arguments, streams, files);
  const std::string fail_level = checker.fail_level();
  FoundFiles found = checker.find();
  if (arguments.list_files) {
    print(streams, file_list(found));
    return report_problems(found, streams) ? exit_code::usage : exit_code::clean;
  }
  keep_inputs(destinations, found);
  const std::vector<CheckedFile> checked = checker.check(found);
  if (!checked.empty()) {
    std::vector<std::string> texts;
    for (const Destination& destination : destinations) {
      const bool colour = destination.standard_output() && use_colour(arguments.common, streams.out_is_terminal, files);
      texts.push_back(render(destination.format, checked, {colour, !arguments.quiet}));
    }
    write_results(destinations, texts, streams, files);
  }
  if (report_problems(found, streams)) return exit_code::usage;
  return fails(count_findings(checked), fail_level) ? exit_code::findings : exit_code::clean;
}

}  // namespace ampsite::app
