#pragma once

#include "command_line.h"

namespace ampsite::app {

/// `ampsite init`: writes a site file to start from, where none is yet.
int run_init(const Arguments& given, const Streams& streams, Files& files);

}  // namespace ampsite::app
