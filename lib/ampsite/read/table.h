#pragma once
// Tables of fields: one row for each key of an object of the site file. Reading, the JSON Schema, suggestions
// for unknown keys and the canonical text all come from the same rows.

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "ampsite/read/shapes.h"

namespace ampsite {

/// What can be done to the presence of all values of an object.
enum class Mark {
  unknown,    ///< nothing may rest on any of them
  as_default  ///< what is stated counts as a default: it came from elsewhere
};

template <class Owner>
struct Field {
  std::string_view key;
  std::string_view description;  ///< one sentence, with the unit
  bool is_required = false;
  /// What it reads is added to what is there, so where the key stands twice only the first is read.
  bool adds = false;
  /// Reads the value into its member.
  std::function<void(Reader&, YamlIndex, Owner&)> read{};
  std::function<void(Owner&, Mark)> mark{};
  /// Sets the member as it is where the key is missing.
  std::function<void(Owner&)> prepare{};
  /// The members of its schema; with the default, where the prepared owner has one.
  std::function<void(SchemaText&, const Owner& prepared)> schema{};
  /// Writes key and value, where there is a value.
  std::function<void(JsonText&, const Owner&)> write{};

  Field required() && {
    is_required = true;
    return std::move(*this);
  }
};

template <class Owner>
struct Table {
  std::string_view name;  ///< of its definition in the schema
  std::vector<Field<Owner>> fields;
  /// What is decided once all values of an object are read: defaults that rest on others, keys that others
  /// require. May be empty.
  std::function<void(Reader&, YamlIndex, Owner&)> finish{};
  /// Further members of its schema, for what `finish` requires. May be empty.
  std::function<void(SchemaText&)> more_schema{};
  Owner prepared{};  ///< an object without any key
};

template <class Owner>
Table<Owner> make_table(Table<Owner> table) {
  for (const Field<Owner>& field : table.fields) {
    if (field.prepare) field.prepare(table.prepared);
  }
  return table;
}

template <class Owner>
void mark_all(const Table<Owner>& table, Owner& owner, Mark mark) {
  for (const Field<Owner>& field : table.fields) field.mark(owner, mark);
}

template <class T>
void mark_value(Stated<T>& value, Mark mark) {
  if (mark == Mark::unknown) {
    value.presence = Presence::unknown;
  } else if (value.stated()) {
    value.presence = Presence::defaulted;
    value.span = {};
    value.key = {};
  }
}

/// AMP003, or AMP009 where the key holds a secret; the known key that was meant, or empty.
std::string_view report_unknown_key(Reader& reader, YamlIndex key, const std::vector<std::string_view>& known);
void report_missing_key(Reader& reader, YamlIndex mapping, std::string_view key,
                        std::string_view why = "the key must be there");

/// No object of the format has more keys.
inline constexpr std::size_t most_fields = 32;

/// The row of a key; rows.size() for an unknown one. `hint` is where it is looked for first: keys mostly
/// stand in the order of the table.
template <class Owner>
std::size_t find_field(const std::vector<Field<Owner>>& rows, std::string_view key, std::size_t hint) {
  for (std::size_t i = hint; i < rows.size(); ++i) {
    if (rows[i].key == key) return i;
  }
  for (std::size_t i = 0; i < hint; ++i) {
    if (rows[i].key == key) return i;
  }
  return rows.size();
}

/// Reads a mapping over what `owner` holds.
template <class Owner>
void read_fields(Reader& reader, YamlIndex mapping, const Table<Owner>& table, Owner& owner) {
  const auto& rows = table.fields;
  std::array<YamlIndex, most_fields> key_of_row{};  // 0 for none: node 0 is the root, never a key
  std::array<bool, most_fields> twice{};
  std::array<bool, most_fields> misspelt{};
  SeenKeys unknown;
  std::size_t hint = 0;
  for (MappingWalk walk(reader.tree(), mapping); !walk.done() && !reader.stopped(); walk.next()) {
    const std::string_view key = walk.text();
    const std::size_t row = find_field(rows, key, hint);
    reader.enter(key);
    if (row == rows.size()) {
      if (const Span* first = unknown.find_or_add(key, reader.span(walk.key()))) {
        report_duplicate_key(reader, reader.span(walk.key()), *first, key);
      } else {
        std::vector<std::string_view> known;
        for (const auto& field : rows) known.push_back(field.key);
        const std::string_view meant = report_unknown_key(reader, walk.key(), known);
        // One slip of the pen is one finding: the key that was meant is not missing, its value is unknown.
        if (!meant.empty()) misspelt[find_field(rows, meant, 0)] = true;
      }
    } else {
      if (key_of_row[row] != 0) {
        report_duplicate_key(reader, reader.span(walk.key()), reader.span(key_of_row[row]), key);
        twice[row] = true;
      } else {
        key_of_row[row] = walk.key();
      }
      if (!twice[row] || !rows[row].adds) rows[row].read(reader, walk.value(), owner);
      hint = row + 1;
    }
    reader.leave();
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const bool absent = key_of_row[row] == 0;
    const bool missing = absent && rows[row].is_required;
    if (missing && !misspelt[row]) report_missing_key(reader, mapping, rows[row].key);
    if (missing || (absent && misspelt[row]) || twice[row]) rows[row].mark(owner, Mark::unknown);
  }
  if (table.finish) table.finish(reader, mapping, owner);
}

template <class Owner>
void write_fields(JsonText& json, const Table<Owner>& table, const Owner& owner) {
  json.begin_object();
  for (const Field<Owner>& field : table.fields) field.write(json, owner);
  json.end_object();
}

template <class Owner>
void write_object_schema(SchemaText& schema, const Table<Owner>& table) {
  JsonText& json = schema.json();
  json.text("type", "object");
  std::vector<std::string_view> required;
  json.key("properties");
  json.begin_object();
  for (const Field<Owner>& field : table.fields) {
    json.key(field.key);
    json.begin_object();
    json.text("description", field.description);
    field.schema(schema, table.prepared);
    json.end_object();
    if (field.is_required) required.push_back(field.key);
  }
  json.end_object();
  if (!required.empty()) json.texts("required", required);
  json.boolean("additionalProperties", false);
  if (table.more_schema) table.more_schema(schema);
}

/// The schema of a file whose root has the keys of a table.
template <class Owner>
std::string file_schema(std::string_view title, std::string_view description, const Table<Owner>& table) {
  SchemaText schema;
  JsonText& json = schema.json();
  json.begin_object();
  json.text("$schema", "https://json-schema.org/draft/2020-12/schema");
  json.text("title", title);
  json.text("description", description);
  write_object_schema(schema, table);
  schema.write_definitions();
  json.end_object();
  return json.take() + "\n";
}

/// A mapping with the keys of a table.
template <class T>
struct Object {
  using Value = T;
  const Table<T>* table;

