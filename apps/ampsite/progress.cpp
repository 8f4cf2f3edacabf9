#include "progress.h"

#include <fmt/format.h>

#include <ostream>
#include <utility>

namespace ampsite::app {

namespace {

constexpr std::chrono::milliseconds silence{1000};
constexpr std::chrono::milliseconds between{100};

/// With a comma before each three digits.
std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace

std::string progress_text(std::size_t done, std::size_t total) {
  return fmt::format("checked {} of {} files", grouped(done), grouped(total));
}

Progress::Progress(std::ostream* terminal, std::size_t total, Clock clock)
    : terminal_(terminal), total_(total), clock_(std::move(clock)), next_(clock_() + silence) {}

Progress::~Progress() {
  // Blanks instead of a command of the terminal's: these work on any.
  if (shown_columns_ > 0) *terminal_ << '\r' << std::string(shown_columns_, ' ') << '\r' << std::flush;
}

void Progress::count() {
  if (terminal_ == nullptr) return;
  ++done_;
  // A terminal that takes nothing for a while holds up one thread, and not all.
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock) return;
  const auto now = clock_();
  if (now < next_) return;
  next_ = now + between;
  const std::string text = progress_text(done_, total_);
  shown_columns_ = text.size();  // which only grows
  *terminal_ << '\r' << text << std::flush;
}

}  // namespace ampsite::app
