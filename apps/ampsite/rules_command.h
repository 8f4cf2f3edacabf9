#pragma once

#include "command_line.h"

namespace ampsite::app {

/// `ampsite rules`: lists all rules.
int run_rules(const Arguments& given, const Streams& streams, Files& files);

}  // namespace ampsite::app
