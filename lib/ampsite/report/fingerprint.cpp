#include "ampsite/report/fingerprint.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "ampsite/report/json_report.h"
#include "ampsite/source/sha256.h"

namespace ampsite {

namespace {

/// The entity's own id, which is unique in the file; where it has none the way to it.
std::string_view name_in_fingerprint(std::string_view entity) {
  const std::string_view own = entity.substr(entity.rfind('/') + 1);
  return own == "?" ? entity : own;
}

}  // namespace

void add_fingerprints(CheckedFile& file) {
  std::vector<Diagnostic*> by_place;
  for (Diagnostic& diagnostic : file.validation.diagnostics) by_place.push_back(&diagnostic);
  for (SuppressedDiagnostic& suppressed : file.validation.suppressed) by_place.push_back(&suppressed.diagnostic);
  std::stable_sort(by_place.begin(), by_place.end(), [](const Diagnostic* a, const Diagnostic* b) {
    return a->finding.span.begin < b->finding.span.begin;
  });

  std::map<std::tuple<std::string_view, std::string_view, std::string_view>, int> seen;
  for (Diagnostic* diagnostic : by_place) {
    const Finding& finding = diagnostic->finding;
    const std::string_view entity = name_in_fingerprint(finding.entity);
    const int before = seen[{diagnostic->rule->id, entity, finding.key}]++;
    const Json parts{diagnostic->rule->id, file.fingerprint_file, entity, finding.key, before};
    diagnostic->fingerprint = sha256_hex(parts.dump(-1, ' ', false, nlohmann::detail::error_handler_t::replace));
  }
}

}  // namespace ampsite
