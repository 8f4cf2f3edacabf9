#include "plan_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <utility>

#include "ampsite/ampsite.h"
#include "ampsite/report/checked_file.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/report/plan_csv.h"
#include "ampsite/report/plan_html.h"
#include "ampsite/report/plan_json.h"
#include "ampsite/report/plan_markdown.h"
#include "ampsite/report/plan_report.h"
#include "ampsite/report/plan_text.h"
#include "exit_codes.h"
#include "find_files.h"
#include "input.h"
#include "outputs.h"
#include "overwriting.h"
#include "paths.h"
#include "plan_check.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

constexpr std::array<OutputFormat<PlanReport>, 5> formats{
    {{"text", plan_text}, {"json", plan_json}, {"markdown", plan_markdown}, {"html", plan_html}, {"csv", plan_csv}}};
constexpr auto format_names = names_of(formats);

struct PlanArguments {
  std::string path;
  Arguments behind_mark;  ///< behind "--"
  OutputOptions output;
  std::optional<std::string> check;  ///< the plan to check instead of writing one
  bool allow_errors = false;
  CommonOptions common;
};

void add_options(CLI::App& command, PlanArguments& arguments) {
  command.add_option("FILE", arguments.path, "The site file, or - for standard input")->type_name("");
  one_of(add_repeatable(command, "--format", arguments.output.formats, "What to print (default: text)"), format_names);
  add_repeatable(command, "--output", arguments.output.outputs,
                 "Write the plan to a file instead, whole or not at all; may be repeated. Without FORMAT the ending "
                 "says it (" +
                     endings_help(format_names) + "), else --format")
      ->type_name("[FORMAT=]PATH");
  command
      .add_option(
          "--check", arguments.check,
          "Write no plan, but say where this one in JSON (- for standard input) is out of date, and exit 1 if it is "
          "(4 where today's plan leaves a charger out); the version of the program that wrote it does not count")
      ->type_name("PLAN");
  command.add_flag("--allow-errors", arguments.allow_errors,
                   "Plan although errors of structure, protection, grid or cable remain");
  add_common_options(command, arguments.common);
}

InputFile input_of(const PlanArguments& arguments, const Files& files) {
  const bool marked = arguments.path.empty() && !arguments.behind_mark.empty();
  const std::string& path = marked ? arguments.behind_mark.front() : arguments.path;
  if (path.empty()) throw UsageError("name one site file to plan, or - for standard input");
  if (arguments.behind_mark.size() > (marked ? 1U : 0U)) {
    throw UsageError("unexpected argument \"" + arguments.behind_mark.back() + "\"");
  }
  if (path == "-") return {"", "<stdin>"};
  const std::string absolute = absolute_path(files.current_folder(), path);
  const FileKind kind = files.kind(absolute);
  if (kind == FileKind::missing) throw UsageError(path + ": no such file");
  if (kind == FileKind::folder) throw UsageError(path + " is a folder; plan takes one site file");
  return {absolute, relative_path(files.current_folder(), absolute)};
}

ValidateOptions options_for(const InputFile& file, const PlanArguments& arguments, const Streams& streams,
                            const Files& files) {
  Configs configs(arguments.common.config, files, use_colour(arguments.common, streams.err_is_terminal, files));
  const HouseConfig& house = file.standard_input() ? configs.for_working_folder() : configs.for_file(file.path);
  return house.validate_options();
}

CheckedFile check(const InputFile& file, const ValidateOptions& options, const Streams& streams, const Files& files) {
  Outcome<std::string> text = read_input(file, streams, files);
  if (!text.value) throw UsageError(file.name + ": " + text.error);
  return check_site_file(file.name, std::move(*text.value), options);
}

/// Says which findings stop the plan. A plan in place of the site file is a UsageError.
void say_what_stops(const std::vector<CheckedFile>& checked, const PlanArguments& arguments, const Streams& streams,
                    const Files& files) {
  int always = 0;
  int unless_allowed = 0;
  for (const Diagnostic& diagnostic : checked.front().validation.diagnostics) {
    if (stops_plan(diagnostic) == StopsPlan::always) ++always;
    if (stops_plan(diagnostic) == StopsPlan::unless_allowed) ++unless_allowed;
  }
  if (always > 0) refuse_plan_as_site(checked.front().source, "name its site file");
  streams.err << findings_text(checked, {use_colour(arguments.common, streams.err_is_terminal, files), false});
  streams.err << (arguments.check ? "no plan to compare with: " : "no plan was written: ")
              << counted(always + unless_allowed, "error") << (always + unless_allowed == 1 ? " stops it" : " stop it");
  if (always == 0) streams.err << "; --allow-errors plans all the same";
  streams.err << "\n";
}

int exit_code_of(const PlanReport& report, bool written, const Streams& streams) {
  const int errors = unresolved_errors(report);
  if (errors > 0) {
    streams.err << "warning: the plan " << (written ? "was written although it " : "") << "leaves "
                << counted(errors, "error") << "\n";
  }
  if (report.plan.leaves_a_charger_out(report.site)) {
    streams.err << "warning: " << left_out_text(report) << "\n";
    return exit_code::left_out;
  }
  return errors > 0 ? exit_code::findings : exit_code::clean;
}

}  // namespace

int run_plan(const Arguments& given, const Streams& streams, Files& files) {
  PlanArguments arguments;
  CLI::App command("Plan how each charger reaches the internet and which current each car is guaranteed.",
                   "ampsite plan");
  add_options(command, arguments);
  if (const auto done = read_arguments(command, given, arguments.behind_mark, streams)) return *done;
  check_common(arguments.common);
  if (arguments.check && !(arguments.output.formats.empty() && arguments.output.outputs.empty())) {
    throw UsageError("--check writes no plan; leave out --format and --output");
  }
  const std::vector<Destination> destinations =
      choose_destinations(arguments.output, {format_names, true, false}, files.current_folder());
  const InputFile file = input_of(arguments, files);
  for (const Destination& destination : destinations) {
    if (destination.standard_output()) continue;
    if (destination.path == file.path) throw UsageError("--output would overwrite the site file " + file.name);
    refuse_to_overwrite("--output", destination.path, arguments.common.config, files);
  }
  std::optional<SourceText> written;
  std::optional<JsonTree> written_json;
  if (arguments.check) {
    written.emplace(read_written_plan(*arguments.check, "--check", file, streams, files));
    written_json = parse_written_plan(*written);
  }

  const ValidateOptions options = options_for(file, arguments, streams, files);
  const std::vector<CheckedFile> checked{check(file, options, streams, files)};
  const std::optional<Plan> plan =
      plan_site_file(checked.front(), arguments.allow_errors ? ErrorsAllowed::yes : ErrorsAllowed::no, options);
  if (!plan) {
    say_what_stops(checked, arguments, streams, files);
    return exit_code::findings;
  }
  const PlanReport report = report_plan(checked.front(), *plan, options);
  if (written_json) {
    const int differs = check_written_plan(*written_json, written->name(), plan_json(report), streams);
    return std::max(differs, exit_code_of(report, false, streams));
  }
  std::vector<std::string> texts;
  for (const Destination& destination : destinations) {
    texts.push_back(format_named(destination.format, formats).render(report));
  }
  write_results(destinations, texts, streams, files);
  return exit_code_of(report, true, streams);
}

}  // namespace ampsite::app
