#include "validate_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <ostream>
#include <set>

#include "ampsite/report/checked_file.h"
#include "ampsite/report/findings_concise.h"
#include "ampsite/report/findings_github.h"
#include "ampsite/report/findings_gitlab.h"
#include "ampsite/report/findings_json.h"
#include "ampsite/report/findings_junit.h"
#include "ampsite/report/findings_sarif.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/report/terminal_text.h"
#include "check_files.h"
#include "exit_codes.h"
#include "find_files.h"
#include "outputs.h"
#include "overwriting.h"
#include "paths.h"
#include "progress.h"
#include "ratchet.h"
#include "rule_choice.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

/// A format that has no options.
template <std::string (*render)(const std::vector<CheckedFile>& files)>
std::string plain(const std::vector<CheckedFile>& files, const TextOptions& /*options*/) {
  return render(files);
}

constexpr std::array<OutputFormat<std::vector<CheckedFile>, TextOptions>, 7> formats{{
    {"text", findings_text},
    {"concise", plain<findings_concise>},
    {"json", plain<findings_json>},
    {"sarif", plain<findings_sarif>},
    {"junit", plain<findings_junit>},
    {"github", plain<findings_github>},
    {"gitlab", plain<findings_gitlab>},
}};
constexpr auto format_names = names_of(formats);
constexpr std::array<std::string_view, 4> fail_levels{"error", "warning", "note", "never"};

struct ValidateArguments {
  std::vector<std::string> paths;
  OutputOptions output;
  std::string fail_on;
  RuleOptions rules;
  std::optional<std::string> baseline;
  std::optional<std::string> write_baseline;
  std::optional<std::string> jobs;
  std::optional<std::string> stdin_name;
  bool quiet = false;
  bool list_files = false;
  CommonOptions common;
};

void add_rule_options(CLI::App& command, RuleOptions& rules) {
  add_repeatable(command, "--select", rules.select,
                 "Run these rules alone, and those that are pinned: ids, or beginnings")
      ->type_name("RULES");
  add_repeatable(command, "--ignore", rules.ignore, "Do not run these rules: ids, or their beginnings, such as AMP4")
      ->type_name("RULES");
  add_repeatable(command, "--severity", rules.severity, "Set a rule's severity")
      ->type_name(fmt::format("RULE={}", fmt::join(severity_levels, "|")));
}

void add_options(CLI::App& command, ValidateArguments& arguments) {
  command
      .add_option("PATH", arguments.paths,
                  "Files, folders, patterns such as 'sites/**/*.yaml', or - for standard input")
      ->type_name("");
  one_of(add_repeatable(command, "--format", arguments.output.formats, "What to print (default: text)"), format_names);
  add_repeatable(command, "--output", arguments.output.outputs, "Write a format to a file; may be repeated")
      ->type_name("FORMAT=PATH");
  one_of(command.add_option("--fail-on", arguments.fail_on, "Exit 1 from this severity on (default: error)"),
         fail_levels);
  add_rule_options(command, arguments.rules);
  command.add_option("--baseline", arguments.baseline, "Leave out the findings that this file lists, and count them")
      ->type_name("FILE");
  command
      .add_option("--write-baseline", arguments.write_baseline,
                  "List the findings in this file; with --baseline, those of it that are still there")
      ->type_name("FILE");
  command.add_option("--jobs", arguments.jobs, "Threads to check with (default: one for each core)")->type_name("N");
  command.add_flag("--quiet", arguments.quiet, "Print the findings alone: no summary, progress or notes");
  command.add_flag("--list-files", arguments.list_files, "Print the files that would be checked, and check none");
  command.add_option("--stdin-filename", arguments.stdin_name, "The file name for standard input")->type_name("NAME");
  add_common_options(command, arguments.common);
}

std::string render(std::string_view format, const std::vector<CheckedFile>& checked, const TextOptions& options) {
  return format_named(format, formats).render(checked, options);
}

/// The path by which a file's config is found and its fingerprints are made.
std::string located(const InputFile& file, const std::string& working_folder) {
  return file.standard_input() ? absolute_path(working_folder, file.name) : file.path;
}

/// What has been checked, and what a baseline has to know of it.
struct Checked {
  std::vector<CheckedFile> files;
  std::vector<std::string> paths;               ///< of each file, absolute
  std::vector<const ValidateOptions*> options;  ///< of each file
  std::set<std::string> unread;                 ///< paths of files that could not be read

