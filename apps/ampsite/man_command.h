#pragma once

#include "command_line.h"

namespace ampsite::app {

int run_man(const Arguments& given, const Streams& streams, Files& files);

}  // namespace ampsite::app
