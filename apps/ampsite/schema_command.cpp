#include "schema_command.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "ampsite/read/read_config.h"
#include "ampsite/read/read_site.h"
#include "ampsite/report/schemas.h"
#include "exit_codes.h"
#include "outputs.h"

namespace ampsite::app {

namespace {

constexpr std::array<std::string_view, 4> schema_names{"site", "plan", "diagnostics", "config"};

std::string schema_text(const std::string& name) {
  if (name == "site") return site_schema();
  if (name == "config") return config_schema();
  const auto schemas = report_schemas();
  const auto found =
      std::find_if(schemas.begin(), schemas.end(), [&](const EmbeddedText& schema) { return schema.name == name; });
  if (found == schemas.end()) throw std::logic_error("there is no schema of " + name);
  return std::string(found->text);
}

}  // namespace

int run_schema(const Arguments& given, const Streams& streams, Files& /*files*/) {
  std::optional<std::string> name;
  CLI::App command("Print the JSON Schema of a format, for editors and for other programs.", "ampsite schema");
  one_of(command.add_option("FORMAT", name, "What to describe (default: site)"), schema_names);
  if (const auto done = read_plain_arguments(command, given, name, streams)) return *done;
  const std::string format = name.value_or(std::string(schema_names.front()));
  check_choice("the schema", format, schema_names);
  print(streams, schema_text(format));
  return exit_code::clean;
}

}  // namespace ampsite::app
