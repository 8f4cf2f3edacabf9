#pragma once
// A site file that is changed as a person would change it: values replaced, keys and entries added and taken out,
// in the style that stands there, with all else left as it is, comments and line breaks too.
//
// A place is named by its path from the root, as findings name it: "supply.circuits[0].chargers[2].rssi_dbm".
// A change that is not possible fails the test that asks for it.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/read/read_site.h"
#include "ampsite/read/yaml_tree.h"
#include "ampsite/site/site.h"
#include "ampsite/source/source_text.h"

namespace ampsite::test {

class Draft {
 public:
  explicit Draft(std::string text);

  std::string_view text() const { return read_->source.text(); }
  /// What the text says now; until the next change.
  const Site& site() const;

  bool has(std::string_view path) const;
  /// The value as it is written.
  std::string written(std::string_view path) const;
  /// Where the value begins; for a list entry, the entry.
  Span span(std::string_view path) const;
  /// From 1.
  int line_of(std::string_view path) const;
  /// Of the key of the value.
  int line_of_key(std::string_view path) const;

  /// The paths of all keys, in the order of the file.
  std::vector<std::string> keys() const;
  /// The paths of all values that are no lists and no mappings.
  std::vector<std::string> leaves() const;

  /// Writes a value in the place of the one that is there; else adds the key, behind the id (or whatever else comes
  /// first), and what is missing above it.
  void set(std::string_view path, std::string_view value);
  void set(std::string_view path, double value);
  /// Takes out a key with its value.
  void remove(std::string_view path);
  /// Adds an entry, or several, at the end of a list.
  void append(std::string_view list, std::string_view entry) { append_all(list, {std::string(entry)}); }
  void append_all(std::string_view list, const std::vector<std::string>& entries);
  /// Returns the line where the key stands.
  int rename_key(std::string_view path, std::string_view key);
  /// Writes a key and its value a second time, behind the first; the new line is returned.
  int repeat(std::string_view path);
  /// Adds a comment at the end of the line where a value begins, "# " and what is given.
  void comment(std::string_view path, std::string_view text);
  /// Whatever else: the result may be no YAML at all.
  void splice(Span span, std::string_view text);

 private:
  /// A text, and what is read of it when it is first asked for. Copies of a draft share it.
  struct Read {
    explicit Read(std::string from) : source("draft.site.yaml", std::move(from)) {}
    SourceText source;
    std::optional<YamlResult> yaml;
    std::optional<ReadResult> site;
  };
  struct Found {
    YamlIndex mapping = 0;           ///< that holds the key; the list of an entry
    std::optional<YamlIndex> key;    ///< none for the entry of a list
    std::optional<YamlIndex> value;  ///< none where the path leads nowhere
  };

  const YamlTree& tree() const;
  const YamlNode& node(YamlIndex index) const { return tree()[index]; }
  bool in_flow(YamlIndex collection) const;
  std::size_t line_end(std::size_t at) const;
  std::size_t column(std::size_t at) const;
  Found find(std::string_view path) const;
  YamlIndex require(std::string_view path) const;
  void collect(YamlIndex index, const std::string& path, std::vector<std::string>& keys,
               std::vector<std::string>& leaves) const;
  void add_key(YamlIndex mapping, const std::string& entry);

  std::shared_ptr<Read> read_;
};

/// "supply.circuits[0]" of "supply.circuits[0].fuse_a"; "" of "supply".
std::string_view parent_path(std::string_view path);
/// "fuse_a" of "supply.circuits[0].fuse_a".
std::string_view last_key(std::string_view path);

}  // namespace ampsite::test
