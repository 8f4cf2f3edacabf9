#include "verify_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "ampsite/ampsite.h"
#include "ampsite/electric/load_case.h"
#include "ampsite/plan/document/json_tree.h"
#include "ampsite/report/checked_file.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/report/json_report.h"
#include "exit_codes.h"
#include "find_files.h"
#include "input.h"
#include "outputs.h"
#include "paths.h"
#include "plan_check.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

struct VerifyArguments {
  std::vector<std::string> paths;  ///< FILE and PLAN
  CommonOptions common;
};

InputFile site_file_of(const std::string& path, const Files& files) {
  if (path == "-") return {"", "<stdin>"};
  const std::string absolute = absolute_path(files.current_folder(), path);
  const FileKind kind = files.kind(absolute);
  if (kind == FileKind::missing) throw UsageError(path + ": no such file");
  if (kind == FileKind::folder) throw UsageError(path + " is a folder; verify takes a site file and its plan");
  return {absolute, relative_path(files.current_folder(), absolute)};
}

CheckedFile check(const InputFile& file, const ValidateOptions& options, const Streams& streams, const Files& files) {
  Outcome<std::string> text = read_input(file, streams, files);
  if (!text.value) throw UsageError(file.name + ": " + text.error);
  return check_site_file(file.name, std::move(*text.value), options);
}

constexpr std::string_view digest_path = "site.digest";

/// How many to show: of those that a changed site explains only a few.
std::size_t most_shown(const Discrepancies& found) {
  constexpr std::size_t most = 20;
  constexpr std::size_t most_explained = 5;
  return !found.empty() && found.front().path == digest_path ? 1 + most_explained : most;
}

/// What a command line takes for a file.
std::string_view named(std::string_view file, std::string_view standard_input) {
  return file == "<stdin>" ? standard_input : file;
}

/// Each with its line of the plan; of many the first.
std::string discrepancies_text(const Discrepancies& found, const SourceText& source, const std::string& site_name,
                               bool colour) {
  const JsonTree json = parse_written_plan(source);
  const std::size_t shown = std::min(found.size(), most_shown(found));
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string where = found[i].path.empty() ? "" : found[i].path + ": ";
    Finding finding;
    finding.message = where + found[i].message;
    if (found[i].path == digest_path) {
      finding.help = fmt::format("plan anew: ampsite plan {} --output json={}", named(site_name, "SITE"),
                                 named(source.name(), "PLAN"));
    }
    finding.span = json[json.find(found[i].path)].span;
    text += problem_text(source, finding, "discrepancy", {colour, false}) + "\n";
  }
  if (found.size() > shown) text += fmt::format("and {} more\n", found.size() - shown);
  return text + fmt::format("{} does not hold: {}\n", source.name(),
                            counted(static_cast<std::ptrdiff_t>(found.size()), "discrepancy", "discrepancies"));
}

std::string proved_links(const Connectivity& connectivity) {
  const std::string links = "links of " + counted(std::ssize(connectivity.chargers), "charger");
  const auto proved = std::count_if(connectivity.proof.begin(), connectivity.proof.end(),
                                    [](const LevelProof& level) { return level.value == level.bound; });
  const std::ptrdiff_t levels = std::ssize(connectivity.proof);
  if (levels == 0) return links;
  if (proved == levels) return fmt::format("{}, proved to be the best on all {} levels", links, levels);
  return fmt::format("{}, proved to be the best on {} of {} levels", links, proved, levels);
}

std::string proved_wiring(const Site& site, const WiringProof& proof) {
  const double guaranteed_a = rounded_down(proof.guaranteed_a);
  const double bound_a = rounded_down(proof.upper_bound_a);
  const std::string gives = fmt::format("wiring that gives each one-phase car at least {} A", guaranteed_a);
  if (used_current_model(site) == CurrentModel::phasor) {
    return fmt::format("{} with currents added up arithmetically; as phasors no choice of lines gives more than {} A",
                       gives, bound_a);
  }
  if (bound_a == guaranteed_a) return gives + "; no choice of lines gives more";
  return fmt::format("{}; no choice of lines gives more than {} A", gives, bound_a);
}

