#include "plan_check.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "ampsite/plan/document/read_plan.h"
#include "ampsite/report/plan_diff.h"
#include "exit_codes.h"
#include "input.h"
#include "outputs.h"
#include "paths.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

/// The plan of the largest site that is read has less.
constexpr std::size_t most_plan_bytes = 512UL * 1024 * 1024;
constexpr std::size_t most_lines = 20;

InputFile plan_file(const std::string& path, std::string_view taker, const Files& files) {
  if (path.empty()) throw UsageError(fmt::format("{} takes a plan in JSON; \"\" names no file", taker));
  if (path == "-") return {"", "<stdin>"};
  const std::string absolute = absolute_path(files.current_folder(), path);
  const FileKind kind = files.kind(absolute);
  if (kind == FileKind::missing) throw UsageError(path + ": no such file");
  if (kind == FileKind::folder) throw UsageError(fmt::format("{} is a folder; {} takes a plan in JSON", path, taker));
  return {absolute, relative_path(files.current_folder(), absolute)};
}

}  // namespace

SourceText read_written_plan(const std::string& path, std::string_view taker, const InputFile& site_file,
                             const Streams& streams, const Files& files) {
  const InputFile file = plan_file(path, taker, files);
  if (file.standard_input() && site_file.standard_input()) {
    throw UsageError("only one of the site file and the plan can be standard input");
  }
  Outcome<std::string> text = read_input(file, streams, files, most_plan_bytes + 1);
  if (!text.value) throw UsageError(file.name + ": " + text.error);
  if (text.value->size() > most_plan_bytes) {
    throw UsageError(fmt::format("{} is larger than {} MB: no plan", file.name, most_plan_bytes / 1024 / 1024));
  }
  return {file.name, std::move(*text.value)};
}

void refuse_written_plan(const SourceText& written, const std::string& problem, Span place) {
  const Position at = written.position(place.begin);
  throw UsageError(fmt::format("{}:{}:{}: {}", written.name(), at.line, at.column, problem));
}

JsonTree parse_written_plan(const SourceText& written) {
  JsonResult parsed = parse_plan(written.text());
  if (!parsed.tree) refuse_written_plan(written, parsed.problem, parsed.place);
  return std::move(*parsed.tree);
}

void refuse_plan_as_site(const SourceText& site, std::string_view instead) {
  if (is_plan(site.text())) throw UsageError(fmt::format("{} is a plan; {}", site.name(), instead));
}

int check_written_plan(const JsonTree& written, const std::string& name, const std::string& json_now,
                       const Streams& streams) {
  const JsonResult now = parse_plan(json_now);
  if (!now.tree) throw std::logic_error("the plan's own JSON: " + now.problem);
  const PlanDiff diff = compare_plans(written, *now.tree, name, most_lines);
  print(streams, plan_diff_text(diff, name));
  return diff.count == 0 ? exit_code::clean : exit_code::findings;
}

}  // namespace ampsite::app
