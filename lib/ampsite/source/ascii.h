#pragma once
// Letters of ASCII. The C library's own functions look at the locale.

namespace ampsite {

/// 'a' for 'A'; any other byte as it is.
constexpr char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace ampsite
