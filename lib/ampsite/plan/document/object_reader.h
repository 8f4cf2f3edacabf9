#pragma once
// Members of JSON objects by their names, with a discrepancy for each that is missing, of another type, unknown or
// there twice.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/plan/document/json_tree.h"
#include "ampsite/plan/verify/discrepancy.h"
#include "ampsite/site/site.h"

namespace ampsite {

/// Indices by id; of several with the same id the first.
class IdIndex {
 public:
  template <class Entity>
  explicit IdIndex(const std::vector<Entity>& entities) {
    for (std::uint32_t i = 0; i < entities.size(); ++i) by_id_.emplace_back(entities[i].id.value, i);
    sort();
  }
  /// `no_index` where there is none.
  std::uint32_t find(std::string_view id) const;

 private:
  void sort();
  std::vector<std::pair<std::string_view, std::uint32_t>> by_id_;
};

/// What a plan is read from and against.
struct PlanReading {
  const JsonTree& json;
  const Site& site;
  Discrepancies& found;
  IdIndex chargers;
  IdIndex nodes;
  IdIndex access_points;

  void wrong(JsonIndex at, std::string message) const;

  // A value of a type; where it is another, that is said and nothing returned.
  std::optional<double> number(JsonIndex at) const;
  std::optional<int> whole_number(JsonIndex at) const;
  std::optional<std::string_view> text(JsonIndex at) const;
  std::optional<ChargerIndex> charger(JsonIndex at) const;
  std::optional<NodeIndex> node(JsonIndex at) const;
  /// The elements of a list; none where it is another.
  std::vector<JsonIndex> elements(JsonIndex at) const;
  /// One for each of the `expected`, which are the site's; what is too much or too little is said.
  std::vector<JsonIndex> elements(JsonIndex at, std::size_t expected, std::string_view what) const;
  std::vector<ChargerIndex> charger_list(JsonIndex at) const;

  /// The elements of a list that has one for each of the site's `entities`, each read with its entity.
  template <class T, class Entity, class Read>
  void read_each(JsonIndex at, const std::vector<Entity>& entities, std::string_view what, std::vector<T>& list,
                 const Read& read) const {
    list.reserve(entities.size());
    for (const JsonIndex i : elements(at, entities.size(), what)) list.push_back(read(*this, i, entities[list.size()]));
  }
};

/// A word and what it stands for.
template <class E>
struct PlanWord {
  std::string_view text;
  E value;
};

class ObjectReader {
 public:
  ObjectReader(const PlanReading& reading, JsonIndex at);

  /// A member that has to be there, or that may be.
  std::optional<JsonIndex> required(std::string_view key);
  std::optional<JsonIndex> optional(std::string_view key);

  void read(std::string_view key, double& value);
  void read(std::string_view key, int& value);
  void read(std::string_view key, bool& value);
  void read(std::string_view key, std::string& value);
  void read_if_there(std::string_view key, std::optional<double>& value);
  void read_if_there(std::string_view key, std::string& value);
  /// A list, each element read by `read(reading, element)`.
  template <class T, class Read>
  void read_list(std::string_view key, std::vector<T>& list, const Read& read) {
    const auto at = required(key);
    if (!at) return;
    for (const JsonIndex i : reading_->elements(*at)) list.push_back(read(*reading_, i));
  }
  /// A list with one for each of the site's `entities`, each read by `read(reading, element, entity)`.
  template <class T, class Entity, class Read>
  void read_list(std::string_view key, std::vector<T>& list, const std::vector<Entity>& entities, std::string_view what,
                 const Read& read) {
    const auto at = required(key);
    if (at) reading_->read_each(*at, entities, what, list, read);
  }
  void read_chargers(std::string_view key, std::vector<ChargerIndex>& chargers);
  /// A member that says whose entry this is.
  void expect_id(std::string_view key, const std::string& id);

  template <class Words, class E>
  void read_word(std::string_view key, const Words& words, E& value) {
    const auto at = required(key);
    if (at) read_word_at(*at, words, value);
  }
  template <class Words, class E>
  void read_word_at(JsonIndex at, const Words& words, E& value) const {
    const std::optional<std::string_view> text = reading_->text(at);
    if (!text) return;
    for (const auto& word : words) {
      if (word.text == *text) {
        value = word.value;
        return;
      }
    }
    std::string possible;
    for (const auto& word : words) possible += (possible.empty() ? "" : ", ") + std::string(word.text);
    reading_->wrong(at, "\"" + std::string(*text) + "\" is none of " + possible);
  }

  /// Says which members are not of this format, or there twice.
  void finish() const;

 private:
  std::optional<JsonIndex> find(std::string_view key);

  const PlanReading* reading_;
  JsonIndex at_;
  JsonIndex next_;  ///< where the member after the last one stands: they mostly come in the order of the format
  bool object_;
  std::size_t count_ = 0;
  std::array<std::string_view, 16> keys_;
};

}  // namespace ampsite
