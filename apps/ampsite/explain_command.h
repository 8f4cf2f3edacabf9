#pragma once

#include "command_line.h"

namespace ampsite::app {

/// `ampsite explain`: prints the page of a rule.
int run_explain(const Arguments& given, const Streams& streams, Files& files);

}  // namespace ampsite::app
