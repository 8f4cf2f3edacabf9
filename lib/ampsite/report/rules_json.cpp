#include "ampsite/report/rules_json.h"

#include "ampsite/report/json_report.h"
#include "ampsite/version.h"

namespace ampsite {

std::string rules_json(std::span<const Rule> rules) {
  constexpr std::size_t one_row_a_rule = 240;
  JsonReport json(one_row_a_rule);
  json.begin_object();
  json.add("format", "ampsite-rules/1");
  json.add("ampsite", version);
  json.begin_list("rules");
  for (const Rule& rule : rules) {
    json.add(Json{{"id", rule.id},
                  {"name", rule.name},
                  {"severity", to_text(rule.severity)},
                  {"pinned", rule.pinned},
                  {"summary", rule.summary}});
  }
  json.end_list();
  json.end_object();
  return json.take();
}

}  // namespace ampsite
