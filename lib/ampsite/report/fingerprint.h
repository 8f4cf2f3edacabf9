#pragma once
// What makes two findings of different runs the same finding.
//
// A fingerprint is the SHA-256, in hexadecimal, of one line of JSON without spaces:
//
//   ["AMP201","north/garage.site.yaml","main/K1/A01","fuse_a",0]
//
// rule, file (from the folder of the config, else from the working folder, with forward slashes), the ids of
// the entity from the root, the key below the entity without indices (Finding::key), and how many findings with all
// that equal, suppressed ones too, stand before this one in the file. No line, index or wording goes in, so that it
// outlives a charger moved within its list, a comment, and a better message.

#include "ampsite/report/checked_file.h"

namespace ampsite {

/// Gives each diagnostic of a file its fingerprint, suppressed ones too. Before a baseline takes any out.
void add_fingerprints(CheckedFile& file);

}  // namespace ampsite
