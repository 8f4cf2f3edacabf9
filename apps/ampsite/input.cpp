#include "input.h"

#include <istream>

#include "ampsite/read/yaml_tree.h"

namespace ampsite::app {

Outcome<std::string> read_input(const InputFile& file, const Streams& streams, const Files& files) {
  return read_input(file, streams, files, YamlLimits{}.bytes + 1);
}

Outcome<std::string> read_input(const InputFile& file, const Streams& streams, const Files& files, std::size_t limit) {
  if (!file.standard_input()) return files.read(file.path, limit);
  std::string text;
  std::string buffer(65536, '\0');
  while (text.size() < limit && streams.in.good()) {
    streams.in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    text.append(buffer, 0, static_cast<std::size_t>(streams.in.gcount()));
  }
  if (streams.in.bad()) return {std::nullopt, "cannot be read"};
  return {std::move(text), {}};
}

}  // namespace ampsite::app
