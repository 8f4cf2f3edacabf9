#pragma once
// Writes a JSON Schema (draft 2020-12): the members of the schema that is open at the time, and definitions
// that are asked for by name and written once, behind it.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/read/json_text.h"

namespace ampsite {

class SchemaText {
 public:
  JsonText& json() { return json_; }

  /// Writes "$ref" to a definition; `write` writes its members.
  void refer(std::string_view name, std::function<void(SchemaText&)> write);
  /// Writes "$defs" with everything referred to, also from other definitions.
  void write_definitions();

 private:
  struct Definition {
    std::string_view name;
    std::function<void(SchemaText&)> write;
  };

  JsonText json_{JsonLayout::indented};
  std::vector<Definition> definitions_;
};

}  // namespace ampsite
