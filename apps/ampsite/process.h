#pragma once

namespace ampsite::app {

/// Ends on SIGINT with the documented exit code, and tells of a closed pipe by an error instead of a signal.
void set_signal_handling();

/// Keeps the numbers of standard input, output and error from going to the next file that is opened, where one of
/// them is closed: reading or writing there stays an error.
void keep_standard_descriptors();

}  // namespace ampsite::app
