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
#include "ampsite/source/severity_words.h"
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

/// What a run has found out: what its formats are made of.
struct RunReport {
  std::vector<CheckedFile> files;
  std::vector<UncheckedPath> unchecked;
  std::optional<Severity> fail_on;  ///< none: never
};

using Report = const RunReport&;
using Options = const TextOptions&;

constexpr std::array<OutputFormat<RunReport, TextOptions>, 7> formats{{
    {"text", [](Report run, Options options) { return findings_text(run.files, options, run.unchecked); }},
    {"concise", [](Report run, Options) { return findings_concise(run.files); }},
    {"json", [](Report run, Options) { return findings_json(run.files, run.unchecked); }},
    {"sarif", [](Report run, Options) { return findings_sarif(run.files, run.unchecked); }},
    {"junit", [](Report run, Options) { return findings_junit(run.files, run.unchecked, run.fail_on); }},
    {"github", [](Report run, Options) { return findings_github(run.files, run.unchecked); }},
    {"gitlab", [](Report run, Options) { return findings_gitlab(run.files, run.unchecked); }},
}};
constexpr auto format_names = names_of(formats);

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

/// The path by which a file's config is found and its fingerprints are made.
std::string located(const InputFile& file, const std::string& working_folder) {
  return file.standard_input() ? absolute_path(working_folder, file.name) : file.path;
}

/// What has been checked, and what a baseline has to know of it.
struct Checked {
  RunReport report;
  std::vector<JudgedFile> judged;  ///< the report's files
  std::set<std::string> unread;    ///< paths of files that could not be read
  bool fault = false;              ///< of the program, at some file
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
        configs_(arguments.common.config, files, use_colour(arguments.common, streams.err_is_terminal, files)),
        fail_on_(fail_on()) {}

  FoundFiles find() {
    FoundFiles found = find_files(arguments_.paths, arguments_.stdin_name, files_,
                                  [this](const std::string& path) { return configs_.excludes(path); });
    keep_standard_input_apart(found);
    return found;
  }

  /// Checks the files that can be read; the others go to what is unchecked, behind the problems of finding them.
  Checked check(const FoundFiles& found) {
    std::vector<FileToCheck> to_check;
    for (const InputFile& file : found.files) to_check.push_back(prepared(file));
    Progress progress(streams_.err_is_terminal && !arguments_.quiet ? &streams_.err : nullptr, to_check.size());
    std::vector<FileOutcome> outcomes = check_files(to_check, jobs_, streams_, files_, progress);
    Checked checked;
    RunReport& report = checked.report;
    report.unchecked = found.problems;
    report.fail_on = fail_on_;
    report.files.reserve(outcomes.size());  // so that `judged` can point into it
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const InputFile& file = to_check[i].input;
      checked.fault |= outcomes[i].fault;
      if (outcomes[i].checked) {
        report.files.push_back(std::move(*outcomes[i].checked));
        checked.judged.push_back(
            {&report.files.back(), located(file, working_folder_), &to_check[i].options->severities});
      } else {
        report.unchecked.push_back({file.name, outcomes[i].problem});
        checked.unread.insert(located(file, working_folder_));
      }
    }
    return checked;
  }

 private:
  /// --fail-on, else the working folder's config, else errors.
  std::optional<Severity> fail_on() {
    if (!arguments_.fail_on.empty()) return severity_named(arguments_.fail_on);
    const Stated<std::string>& configured = configs_.for_working_folder().config.fail_on;
    return configured.stated() ? severity_named(configured.value) : Severity::error;
  }

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
  std::optional<Severity> fail_on_;
  std::map<const HouseConfig*, ValidateOptions> options_;
};

bool fails(const RunReport& report) {
  if (!report.fail_on) return false;
  return std::any_of(report.files.begin(), report.files.end(), [&](const CheckedFile& file) {
    const std::vector<Diagnostic>& found = file.validation.diagnostics;
    return std::any_of(found.begin(), found.end(),
                       [&](const Diagnostic& diagnostic) { return diagnostic.severity >= *report.fail_on; });
  });
}

void report_problems(const std::vector<UncheckedPath>& problems, const Streams& streams, const Files& files) {
  for (const UncheckedPath& path : problems) {
    streams.err << "error: " << shown(path.name + ": " + path.why, files) << "\n";
  }
}

/// One line, however many files it is about.
void tell_left_out(const std::set<std::string>& names, const Streams& streams, const Files& files) {
  if (names.empty()) return;
  const std::string& first = *names.begin();
  const std::string told =
      names.size() == 1 ? fmt::format("{} is skipped: the config excludes it", first)
                        : fmt::format("{} and {} more are skipped: the config excludes them", first, names.size() - 1);
  streams.err << "note: " << shown(told, files) << "\n";
}