/// What has been proved, a line each.
std::string proved_text(const Site& site, const Plan& plan, const std::vector<std::string>& not_checked) {
  std::string text = "the plan holds:\n";
  text += "  " + proved_links(plan.connectivity) + "\n";
  if (plan.load.wiring_proof) text += "  " + proved_wiring(site, *plan.load.wiring_proof) + "\n";
  text += "  " + counted(std::ssize(plan.load.cases), "load case") + " with fair currents, bottlenecks and settings\n";
  text += "  offline currents, what would help, the electrical values, the portal's caps, and all lists\n";
  for (const std::string& claim : not_checked) text += "not proved: " + claim + "\n";
  return text;
}

/// Prints what has been proved or what does not hold; the exit code for that.
int check_plan(const SourceText& plan_text, const CheckedFile& checked, const ValidateOptions& options, bool colour,
               const Streams& streams) {
  const PlanVerdict verdict = verify_written_plan(checked, plan_text.text(), options);
  if (!verdict.unreadable.empty()) refuse_written_plan(plan_text, verdict.unreadable, verdict.unreadable_at);
  if (verdict.plan && verdict.holds()) {
    print(streams, proved_text(*checked.validation.site, *verdict.plan, verdict.not_checked));
    return exit_code::clean;
  }
  print(streams, discrepancies_text(verdict.discrepancies, plan_text, checked.source.name(), colour));
  return exit_code::findings;
}

/// FILE and PLAN, in front of "--" or behind.
std::optional<int> read_verify_arguments(const Arguments& given, VerifyArguments& arguments, const Streams& streams) {
  CLI::App command("Check a plan in JSON against its site, trusting nothing that the optimiser computed.",
                   "ampsite verify");
  std::string site_path;
  std::string plan_path;
  command.add_option("FILE", site_path, "The site file, or - for standard input")->type_name("");
  command.add_option("PLAN", plan_path, "Its plan in JSON, or - for standard input")->type_name("");
  add_common_options(command, arguments.common);
  Arguments behind_mark;
  if (const auto done = read_arguments(command, given, behind_mark, streams)) return done;
  for (const std::string& path : {site_path, plan_path}) {
    if (!path.empty()) arguments.paths.push_back(path);
  }
  arguments.paths.insert(arguments.paths.end(), behind_mark.begin(), behind_mark.end());
  check_common(arguments.common);
  if (arguments.paths.size() < 2) throw UsageError("name a site file and its plan");
  if (arguments.paths.size() > 2) throw UsageError("unexpected argument \"" + arguments.paths[2] + "\"");
  return std::nullopt;
}

}  // namespace

int run_verify(const Arguments& given, const Streams& streams, Files& files) {
  VerifyArguments arguments;
  if (const auto done = read_verify_arguments(given, arguments, streams)) return *done;
  const InputFile site_file = site_file_of(arguments.paths[0], files);
  const SourceText plan_text = read_written_plan(arguments.paths[1], "verify", site_file, streams, files);

  Configs configs(arguments.common.config, files, use_colour(arguments.common, streams.err_is_terminal, files));
  const HouseConfig& house =
      site_file.standard_input() ? configs.for_working_folder() : configs.for_file(site_file.path);
  const ValidateOptions options = house.validate_options();
  const bool colour = use_colour(arguments.common, streams.out_is_terminal, files);
  const std::vector<CheckedFile> checked{check(site_file, options, streams, files)};
  const std::vector<Diagnostic>& diagnostics = checked.front().validation.diagnostics;
  const bool unreliable = std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
    return stops_plan(diagnostic) == StopsPlan::always;
  });
  if (unreliable) {
    refuse_plan_as_site(checked.front().source, "name the site file first, then its plan");
    print(streams, findings_text(checked, {colour, false}) + "no plan can be verified against this site\n");
    return exit_code::findings;
  }
  return check_plan(plan_text, checked.front(), options, colour, streams);
}

}  // namespace ampsite::app
