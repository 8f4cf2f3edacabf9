#include "ampsite/read/schema_text.h"

#include <algorithm>
#include <utility>

namespace ampsite {

void SchemaText::refer(std::string_view name, std::function<void(SchemaText&)> write) {
  json_.text("$ref", "#/$defs/" + std::string(name));
  const bool known = std::any_of(definitions_.begin(), definitions_.end(),
                                 [&](const Definition& definition) { return definition.name == name; });
  if (!known) definitions_.push_back({name, std::move(write)});
}

void SchemaText::write_definitions() {
  json_.key("$defs");
  json_.begin_object();
  // A definition may refer to further ones, so the list grows while it is gone through.
  for (std::size_t i = 0; i < definitions_.size(); ++i) {
    const Definition definition = definitions_[i];
    json_.key(definition.name);
    json_.begin_object();
    definition.write(*this);
    json_.end_object();
  }
  json_.end_object();
}

}  // namespace ampsite
