#include "verify_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <utility>

#include "ampsite/plan/document/read_plan.h"
#include "ampsite/plan/verify/verify.h"
#include "ampsite/report/checked_file.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/report/json_report.h"
#include "ampsite/report/listed_findings.h"
#include "ampsite/report/plan_report.h"
#include "exit_codes.h"
#include "find_files.h"
#include "input.h"
#include "outputs.h"
#include "paths.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

struct VerifyArguments {
  std::vector<std::string> paths;  ///< FILE and PLAN
  CommonOptions common;
};

InputFile input_of(const std::string& path, const Files& files) {
  if (path == "-") return {"", "<stdin>"};
  const std::string absolute = absolute_path(files.current_folder(), path);
  const FileKind kind = files.kind(absolute);
  if (kind == FileKind::missing) throw UsageError(path + ": no such file");
  if (kind == FileKind::folder) throw UsageError(path + " is a folder; verify takes a site file and its plan");
  return {absolute, relative_path(files.current_folder(), absolute)};
}

/// The plan of the largest site that is read has less.
constexpr std::size_t most_plan_bytes = 512UL * 1024 * 1024;

SourceText read_text(const InputFile& file, std::size_t limit, const Streams& streams, const Files& files) {
  Outcome<std::string> text = read_input(file, streams, files, limit + 1);
  if (!text.value) throw UsageError(file.name + ": " + text.error);
  return {file.name, std::move(*text.value)};
}

/// Of AMP001 to AMP008: the site cannot be relied on.
bool of_the_file(const Diagnostic& diagnostic) {
  return diagnostic.rule->id >= "AMP001" && diagnostic.rule->id <= "AMP008";
}

Discrepancies discrepancies(const PlanDocument& document, const CheckedFile& checked, const ValidateOptions& options,
                            std::vector<std::string>& not_checked) {
  if (!document.malformed.empty()) return document.malformed;
  const Site& site = *checked.validation.site;
  Discrepancies found = document.foreign;
  const Discrepancies wrong = verify_plan(site, document.plan, not_checked);
  found.insert(found.end(), wrong.begin(), wrong.end());
  const auto judge = [&](Findings findings) {
    return judged(std::move(findings), checked.source, checked.validation, options);
  };
  const PlanReport report = make_plan_report(site, document.plan, checked.validation.diagnostics, judge);
  verify_findings(report, document.findings, found);
  return found;
}

/// Each with its line of the plan; of very many the first.
std::string discrepancies_text(const Discrepancies& found, const PlanDocument& document, const SourceText& source,
                               bool colour) {
  constexpr std::size_t most_shown = 50;
  std::string text;
  for (std::size_t i = 0; i < std::min(found.size(), most_shown); ++i) {
    const std::string where = found[i].path.empty() ? "" : found[i].path + ": ";
    Finding finding;
    finding.message = where + found[i].message;
    finding.span = document.json[document.json.find(found[i].path)].span;
    text += problem_text(source, finding, "discrepancy", {colour, false}) + "\n";
  }
  if (found.size() > most_shown) text += fmt::format("and {} more\n", found.size() - most_shown);
  return text + fmt::format("{} does not hold: {}\n", source.name(),
                            counted(static_cast<std::ptrdiff_t>(found.size()), "discrepancy", "discrepancies"));
}

/// What has been proved.
std::string proved_text(const Site& site, const Plan& plan, const std::vector<std::string>& not_checked) {
  std::string text = fmt::format("the plan holds: links and wiring of {}",
                                 counted(static_cast<std::ptrdiff_t>(site.chargers.size()), "charger"));
  if (plan.load.wiring_proof) {
    text += fmt::format(", at least {} A for each one-phase car, and no choice of lines gives more than {} A",
                        rounded_down(plan.load.wiring_proof->guaranteed_a),
                        rounded_down(plan.load.wiring_proof->upper_bound_a));
  }
  text += fmt::format("; {} with fair currents, bottlenecks and settings; the portal's caps; all lists\n",
                      counted(static_cast<std::ptrdiff_t>(plan.load.cases.size()), "load case"));
  for (const std::string& claim : not_checked) text += "not proved: " + claim + "\n";
  return text;
}

}  // namespace

int run_verify(const Arguments& given, const Streams& streams, Files& files) {
  VerifyArguments arguments;
  CLI::App command("Check a plan in JSON against its site, trusting nothing that the optimiser computed.",
                   "ampsite verify");
  std::string site_path;
  std::string plan_path;
  command.add_option("FILE", site_path, "The site file, or - for standard input")->type_name("");
  command.add_option("PLAN", plan_path, "Its plan in JSON, or - for standard input")->type_name("");
  add_common_options(command, arguments.common);
  Arguments behind_mark;
  if (const auto done = read_arguments(command, given, behind_mark, streams)) return *done;
  for (const std::string& path : {site_path, plan_path}) {
    if (!path.empty()) arguments.paths.push_back(path);
  }
  arguments.paths.insert(arguments.paths.end(), behind_mark.begin(), behind_mark.end());
  check_common(arguments.common);
  if (arguments.paths.size() < 2) throw UsageError("name a site file and its plan");
  if (arguments.paths.size() > 2) throw UsageError("unexpected argument \"" + arguments.paths[2] + "\"");
  const InputFile site_file = input_of(arguments.paths[0], files);
  const InputFile plan_file = input_of(arguments.paths[1], files);
  if (site_file.standard_input() && plan_file.standard_input()) {
    throw UsageError("only one of the site file and the plan can be standard input");
  }

  Configs configs(arguments.common.config, files, use_colour(arguments.common, streams.err_is_terminal, files));
  const HouseConfig& house =
      site_file.standard_input() ? configs.for_working_folder() : configs.for_file(site_file.path);
  const ValidateOptions options = house.validate_options();
  const bool colour = use_colour(arguments.common, streams.out_is_terminal, files);
  SourceText site_text = read_text(site_file, YamlLimits{}.bytes, streams, files);
  const SourceText plan_text = read_text(plan_file, most_plan_bytes, streams, files);
  Validation validation = validate(site_text, options);
  std::vector<CheckedFile> checked;
  checked.push_back({std::move(site_text), std::move(validation), site_file.name});
  const std::vector<Diagnostic>& diagnostics = checked.front().validation.diagnostics;
  if (std::any_of(diagnostics.begin(), diagnostics.end(), of_the_file)) {
    print(streams, findings_text(checked, {colour, false}) + "no plan can be verified against this site\n");
    return exit_code::findings;
  }

  const ReadPlanResult read = read_plan(plan_text.text(), *checked.front().validation.site);
  if (!read.document) {
    const Position at = plan_text.position(read.place.begin);
    throw UsageError(fmt::format("{}:{}:{}: {}", plan_text.name(), at.line, at.column, read.problem));
  }
  std::vector<std::string> not_checked;
  const Discrepancies found = discrepancies(*read.document, checked.front(), options, not_checked);
  if (found.empty()) {
    print(streams, proved_text(*checked.front().validation.site, read.document->plan, not_checked));
    return exit_code::clean;
  }
  print(streams, discrepancies_text(found, *read.document, plan_text, colour));
  return exit_code::findings;
}

}  // namespace ampsite::app
