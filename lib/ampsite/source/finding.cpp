#include "ampsite/source/finding.h"

#include "ampsite/source/severity_words.h"

namespace ampsite {

std::string_view to_text(Severity severity) { return severity_words.at(static_cast<std::size_t>(severity)); }

}  // namespace ampsite
