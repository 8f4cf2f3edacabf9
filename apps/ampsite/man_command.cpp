#include "man_command.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/version.h"
#include "commands.h"
#include "exit_codes.h"
#include "outputs.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

constexpr std::string_view description = R"(.SH DESCRIPTION
.B ampsite
reads a file that describes an installation of chargers for electric cars, says what is wrong with it, and plans how
each charger reaches the internet and which current each car is guaranteed.
Results go to standard output, everything else to standard error.
Behind
.B \-\-
every argument is a path.
)";

constexpr std::string_view environment_and_files = R"(.SH ENVIRONMENT
.TP
.B NO_COLOR
Where it is set and not empty, text has no colour unless
.B \-\-color
asks for it.
.TP
.B FORCE_COLOR
Where it is set and not 0, text has colour also where it goes to no terminal.
.TP
.B GITHUB_ACTIONS
Where it is set,
.B ampsite validate
without
.B \-\-format
annotates the lines with findings too.
.SH FILES
.TP
.I .ampsite.yaml
The house's config, searched in the folder of each site file and those above it, up to the one with
.IR .git .
.TP
.IR *.site.yaml ", " *.site.yml ", " *.site.json
What is checked in a folder, and any other
.I .yaml
or
.I .yml
whose first key is
.IR ampsite .
.SH EXAMPLES
.TP
.B ampsite init garage.site.yaml
Write a site file to start from.
.TP
.B ampsite validate .
Check all site files in this folder and those below it.
.TP
.B ampsite plan garage.site.yaml \-\-output garage.plan.json \-\-output garage.html
Write the plan for programs and for people.
.TP
.B ampsite verify garage.site.yaml garage.plan.json
Check that plan.
.TP
.B ampsite explain AMP201
Read what a rule is about.
)";

struct ExitText {
  int code;
  std::string_view text;
};

/// In the words of the README.
constexpr std::array<ExitText, 6> exit_texts{{
    {exit_code::clean, "clean, or nothing at or above --fail-on (default error)"},
    {exit_code::findings,
     "findings at or above it; a plan that does not verify; for plan: errors that stop a plan, or that a written plan "
     "does not resolve, or a plan that --check finds out of date"},
    {exit_code::usage,
     "wrong use, a config or a baseline that cannot be used, a file that cannot be read or written (or that init finds "
     "there already), no input found"},
    {exit_code::internal, "a fault in ampsite itself, or a lack of memory"},
    {exit_code::left_out,
     "the plan is written (or held against another by --check), but leaves a charger without a link or without room "
     "for its min_a"},
    {exit_code::interrupted, "interrupted"},
}};
constexpr std::string_view exit_precedence = "Where several apply, 2 goes before 4, and 4 before 1.";

/// Text as roff prints it as it stands.
std::string roff(std::string_view text) {
  std::string result = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
  for (const char c : text) result += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  return result;
}

std::string entry(const OptionRow& row) {
  const std::string name = row.name == "--help" ? "-h, --help" : row.name;
  std::string text = fmt::format(".TP\n\\fB{}\\fR", roff(name));
  if (!row.is_flag() && row.value != row.name) text += fmt::format(" \\fI{}\\fR", roff(row.value));
  return text + "\n" + roff(row.text) + "\n";
}

bool is_common(const OptionRow& row) {
  return row.name == "--help" || row.name == "--color" || row.name == "--version";
}

}  // namespace

int run_man(const Arguments& given, const Streams& streams, Files& files) {
  std::optional<std::string> argument;
  CLI::App command("Print the manual page, as man reads it: ampsite man | man -l -", "ampsite man");
  if (const auto done = read_plain_arguments(command, given, argument, streams)) return *done;
  if (argument) throw UsageError(fmt::format("unexpected argument \"{}\"", *argument));

  std::string synopsis;
  std::string commands;
  std::string common;
  for (const Command& each : all_commands()) {
    const OptionTable table = options_of(each, streams, files);
    synopsis += fmt::format("{}.B ampsite {}\n", synopsis.empty() ? "" : ".br\n", roff(each.usage));
    commands += fmt::format(".SS ampsite {}\n{}\n", roff(each.usage), roff(table.text));
    common.clear();
    for (const OptionRow& row : table.rows) (is_common(row) ? common : commands) += entry(row);
  }
  std::string page = fmt::format(".TH AMPSITE 1 \"\" \"ampsite {}\" \"User Commands\"\n.SH NAME\n", version);
  page += "ampsite \\- plan and validate EV charging installations from a file\n.SH SYNOPSIS\n" + synopsis;
  page += std::string(description) + ".SH COMMANDS\n" + commands;
  page += ".SH OPTIONS\nEach command has these too.\n" + common + ".SH \"EXIT STATUS\"\n";
  for (const ExitText& exit : exit_texts) page += fmt::format(".TP\n.B {}\n{}\n", exit.code, roff(exit.text));
  page += fmt::format(".PP\n{}\n", exit_precedence);
  print(streams, page + std::string(environment_and_files));
  return exit_code::clean;
}

}  // namespace ampsite::app
