#include "ampsite/report/fingerprint.h"

#include <map>
#include <tuple>

#include "ampsite/report/json_report.h"
#include "ampsite/source/sha256.h"

namespace ampsite {

std::vector<std::string> fingerprints(const CheckedFile& file) {
  std::vector<std::string> result;
  result.reserve(file.validation.diagnostics.size());
  std::map<std::tuple<std::string, std::string, std::string>, int> seen;
  for (const Diagnostic& diagnostic : file.validation.diagnostics) {
    const Finding& finding = diagnostic.finding;
    const std::string rule(diagnostic.rule->id);
    const int before = seen[{rule, finding.entity, finding.key}]++;
    const Json parts{rule, file.fingerprint_file, finding.entity, finding.key, before};
    result.push_back(sha256_hex(parts.dump(-1, ' ', false, nlohmann::detail::error_handler_t::replace)));
  }
  return result;
}

}  // namespace ampsite
