#pragma once

#include "command_line.h"

namespace ampsite::app {

int run_completion(const Arguments& given, const Streams& streams, Files& files);

}  // namespace ampsite::app
