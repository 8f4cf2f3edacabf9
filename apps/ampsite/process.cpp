#include "process.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <initializer_list>

#include "exit_codes.h"

namespace ampsite::app {

void set_signal_handling() {
  // The writing that they would end the process at fails instead, and is told like any that fails.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  // Nothing is left half done at once: files are written with signals held back.
  const auto previous = std::signal(SIGINT, [](int) { _exit(exit_code::interrupted); });
  if (previous == SIG_IGN) std::signal(SIGINT, SIG_IGN);  // started in the background
}

void keep_standard_descriptors() {
  for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(number, F_GETFD) >= 0) continue;
    // The lowest number that is free is this one. Opened the wrong way round, it is of no more use than before.
    const int mode = number == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (::open("/dev/null", mode) < 0) return;
  }
}

}  // namespace ampsite::app
