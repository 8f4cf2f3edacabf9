#pragma once
// What the program tells the shell. Where several hold: usage over left_out, left_out over findings.

namespace ampsite::app::exit_code {

inline constexpr int clean = 0;     ///< nothing at or above --fail-on; a plan without errors left
inline constexpr int findings = 1;  ///< findings at or above --fail-on; a plan stopped by errors, or with errors left
inline constexpr int usage = 2;     ///< usage, config, unreadable file, no input found, output not written
inline constexpr int internal = 3;  ///< a bug of the program, or a lack of memory
inline constexpr int left_out = 4;  ///< the plan leaves a charger without a link, or without room for its min_a
inline constexpr int interrupted = 130;  ///< by SIGINT

}  // namespace ampsite::app::exit_code
