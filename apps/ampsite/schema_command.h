#pragma once

#include "command_line.h"

namespace ampsite::app {

/// `ampsite schema`: prints the JSON Schema of a format.
int run_schema(const Arguments& given, const Streams& streams, Files& files);

}  // namespace ampsite::app