/// For a person at a terminal without what could repaint it, for a program the name as it is, unless its line would not
/// be one name. On GitHub no name is a command: "./" in front leaves it the same file.
std::string listed_name(const std::string& name, bool is_terminal, bool github) {
  const bool controls =
      std::any_of(name.begin(), name.end(), [](char c) { return (c >= '\0' && c < ' ') || c == '\x7F'; });
  std::string listed = is_terminal || controls ? printable(name) : name;
  if (github && listed.find("::") != std::string::npos) listed.insert(0, "./");
  return github ? without_inner_commands(listed) : listed;
}

int list_files(const FoundFiles& found, const Streams& streams, const Files& files) {
  std::string text;
  for (const InputFile& file : found.files) {
    text += listed_name(file.name, streams.out_is_terminal, on_github(files)) + "\n";
  }
  print(streams, text);
  report_problems(found.problems, streams, files);
  return found.problems.empty() ? exit_code::clean : exit_code::usage;
}

/// --list-files checks nothing, so that there is nothing to report or to hold against a baseline.
void refuse_beside_list_files(const ValidateArguments& arguments) {
  const auto refuse = [](bool given, std::string_view option) {
    if (!given) return;
    throw UsageError(
        fmt::format("--list-files checks no file, so that {} has nothing to work on; leave one of them out", option));
  };
  refuse(!arguments.output.formats.empty(), "--format");
  refuse(!arguments.output.outputs.empty(), "--output");
  refuse(arguments.baseline.has_value(), "--baseline");
  refuse(arguments.write_baseline.has_value(), "--write-baseline");
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

void write_reports(const ValidateArguments& arguments, std::vector<Destination> destinations, const RunReport& report,
                   const Ratchet& ratchet, const Streams& streams, Files& files) {
  // A run on GitHub without --format shows what it finds at its lines as well.
  const bool annotated = arguments.output.formats.empty() && on_github(files);
  const bool silent = std::none_of(destinations.begin(), destinations.end(),
                                   [](const Destination& destination) { return destination.standard_output(); });
  if (annotated && silent) destinations.push_back({"github", ""});
  std::vector<std::string> texts;
  for (const Destination& destination : destinations) {
    const bool printed = destination.standard_output();
    const bool colour = printed && use_colour(arguments.common, streams.out_is_terminal, files);
    texts.push_back(format_named(destination.format, formats).render(report, {colour, !arguments.quiet}));
    if (printed && annotated && destination.format == "text") {
      texts.back() = without_workflow_commands(texts.back()) + findings_github(report.files, report.unchecked);
    }
  }
  if (std::optional<OutputFile> baseline = ratchet.output()) {
    destinations.push_back({"baseline", std::move(baseline->path)});
    texts.push_back(std::move(baseline->text));
  }
  write_results(destinations, texts, streams, files);
  if (arguments.quiet) return;
  for (const std::string& note : ratchet.notes()) streams.err << "note: " << shown(note, files) << "\n";
}

/// The paths and names that are given are no empty ones.
void check_names(const ValidateArguments& arguments) {
  if (arguments.paths.empty()) throw UsageError("name a file, a folder or a pattern to check, or - for standard input");
  if (std::find(arguments.paths.begin(), arguments.paths.end(), "") != arguments.paths.end()) {
    throw UsageError("a PATH is empty; write . for the working folder");
  }
  if (!arguments.stdin_name) return;
  if (arguments.stdin_name->empty()) throw UsageError("--stdin-filename is empty");
  if (std::find(arguments.paths.begin(), arguments.paths.end(), "-") == arguments.paths.end()) {
    throw UsageError("--stdin-filename names standard input, which is not checked; add - to check it");
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
  check_names(arguments);
  if (arguments.list_files) refuse_beside_list_files(arguments);
  const std::vector<Destination> destinations =
      choose_destinations(arguments.output, {format_names, false, true}, files.current_folder());

  Checker checker(arguments, streams, files);
  const FoundFiles found = checker.find();
  if (!arguments.quiet) tell_left_out(found.left_out, streams, files);
  if (arguments.list_files) return list_files(found, streams, files);
  Ratchet ratchet(arguments.baseline, arguments.write_baseline, files,
                  use_colour(arguments.common, streams.err_is_terminal, files));
  keep_apart(destinations, found, ratchet, arguments.common.config, files);
  Checked checked = checker.check(found);
  const bool all_was_checked = checked.report.unchecked.empty();
  ratchet.use(checked.judged, checked.unread, all_was_checked);
  report_problems(checked.report.unchecked, streams, files);
  write_reports(arguments, destinations, checked.report, ratchet, streams, files);
  if (const auto problem = ratchet.problem()) streams.err << "error: " << shown(*problem, files) << "\n";
  if (checked.fault) return exit_code::internal;
  if (!all_was_checked) return exit_code::usage;
  return fails(checked.report) ? exit_code::findings : exit_code::clean;
}

}  // namespace ampsite::app
