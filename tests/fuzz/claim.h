#pragma once
// What must hold for every input: where it does not, the process ends, and the fuzzer keeps the input.

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace ampsite::fuzz {

inline void claim(bool holds, std::string_view what, std::string_view detail = "") {
  if (holds) return;
  std::fputs("claim broken: ", stderr);
  std::fwrite(what.data(), 1, what.size(), stderr);
  std::fputs("\n", stderr);
  std::fwrite(detail.data(), 1, detail.size(), stderr);
  std::fputs("\n", stderr);
  std::abort();
}

}  // namespace ampsite::fuzz
