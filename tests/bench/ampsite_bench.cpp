// Measures `validate` and `plan` on 10,000 chargers, and sets both against yaml-cpp's bare event parse of the same
// bytes in the same run: what the program adds to reading YAML at all. Exits with 1 where it adds too much.
//
//   ampsite_bench            five repetitions of each, in mixed order; the bars hold
//   ampsite_bench --smoke    a small file, once each, without the bars: only to see that it runs
// Any other option goes to Google Benchmark.

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/files.h"
#include "ampsite/run.h"
#include "ampsite/streams.h"
#include "deaf_handler.h"
#include "garage_text.h"

namespace ampsite::bench {
namespace {

constexpr double most_for_validate = 1.5;
constexpr double most_for_plan = 2.0;
constexpr std::uint64_t seed = 2044;

/// One file in memory, so that no disk is measured.
class OneFile final : public app::Files {
 public:
  explicit OneFile(std::string text) : text_(std::move(text)) {}

  const std::string& text() const { return text_; }

  app::FileKind kind(const std::string& path) const override {
    return path == "/garage.site.yaml" ? app::FileKind::file
           : path == "/"               ? app::FileKind::folder
                                       : app::FileKind::missing;
  }
  app::Outcome<std::string> read(const std::string& path, std::size_t limit) const override {
    if (kind(path) != app::FileKind::file) {
      return {std::nullopt, "no such file"};
    }
    return {text_.substr(0, limit), {}};
  }
  app::Outcome<std::vector<app::FolderEntry>> list(const std::string&) const override {
    return {std::vector<app::FolderEntry>{}, {}};
  }
  std::optional<std::string> write(const std::vector<app::OutputFile>& outputs) override {
    return outputs.empty() ? std::nullopt : std::optional<std::string>("read-only");
  }
  std::optional<std::string> create(const app::OutputFile&) override { return "read-only"; }
  std::optional<std::string> environment(const std::string&) const override { return std::nullopt; }
  std::string current_folder() const override { return "/"; }

 private:
  std::string text_;
};

struct Outcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

Outcome run_program(const std::vector<std::string>& arguments, OneFile& file) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const int exit_code = app::run(arguments, app::Streams{in, out, err}, file);
  return {exit_code, out.str(), err.str()};
}

Outcome validate_it(OneFile& file) { return run_program({"validate", "--format", "text", "garage.site.yaml"}, file); }
Outcome plan_it(OneFile& file) { return run_program({"plan", "--format", "json", "garage.site.yaml"}, file); }

template <class Work>
void add_benchmark(const char* name, int repetitions, Work work) {
  benchmark::RegisterBenchmark(name,
                               [work](benchmark::State& state) {
                                 for (auto _ : state) {
                                   work();
                                 }
                               })
      ->Unit(benchmark::kMillisecond)
      ->Iterations(1)
      ->Repetitions(repetitions);
}

/// Prints as usual and keeps the fastest repetition of each: the one that the rest of the machine disturbed least.
class FastestKept final : public benchmark::ConsoleReporter {
 public:
  FastestKept() : ConsoleReporter(OO_None) {}

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type == Run::RT_Iteration && !run.error_occurred) {
        double& fastest =
            fastest_ms_.try_emplace(run.run_name.function_name, std::numeric_limits<double>::max()).first->second;
        fastest = std::min(fastest, run.GetAdjustedCPUTime());
      }
    }
    ConsoleReporter::ReportRuns(runs);
  }
  double fastest_ms(const std::string& name) const {
    const auto found = fastest_ms_.find(name);
    return found == fastest_ms_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, double> fastest_ms_;
};

/// A file with findings, or a plan that leaves someone out, would not measure what is meant.
bool is_well_made(OneFile& file) {
  for (const auto& [name, outcome] : {std::pair("validate", validate_it(file)), std::pair("plan", plan_it(file))}) {
    const bool has_findings = name == std::string_view("validate") &&
                              outcome.out.find("no findings") == std::string::npos &&
                              outcome.err.find("no findings") == std::string::npos;
    if (outcome.exit_code != 0 || has_findings) {
      fmt::print(stderr, "{} exits with {} on the generated file:\n{}\n{}\n", name, outcome.exit_code,
                 outcome.err.substr(0, 2000), outcome.out.substr(0, 2000));
      return false;
    }
  }
  return true;
}

/// Whether the time stays within the bar.
bool compare(const FastestKept& reporter, const std::string& name, double most) {
  const double parse_ms = reporter.fastest_ms("event_parse");
  const double ratio = parse_ms > 0 ? reporter.fastest_ms(name) / parse_ms : 0;
  fmt::print("{:<9} {:8.1f} ms   {:.2f} times the bare event parse ({:.1f} ms); at most {:.1f}{}\n", name,
             reporter.fastest_ms(name), ratio, parse_ms, most, ratio > most ? "   TOO SLOW" : "");
  return ratio <= most;
}

int run(std::vector<char*> arguments, bool smoke) {
  std::string mixed = "--benchmark_enable_random_interleaving=true";
  arguments.insert(arguments.begin() + 1, mixed.data());
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) {
    return 2;
  }

  const int chargers = smoke ? 500 : 10'000;
  OneFile file(garage_text(chargers, seed));
  fmt::print("{} chargers, {} bytes, seed {}\n", chargers, file.text().size(), seed);
  if (!is_well_made(file)) {
    return 2;
  }
  const int repetitions = smoke ? 1 : 5;
  add_benchmark("event_parse", repetitions, [&file] { benchmark::DoNotOptimize(parse_events(file.text())); });
  add_benchmark("validate", repetitions, [&file] { benchmark::DoNotOptimize(validate_it(file)); });
  add_benchmark("plan", repetitions, [&file] { benchmark::DoNotOptimize(plan_it(file)); });
  FastestKept reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();

  const bool validate_fits = compare(reporter, "validate", most_for_validate);
  const bool plan_fits = compare(reporter, "plan", most_for_plan);
  return smoke || (validate_fits && plan_fits) ? 0 : 1;
}

}  // namespace
}  // namespace ampsite::bench

int main(int argc, char** argv) {
  std::vector<char*> arguments(argv, argv + argc);
  const auto is_smoke = [](const char* argument) { return std::string_view(argument) == "--smoke"; };
  const bool smoke = std::erase_if(arguments, is_smoke) > 0;
  return ampsite::bench::run(std::move(arguments), smoke);
}
