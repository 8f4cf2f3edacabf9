#include "rules_command.h"

#include <array>
#include <optional>

#include "ampsite/report/rules_json.h"
#include "ampsite/report/rules_text.h"
#include "ampsite/rules/registry.h"
#include "exit_codes.h"
#include "outputs.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

constexpr std::array<std::string_view, 2> format_names{"text", "json"};

}  // namespace

int run_rules(const Arguments& given, const Streams& streams, Files& /*files*/) {
  std::string format{format_names.front()};
  std::optional<std::string> argument;
  CLI::App command("List all rules: id, severity, whether it is pinned, name, and what holds where it is kept.",
                   "ampsite rules");
  one_of(command.add_option("--format", format, "What to print (default: text)"), format_names);
  if (const auto done = read_plain_arguments(command, given, argument, streams)) return *done;
  if (argument) throw UsageError("unexpected argument \"" + *argument + "\"");
  check_choice("--format", format, format_names);
  print(streams, format == "json" ? rules_json(all_rules()) : rules_text(all_rules()));
  return exit_code::clean;
}

}  // namespace ampsite::app
