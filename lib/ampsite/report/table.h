#pragma once
// A table of plain text, for whoever lays it out.

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace ampsite {

class Table {
 public:
  enum class Align { left, right };

  struct Column {
    std::string heading;
    Align align = Align::left;
    bool blank = false;  ///< its cells are empty, to be filled in by hand
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  /// One cell for each column.
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }

  const std::vector<Column>& columns() const { return columns_; }
  const std::vector<std::vector<std::string>>& rows() const { return rows_; }

  /// The columns that have something in them, or are to be filled in; the others are not written.
  std::vector<std::size_t> shown_columns() const {
    std::vector<std::size_t> shown;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const bool filled = std::any_of(rows_.begin(), rows_.end(), [&](const auto& row) { return !row[c].empty(); });
      if (filled || columns_[c].blank) shown.push_back(c);
    }
    return shown;
  }

 private:
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace ampsite
