#include "ampsite/report/rules_text.h"

#include "ampsite/report/text_table.h"

namespace ampsite {

std::string rules_text(std::span<const Rule> rules) {
  Table table({{"rule"}, {"severity"}, {"pinned"}, {"name"}, {"what holds"}});
  for (const Rule& rule : rules) {
    table.add({std::string(rule.id), std::string(to_text(rule.severity)), rule.pinned ? "pinned" : "",
               std::string(rule.name), std::string(rule.summary)});
  }
  return text_table(table);
}

}  // namespace ampsite
