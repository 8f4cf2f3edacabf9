#include <unistd.h>

#include <iostream>

#include "disk_files.h"
#include "process.h"
#include "run.h"

int main(int argc, char** argv) {
  ampsite::app::keep_standard_descriptors();
  ampsite::app::set_signal_handling();
  std::ios::sync_with_stdio(false);
  ampsite::app::DiskFiles files;
  const ampsite::app::Streams streams{std::cin, std::cout, std::cerr, isatty(STDOUT_FILENO) == 1,
                                      isatty(STDERR_FILENO) == 1};
  const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
  return ampsite::app::run(arguments, streams, files);
}
