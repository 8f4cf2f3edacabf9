#include "process.h"

#include <unistd.h>

#include <csignal>

#include "exit_codes.h"

namespace ampsite::app {

void set_signal_handling() {
  std::signal(SIGPIPE, SIG_IGN);
  // Nothing is left half done at once: files are written with signals held back.
  const auto previous = std::signal(SIGINT, [](int) { _exit(exit_code::interrupted); });
  if (previous == SIG_IGN) std::signal(SIGINT, SIG_IGN);  // started in the background
}

}  // namespace ampsite::app
