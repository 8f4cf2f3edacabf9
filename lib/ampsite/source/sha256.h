#pragma once
// SHA-256 (FIPS 180-4), for the digest of a site and the fingerprint of a finding.

#include <string>
#include <string_view>

namespace ampsite {

/// The digest of some bytes as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace ampsite
