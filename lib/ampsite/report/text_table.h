#pragma once
// A table of plain text: columns as wide as their widest cell, two spaces apart.

#include <string>
#include <vector>

namespace ampsite {

class TextTable {
 public:
  enum class Align { left, right };

  struct Column {
    std::string heading;
    Align align = Align::left;
  };

  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// One cell for each column.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  /// The headings and the rows, each line indented by two spaces and without spaces at its end. A column
  /// whose cells are all empty is left out.
  std::string text() const;

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace ampsite
