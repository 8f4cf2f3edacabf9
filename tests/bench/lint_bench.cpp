// Measures `validate` of 1,000 site files of 50 chargers with two jobs, found in a folder and read from the disk, and
// sets it against yaml-cpp's bare event parse of the same bytes, in memory already, on two threads in the same run.
// Exits with 1 where validate takes too much longer.
//
//   lint_bench FOLDER            seven repetitions of each, in turn; the bar holds
//   lint_bench FOLDER --smoke    a few files, once each, without the bar: only to see that it runs
//   lint_bench FOLDER --write    only writes the files
// The files stay in FOLDER/lint-1000 (FOLDER/lint-20).

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "ampsite/disk_files.h"
#include "ampsite/run.h"
#include "ampsite/streams.h"
#include "deaf_handler.h"
#include "garage_text.h"

namespace ampsite::bench {
namespace {

constexpr double most_for_validate = 1.5;
constexpr int jobs = 2;
constexpr int chargers = 50;
constexpr std::uint64_t first_seed = 2044;

std::vector<std::string> make_texts(int files) {
  std::vector<std::string> texts;
  for (int i = 0; i < files; ++i) texts.push_back(garage_text(chargers, first_seed + static_cast<std::uint64_t>(i)));
  return texts;
}

bool write_files(const std::filesystem::path& folder, const std::vector<std::string>& texts) {
  std::filesystem::create_directories(folder);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::ofstream file(folder / fmt::format("garage-{:04}.site.yaml", i), std::ios::binary);
    file << texts[i];
    if (!file.flush()) return false;
  }
  return true;
}

/// On as many threads as validate has jobs; whether all could be parsed.
bool parse_all(const std::vector<std::string>& texts) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> all_parsed = true;
  const auto work = [&] {
    for (std::size_t i = next++; i < texts.size(); i = next++) {
      if (!parse_events(texts[i])) all_parsed = false;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < jobs; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  return all_parsed;
}

/// Whether there is no finding: a folder with findings would not measure what is meant.
bool validate_all(const std::string& folder, std::size_t files) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  app::DiskFiles disk;
  const std::vector<std::string> arguments{"validate", "--no-config",           "--format", "text",
                                           "--jobs",   fmt::format("{}", jobs), folder};
  const int exit_code = app::run(arguments, app::Streams{in, out, err}, disk);
  const std::string sound = fmt::format("no findings in {} files\n", files);
  if (exit_code == 0 && (out.str() + err.str()).find(sound) != std::string::npos) return true;
  fmt::print(stderr, "validate exits with {} on the generated files:\n{}\n{}\n", exit_code, err.str().substr(0, 2000),
             out.str().substr(0, 2000));
  return false;
}

template <class Work>
double milliseconds(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

struct Fastest {
  double parse_ms = std::numeric_limits<double>::max();
  double validate_ms = std::numeric_limits<double>::max();
};

/// In turn, so that what else the machine does falls on both; the fastest of each is the least disturbed.
Fastest measure(const std::string& folder, const std::vector<std::string>& texts, int repetitions) {
  Fastest fastest;
  for (int i = 0; i < repetitions; ++i) {
    fastest.parse_ms = std::min(fastest.parse_ms, milliseconds([&] { parse_all(texts); }));
    fastest.validate_ms = std::min(fastest.validate_ms, milliseconds([&] { validate_all(folder, texts.size()); }));
  }
  return fastest;
}

int run(const std::string& parent, bool smoke, bool only_write) {
  const std::vector<std::string> texts = make_texts(smoke ? 20 : 1000);
  const std::string folder = fmt::format("{}/lint-{}", parent, texts.size());
  std::size_t bytes = 0;
  for (const std::string& text : texts) bytes += text.size();
  if (!write_files(folder, texts)) {
    fmt::print(stderr, "cannot write the files to {}\n", folder);
    return 2;
  }
  if (only_write) return 0;
  if (!parse_all(texts) || !validate_all(folder, texts.size())) return 2;

  const Fastest fastest = measure(folder, texts, smoke ? 1 : 7);
  const double ratio = fastest.validate_ms / fastest.parse_ms;
  fmt::print("{} files of {} chargers, {} bytes, {} jobs\n", texts.size(), chargers, bytes, jobs);
  fmt::print("validate  {:8.1f} ms   {:.2f} times the bare event parse ({:.1f} ms); at most {:.1f}{}\n",
             fastest.validate_ms, ratio, fastest.parse_ms, most_for_validate,
             ratio > most_for_validate ? "   TOO SLOW" : "");
  return smoke || ratio <= most_for_validate ? 0 : 1;
}

}  // namespace
}  // namespace ampsite::bench

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  const bool alone = arguments.size() == 1;
  const bool smoke = arguments.size() == 2 && arguments[1] == "--smoke";
  const bool only_write = arguments.size() == 2 && arguments[1] == "--write";
  if (!alone && !smoke && !only_write) {
    fmt::print(stderr, "usage: lint_bench FOLDER [--smoke | --write]\n");
    return 2;
  }
  return ampsite::bench::run(std::string(arguments[0]), smoke, only_write);
}
