#include "ampsite/report/findings_concise.h"

#include <fmt/format.h>

#include <iterator>

#include "ampsite/report/terminal_text.h"

namespace ampsite {

std::string findings_concise(const std::vector<CheckedFile>& files) {
  std::string text;
  for (const CheckedFile& file : files) {
    for (const Diagnostic& diagnostic : file.validation.diagnostics) {
      const Position at = file.source.position(diagnostic.finding.span.begin);
      fmt::format_to(std::back_inserter(text), "{}:{}:{}: {}[{}] {}\n", printable(file.source.name()), at.line,
                     at.column, to_text(diagnostic.severity), diagnostic.rule->id,
                     printable(diagnostic.finding.message));
    }
  }
  return text;
}

}  // namespace ampsite