  std::vector<JudgedFile> judged() {
    std::vector<JudgedFile> all;
    for (std::size_t i = 0; i < files.size(); ++i) all.push_back({&files[i], paths[i], &options[i]->severities});
    return all;
  }
};

class Checker {
 public:
  Checker(const ValidateArguments& arguments, const Streams& streams, Files& files)
      : arguments_(arguments),
        streams_(streams),
        files_(files),
        working_folder_(files.current_folder()),
        rules_(choose_rules(arguments.rules)),
        jobs_(number_of_jobs(arguments.jobs)),
        configs_(arguments.common.config, files, use_colour(arguments.common, streams.err_is_terminal, files)) {}

  FoundFiles find() {
    FoundFiles found = find_files(arguments_.paths, arguments_.stdin_name, files_,
                                  [this](const std::string& path) { return configs_.excludes(path); });
    keep_standard_input_apart(found);
    return found;
  }

  /// Checks the files that can be read, and adds the others to the problems.
  Checked check(FoundFiles& found) {
    std::vector<FileToCheck> to_check;
    for (const InputFile& file : found.files) to_check.push_back(prepared(file));
    Progress progress(streams_.err_is_terminal && !arguments_.quiet ? &streams_.err : nullptr, to_check.size());
    std::vector<FileOutcome> outcomes = check_files(to_check, jobs_, streams_, files_, progress);
    Checked checked;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const InputFile& file = to_check[i].input;
      if (outcomes[i].checked) {
        checked.files.push_back(std::move(*outcomes[i].checked));
        checked.paths.push_back(located(file, working_folder_));
        checked.options.push_back(to_check[i].options);
      } else {
        found.problems.push_back(file.name + ": " + outcomes[i].problem);
        checked.unread.insert(located(file, working_folder_));
      }
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
  /// Two files of one name could not be told apart in any report.
  void keep_standard_input_apart(const FoundFiles& found) const {
    const auto input = std::find_if(found.files.begin(), found.files.end(),
                                    [](const InputFile& file) { return file.standard_input(); });
    if (input == found.files.end()) return;
    const std::string path = files_.resolved(located(*input, working_folder_));
    for (const InputFile& file : found.files) {
      if (file.standard_input() || files_.resolved(file.path) != path) continue;
      throw UsageError(fmt::format("standard input is called {}, which is checked, too; leave one of them out",
                                   printable(file.name)));
    }
  }

  FileToCheck prepared(const InputFile& file) {
    const std::string path = located(file, working_folder_);
    const HouseConfig& house = configs_.for_file(path);
    const bool nameless = file.standard_input() && !arguments_.stdin_name;
    return {file, nameless ? file.name : relative_path(house.folder, path), &options_of(house)};
  }

  /// Made once for each config: many files share one.
  const ValidateOptions& options_of(const HouseConfig& house) {
    const auto [options, is_new] = options_.try_emplace(&house);
    if (is_new) {
      options->second = house.validate_options();
      options->second.severities = chosen_severities(rules_, house.severities);
    }
    return options->second;
  }

  const ValidateArguments& arguments_;
  const Streams& streams_;
  Files& files_;
  std::string working_folder_;
  RuleChoice rules_;
  std::size_t jobs_;
  Configs configs_;
  std::map<const HouseConfig*, ValidateOptions> options_;
};

bool fails(const FindingCounts& counts, std::string_view level) {
  if (level == "never") return false;
  return counts.errors > 0 || (level != "error" && counts.warnings > 0) || (level == "note" && counts.notes > 0);
}

/// Tells of what could not be found or read; whether there was any.
bool report_problems(const FoundFiles& found, const Streams& streams) {
  for (const std::string& problem : found.problems) streams.err << "error: " << printable(problem) << "\n";
  if (found.files.empty() && found.problems.empty()) {
    streams.err << "error: no site file was found" << (found.excluded > 0 ? " that the config does not exclude" : "")
                << "\n";
  }
  return !found.problems.empty() || found.files.empty();
}

/// For a person at a terminal without what could repaint it, for a program the names as they are.
std::string file_list(const FoundFiles& found, bool is_terminal) {
  std::string text;
  for (const InputFile& file : found.files) text += (is_terminal ? printable(file.name) : file.name) + "\n";
  return text;
}

/// Two outputs to one file, and an output over what is checked, are UsageErrors, by whichever links they are called.
void keep_apart(const std::vector<Destination>& destinations, const FoundFiles& found, const Ratchet& ratchet,
                const ConfigChoice& config, const Files& files) {
  std::map<std::string, std::string> taken;  // what stands at a path that is not to be overwritten
  const auto take = [&](const std::string& path, const std::string& what) {
    refuse_to_overwrite(what, path, config, files);
    const auto [other, is_new] = taken.emplace(files.resolved(path), "the file of " + what);
    if (!is_new) throw UsageError(fmt::format("{} would overwrite {}", what, other->second));
  };
  std::vector<Destination> written;
  std::copy_if(destinations.begin(), destinations.end(), std::back_inserter(written),
               [](const Destination& destination) { return !destination.standard_output(); });
  if (written.empty() && !ratchet.write_path()) return;
  for (const InputFile& file : found.files) {
    if (!file.standard_input()) taken.emplace(files.resolved(file.path), "the site file " + file.name);
  }
  if (ratchet.write_path()) take(*ratchet.write_path(), "--write-baseline");
  if (ratchet.read_path()) taken.emplace(files.resolved(*ratchet.read_path()), "the baseline");
  for (const Destination& destination : written) take(destination.path, "--output " + destination.format);
}

/// A run on GitHub without --format shows what it finds at its lines as well.
bool annotates(const ValidateArguments& arguments, const Files& files) {
  const auto github = files.environment("GITHUB_ACTIONS").value_or("");
  return arguments.output.formats.empty() && !github.empty() && github != "false";
}

void write_reports(const ValidateArguments& arguments, std::vector<Destination> destinations,
                   const std::vector<CheckedFile>& checked, const Ratchet& ratchet, const Streams& streams,
                   Files& files) {
  const bool annotated = annotates(arguments, files);
  const bool silent = std::none_of(destinations.begin(), destinations.end(),
                                   [](const Destination& destination) { return destination.standard_output(); });
  if (annotated && silent) destinations.push_back({"github", ""});
  std::vector<std::string> texts;
  for (const Destination& destination : destinations) {
    const bool printed = destination.standard_output();
    const bool colour = printed && use_colour(arguments.common, streams.out_is_terminal, files);
    texts.push_back(render(destination.format, checked, {colour, !arguments.quiet}));
    if (printed && annotated && destination.format == "text") {
      texts.back() = without_workflow_commands(texts.back()) + findings_github(checked);
    }
  }
  if (ratchet.write_path()) {
    destinations.push_back({"baseline", *ratchet.write_path()});
    texts.push_back(ratchet.text());
  }
  write_results(destinations, texts, streams, files);
  if (arguments.quiet) return;
  for (const std::string& note : ratchet.notes()) streams.err << "note: " << printable(note) << "\n";
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
  if (std::find(arguments.paths.begin(), arguments.paths.end(), "") != arguments.paths.end()) {
    throw UsageError("a PATH is empty; write . for the working folder");
  }
  if (arguments.stdin_name && arguments.stdin_name->empty()) throw UsageError("--stdin-filename is empty");
  const std::vector<Destination> destinations =
      choose_destinations(arguments.output, {format_names, false, true}, files.current_folder());

  Checker checker(arguments, streams, files);
  const std::string fail_level = checker.fail_level();
  FoundFiles found = checker.find();
  if (arguments.list_files) {
    print(streams, file_list(found, streams.out_is_terminal));
    return report_problems(found, streams) ? exit_code::usage : exit_code::clean;
  }
  Ratchet ratchet(arguments.baseline, arguments.write_baseline, files,
                  use_colour(arguments.common, streams.err_is_terminal, files));
  keep_apart(destinations, found, ratchet, arguments.common.config, files);
  Checked checked = checker.check(found);
  ratchet.use(checked.judged(), checked.unread);
  if (!checked.files.empty()) write_reports(arguments, destinations, checked.files, ratchet, streams, files);
  if (report_problems(found, streams)) return exit_code::usage;
  return fails(count_findings(checked.files), fail_level) ? exit_code::findings : exit_code::clean;
}

}  // namespace ampsite::app
