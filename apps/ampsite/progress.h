#pragma once
// How far a long run is, on a terminal: one line that is written over, and gone at the end.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <mutex>
#include <string>

namespace ampsite::app {

using Clock = std::function<std::chrono::steady_clock::time_point()>;

/// Shows nothing in the first second. Several threads may count at once.
class Progress {
 public:
  /// Without a terminal to write to (null) nothing is ever shown.
  Progress(std::ostream* terminal, std::size_t total, Clock clock = std::chrono::steady_clock::now);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  /// Takes away what is shown.
  ~Progress();

  /// One more file has been checked.
  void count();

 private:
  std::ostream* terminal_;
  std::size_t total_;
  Clock clock_;
  std::atomic<std::size_t> done_ = 0;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point next_;
  std::size_t shown_columns_ = 0;
};

/// "checked 120 of 1,000 files".
std::string progress_text(std::size_t done, std::size_t total);

}  // namespace ampsite::app
