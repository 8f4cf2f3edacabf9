#pragma once
// Whether some text means to be a site file, by how it begins.

#include <string_view>

namespace ampsite {

/// The first key is `ampsite`, as the reader would see it. Of what is no YAML before its first key, or begins with the
/// conflict of a merge, the word alone is a sign: such a file is to be checked and complained of, not passed over.
/// The beginning of the text will do.
bool means_to_be_a_site(std::string_view beginning);

}  // namespace ampsite
