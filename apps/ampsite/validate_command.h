#pragma once

#include "command_line.h"

namespace ampsite::app {

/// `ampsite validate PATH...`: checks site files and shows what the rules find.
int run_validate(const Arguments& given, const Streams& streams, Files& files);

}  // namespace ampsite::app
