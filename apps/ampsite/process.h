#pragma once

namespace ampsite::app {

/// What the process does on signals: SIGINT ends it with exit code 130, a closed pipe is an error of writing.
void set_signal_handling();

}  // namespace ampsite::app
