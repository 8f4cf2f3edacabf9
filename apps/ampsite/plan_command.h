#pragma once

#include "command_line.h"

namespace ampsite::app {

/// `ampsite plan FILE`: writes the connectivity and load plan of a site.
int run_plan(const Arguments& given, const Streams& streams, Files& files);

}  // namespace ampsite::app
