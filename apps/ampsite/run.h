#pragma once
// The whole program but for the process around it, so that tests call it as the shell would.

#include <string>
#include <vector>

#include "files.h"
#include "streams.h"

namespace ampsite::app {

/// Runs the program with its arguments (without its own name) and gives its exit code; see exit_codes.h.
int run(const std::vector<std::string>& arguments, const Streams& streams, Files& files);

}  // namespace ampsite::app
