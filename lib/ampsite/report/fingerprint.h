#pragma once
// What makes two findings of different runs the same finding.
//
// A fingerprint is the SHA-256, in hexadecimal, of one line of JSON without spaces:
//
//   ["AMP201","north/garage.site.yaml","A01","fuse_a",0]
//
// rule, file (from the folder of the config, else from the working folder, with forward slashes), the id of the
// entity, the key below the entity without indices (Finding::key), and how many findings with all that equal,
// suppressed ones too, stand before this one in the file. An entity without an id goes by the ids from the root,
// "main/K1/?". No line, index or wording goes in, and no id of what feeds the entity, so that it outlives a charger
// moved within its list, an id that a circuit is given, a comment, and a better message.

#include "ampsite/report/checked_file.h"

namespace ampsite {

/// Gives each diagnostic of a file its fingerprint, suppressed ones too. Before a baseline takes any out.
void add_fingerprints(CheckedFile& file);

}  // namespace ampsite
