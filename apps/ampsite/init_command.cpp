#include "init_command.h"

#include <fmt/format.h>

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "exit_codes.h"
#include "init_site.h"
#include "outputs.h"
#include "paths.h"
#include "usage_error.h"

namespace ampsite::app {
namespace {

/// A path as a POSIX shell and the program take it: quoted where the shell would read more than a word into it.
std::string as_argument(const std::string& path) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./+,:@%";
  std::string text = path.starts_with('-') ? "-- " : "";
  if (path.find_first_not_of(plain) == std::string::npos) return text + path;
  text += '\'';
  for (const char c : path) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + '\'';
}

}  // namespace

int run_init(const Arguments& given, const Streams& streams, Files& files) {
  std::optional<std::string> name;
  CLI::App command("Write a commented site file to start from; a file that is there already stays as it is.",
                   "ampsite init");
  command.add_option("FILE", name, "Where to, default garage.site.yaml; - for standard output")->type_name("");
  if (const auto done = read_plain_arguments(command, given, name, streams)) return *done;
  const std::string path = name.value_or("garage.site.yaml");
  if (path.empty()) throw UsageError("name the file to write, or - for standard output");
  const std::string_view text = init_site().front().text;
  if (path == "-") {
    print(streams, text);
    return exit_code::clean;
  }
  const std::string absolute = absolute_path(files.current_folder(), path);
  if (files.kind(absolute) == FileKind::folder) {
    throw UsageError(fmt::format("cannot write {}: it is a folder; name a file in it", absolute));
  }
  if (const auto error = files.create({absolute, std::string(text)})) throw UsageError(*error);
  streams.err << fmt::format("{} is written; check it with: ampsite validate {}\n", path, as_argument(path));
  return exit_code::clean;
}

}  // namespace ampsite::app
