#pragma once
// The program in-process: what it prints, and its exit code.

#include <sstream>
#include <string>
#include <vector>

#include "ampsite/run.h"

namespace ampsite::test {

struct Ran {
  int exit_code = 0;
  std::string out;
  std::string err;
};

struct Terminal {
  bool out = false;
  bool err = false;
};

inline Ran run_program(const std::vector<std::string>& arguments, app::Files& files, const std::string& input = "",
                       Terminal terminal = {}) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int exit_code = app::run(arguments, {in, out, err, terminal.out, terminal.err}, files);
  return {exit_code, out.str(), err.str()};
}

}  // namespace ampsite::test