  bool read(Reader& reader, YamlIndex index, T& value) const {
    if (!expect_mapping(reader, index)) {
      mark_all(*table, value, Mark::unknown);
      return false;
    }
    read_fields(reader, index, *table, value);
    return true;
  }
  void schema(SchemaText& schema) const {
    const Table<T>* of = table;
    schema.refer(of->name, [of](SchemaText& out) { write_object_schema(out, *of); });
  }
  void write(JsonText& json, const T& value) const { write_fields(json, *table, value); }
};

template <class T>
Object<T> object(const Table<T>& table) {
  return {&table};
}

/// A list of mappings, each with its place. An entry that is none is kept, with all its values unknown.
template <class T>
struct ObjectList {
  using Value = std::vector<T>;
  Object<T> element;
  std::string_view expected;

  bool read(Reader& reader, YamlIndex index, Value& values) const {
    values.clear();
    if (!expect_list(reader, index, expected)) return false;
    for (ListWalk walk(reader.tree(), index); !walk.done(); walk.next()) {
      reader.enter(walk.list_index());
      T& value = values.emplace_back(element.table->prepared);
      value.span = reader.start_of(walk.entry());
      if constexpr (requires { value.list_index; }) value.list_index = walk.list_index();
      if constexpr (std::is_same_v<T, AccessPoint>) {
        if (reader.node(walk.entry()).kind == YamlKind::mapping) {
          reader.enter_entity(EntityKind::access_point, walk.entry());
          element.read(reader, walk.entry(), value);
          if (value.id.unknown()) value.id.value = reader.written_id();
          reader.leave_entity();
          reader.leave();
          continue;
        }
      }
      element.read(reader, walk.entry(), value);
      reader.leave();
    }
    return true;
  }
  void schema(SchemaText& schema) const {
    schema.json().text("type", "array");
    schema.json().key("items");
    schema.json().begin_object();
    element.schema(schema);
    schema.json().end_object();
  }
  void write(JsonText& json, const Value& values) const {
    json.begin_array();
    for (const T& value : values) element.write(json, value);
    json.end_array();
  }
};

namespace detail {

template <class Owner, class T>
Owner owner_of(T Owner::*);
template <class Owner, class T>
T value_of(Stated<T> Owner::*);

/// Values inside an object are marked with it.
template <class Shape, class T>
void mark_inside(const Shape& shape, T& value, Mark mark) {
  if constexpr (std::is_same_v<Shape, Object<T>>) mark_all(*shape.table, value, mark);
}

}  // namespace detail

/// The row of a Stated member.
template <auto Member, class Shape>
auto field(std::string_view key, const Shape& shape, std::string_view description,
           const std::optional<decltype(detail::value_of(Member))>& default_value = {}) {
  using Owner = decltype(detail::owner_of(Member));
  using T = decltype(detail::value_of(Member));
  static_assert(std::is_same_v<T, typename Shape::Value>);
  Field<Owner> row{key, description};
  row.read = [shape](Reader& reader, YamlIndex index, Owner& owner) {
    (owner.*Member).key = reader.key_span(index);
    read_stated(reader, index, shape, owner.*Member);
  };
  row.mark = [shape](Owner& owner, Mark mark) {
    mark_value(owner.*Member, mark);
    detail::mark_inside(shape, (owner.*Member).value, mark);
  };
  if constexpr (std::is_same_v<Shape, Object<T>>) {
    row.prepare = [shape](Owner& owner) { (owner.*Member).value = shape.table->prepared; };
  } else if (default_value) {
    row.prepare = [default_value](Owner& owner) { owner.*Member = by_default(*default_value); };
  }
  row.schema = [shape](SchemaText& schema, const Owner& prepared) {
    shape.schema(schema);
    if ((prepared.*Member).presence != Presence::defaulted) return;
    schema.json().key("default");
    shape.write(schema.json(), (prepared.*Member).value);
  };
  row.write = [key, shape](JsonText& json, const Owner& owner) {
    if (!(owner.*Member).has_value()) return;
    json.key(key);
    shape.write(json, (owner.*Member).value);
  };
  return row;
}

}  // namespace ampsite
