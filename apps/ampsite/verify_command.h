#pragma once

#include "command_line.h"

namespace ampsite::app {

/// `ampsite verify FILE PLAN`; the arguments behind the command, and the exit code.
int run_verify(const Arguments& given, const Streams& streams, Files& files);

}  // namespace ampsite::app
