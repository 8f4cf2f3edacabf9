#include "check_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <exception>
#include <new>
#include <system_error>
#include <thread>
#include <utility>

#include "ampsite/report/fingerprint.h"
#include "input.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

/// More threads than any machine has cores for do no good.
constexpr std::size_t most_jobs = 1024;

/// What reports of findings do not show takes no room while the other files are checked.
void keep_findings_only(CheckedFile& file) {
  file.validation.site.reset();
  file.validation.suppressions = {};
  const bool silent = file.validation.diagnostics.empty() && file.validation.suppressed.empty();
  if (silent) file.source = SourceText(file.source.name(), {});
}

FileOutcome check_file(const FileToCheck& file, const Streams& streams, const Files& files) {
  Outcome<std::string> text = read_input(file.input, streams, files);
  if (!text.value) return {std::nullopt, text.error, false};
  SourceText source(file.input.name, std::move(*text.value));
  Validation validation = validate(source, *file.options);
  FileOutcome outcome{CheckedFile{std::move(source), std::move(validation), file.fingerprint_file}, {}, false};
  add_fingerprints(*outcome.checked);
  keep_findings_only(*outcome.checked);
  return outcome;
}

FileOutcome outcome_of(const FileToCheck& file, const Streams& streams, const Files& files) {
  try {
    return check_file(file, streams, files);
  } catch (const std::bad_alloc&) {
    return {std::nullopt, "not enough memory; check fewer files at once, or use --jobs 1", true};
  } catch (const std::exception& fault) {
    return {std::nullopt,
            fmt::format("internal error: {}; this is a bug of ampsite, please report it with the file", fault.what()),
            true};
  }
}

}  // namespace

std::vector<FileOutcome> check_files(const std::vector<FileToCheck>& to_check, std::size_t jobs, const Streams& streams,
                                     const Files& files, Progress& progress) {
  std::vector<FileOutcome> outcomes(to_check.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t index = next++; index < to_check.size(); index = next++) {
      outcomes[index] = outcome_of(to_check[index], streams, files);
      progress.count();
    }
  };
  {
    std::vector<std::jthread> others;
    const std::size_t wanted = std::min({jobs, most_jobs, to_check.size()});
    while (others.size() + 1 < wanted) {
      try {
        others.emplace_back(work);
      } catch (const std::system_error&) {
        break;  // as many as the machine gives
      }
    }
    work();
  }
  return outcomes;
}

std::size_t number_of_jobs(const std::optional<std::string>& given) {
  if (!given) return std::max(1U, std::thread::hardware_concurrency());
  std::size_t number = 0;
  const char* const end = given->data() + given->size();
  const auto [rest, problem] = std::from_chars(given->data(), end, number);
  const bool too_large = problem == std::errc::result_out_of_range;
  if (rest != end || (number == 0 && !too_large)) {
    throw UsageError(fmt::format("--jobs takes a number of threads, at least 1, not \"{}\"", *given));
  }
  return too_large ? most_jobs : number;
}

}  // namespace ampsite::app
