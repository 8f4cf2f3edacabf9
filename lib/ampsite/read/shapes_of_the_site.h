#pragma once
// Values of the site file that can be written in more than one way.

#include <string>
#include <vector>

#include "ampsite/read/shapes.h"

namespace ampsite {

/// A current of 0 A or more for all lines, or a map with one for each line. Lines that a map leaves out are
/// absent; a line with a finding of its own is unknown, the others count.
struct LineCurrentsShape {
  using Value = LineCurrents;

  bool read(Reader& reader, YamlIndex index, LineCurrents& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, const LineCurrents& value) const;
};

/// Any RSSI for the charger, or a map with one for each access point.
struct RssiShape {
  using Value = Rssi;

  bool read(Reader& reader, YamlIndex index, Rssi& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, const Rssi& value) const;
};

/// A map from access points to the level at which they are heard.
struct HearsShape {
  using Value = std::vector<AccessPoint::Hears>;

  bool read(Reader& reader, YamlIndex index, Value& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, const Value& value) const;
};

/// Any whole number, or auto.
struct ChannelShape {
  using Value = Channel;

  bool read(Reader& reader, YamlIndex index, Channel& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, Channel value) const;
};

/// 1 to 65535, or any, which is kept as 0.
struct PortShape {
  using Value = int;

  bool read(Reader& reader, YamlIndex index, int& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, int value) const;
};

/// Links in order of preference; an entry may be a list of links that count the same. No link stands twice.
struct LinkPreferenceShape {
  using Value = std::vector<LinkGroup>;

  bool read(Reader& reader, YamlIndex index, Value& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, const Value& value) const;
};

/// The country codes of ISO 3166-1 alpha-2.
Code country();

/// A currency code of ISO 4217: three capital letters.
struct Currency {
  using Value = std::string;

  bool read(Reader& reader, YamlIndex index, std::string& value) const;
  void schema(SchemaText& schema) const;
  void write(JsonText& json, const std::string& value) const { json.text(value); }
};

}  // namespace ampsite
