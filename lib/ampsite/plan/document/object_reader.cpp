#include "ampsite/plan/document/object_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ampsite {
namespace {

std::string_view kind_words(JsonKind kind) {
  switch (kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return "true or false";
    case JsonKind::number:
      return "a number";
    case JsonKind::string:
      return "a text";
    case JsonKind::array:
      return "a list";
    case JsonKind::object:
      return "an object";
  }
  return {};
}

bool is_of(const PlanReading& reading, JsonIndex at, JsonKind kind) {
  const JsonKind is = reading.json[at].kind;
  if (is == kind) return true;
  reading.wrong(at, fmt::format("is {} where {} is expected", kind_words(is), kind_words(kind)));
  return false;
}

}  // namespace

void IdIndex::sort() { std::sort(by_id_.begin(), by_id_.end()); }

std::uint32_t IdIndex::find(std::string_view id) const {
  const auto found = std::lower_bound(by_id_.begin(), by_id_.end(), id,
                                      [](const auto& entry, std::string_view key) { return entry.first < key; });
  return found != by_id_.end() && found->first == id ? found->second : no_index;
}

void PlanReading::wrong(JsonIndex at, std::string message) const {
  found.push_back({json.path_of(at), std::move(message)});
}

std::optional<double> PlanReading::number(JsonIndex at) const {
  if (!is_of(*this, at, JsonKind::number)) return std::nullopt;
  if (!std::isnan(json[at].number)) return json[at].number;
  wrong(at, "is a number too large or too small to reckon with");
  return std::nullopt;
}

std::optional<int> PlanReading::whole_number(JsonIndex at) const {
  const std::optional<double> value = number(at);
  if (!value) return std::nullopt;
  constexpr double most = std::numeric_limits<int>::max();
  if (std::trunc(*value) == *value && std::abs(*value) <= most) return static_cast<int>(*value);
  wrong(at, "is not a whole number");
  return std::nullopt;
}

std::optional<std::string_view> PlanReading::text(JsonIndex at) const {
  if (!is_of(*this, at, JsonKind::string)) return std::nullopt;
  return json[at].text;
}

std::optional<ChargerIndex> PlanReading::charger(JsonIndex at) const {
  const std::optional<std::string_view> id = text(at);
  if (!id) return std::nullopt;
  const ChargerIndex index = chargers.find(*id);
  if (index != no_index) return index;
  wrong(at, fmt::format("the site has no charger {}", *id));
  return std::nullopt;
}

std::optional<NodeIndex> PlanReading::node(JsonIndex at) const {
  const std::optional<std::string_view> id = text(at);
  if (!id) return std::nullopt;
  const NodeIndex index = nodes.find(*id);
  if (index != no_index) return index;
  wrong(at, fmt::format("the site has no circuit {}", *id));
  return std::nullopt;
}

std::vector<JsonIndex> PlanReading::elements(JsonIndex at) const {
  if (!is_of(*this, at, JsonKind::array)) return {};
  return json.children(at);
}

std::vector<JsonIndex> PlanReading::elements(JsonIndex at, std::size_t expected, std::string_view what) const {
  if (!is_of(*this, at, JsonKind::array)) return {};
  std::vector<JsonIndex> list = json.children(at);
  if (list.size() != expected) {
    wrong(at, fmt::format("has {} entries, but the site has {} {}", list.size(), expected, what));
    list.resize(std::min(list.size(), expected));
  }
  return list;
}

std::vector<ChargerIndex> PlanReading::charger_list(JsonIndex at) const {
  std::vector<ChargerIndex> list;
  std::vector<ChargerIndex> sorted;
  for (const JsonIndex element : elements(at)) {
    if (const auto index = charger(element)) list.push_back(*index);
  }
  sorted = list;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end()) wrong(at, fmt::format("names charger {} twice", site.chargers[*twice].id.value));
  return list;
}

ObjectReader::ObjectReader(const PlanReading& reading, JsonIndex at)
    : reading_(&reading), at_(at), next_(at + 1), object_(is_of(reading, at, JsonKind::object)) {}

std::optional<JsonIndex> ObjectReader::find(std::string_view key) {
  keys_[count_ % keys_.size()] = key;
  ++count_;
  if (!object_) return std::nullopt;
  const JsonTree& json = reading_->json;
  const bool next_in_order = next_ < json[at_].end && json[next_].key == key;
  const std::optional<JsonIndex> found = next_in_order ? next_ : json.member(at_, key);
  if (found) next_ = json[*found].end;
  return found;
}

std::optional<JsonIndex> ObjectReader::required(std::string_view key) {
  const std::optional<JsonIndex> found = find(key);
  if (!found && object_) reading_->wrong(at_, fmt::format("{} is missing", key));
  return found;
}

std::optional<JsonIndex> ObjectReader::optional(std::string_view key) { return find(key); }

void ObjectReader::read(std::string_view key, double& value) {
  const std::optional<JsonIndex> at = required(key);
  if (at) value = reading_->number(*at).value_or(value);
}

void ObjectReader::read(std::string_view key, int& value) {
  const std::optional<JsonIndex> at = required(key);
  if (at) value = reading_->whole_number(*at).value_or(value);
}

void ObjectReader::read(std::string_view key, bool& value) {
  const std::optional<JsonIndex> at = required(key);
  if (at && is_of(*reading_, *at, JsonKind::boolean)) value = reading_->json[*at].boolean;
}

void ObjectReader::read(std::string_view key, std::string& value) {
  const std::optional<JsonIndex> at = required(key);
  if (at) value = reading_->text(*at).value_or(value);
}

void ObjectReader::read_if_there(std::string_view key, std::optional<double>& value) {
  const std::optional<JsonIndex> at = optional(key);
  if (at) value = reading_->number(*at);
}

void ObjectReader::read_if_there(std::string_view key, std::string& value) {
  const std::optional<JsonIndex> at = optional(key);
  if (at) value = reading_->text(*at).value_or(value);
}

void ObjectReader::read_chargers(std::string_view key, std::vector<ChargerIndex>& chargers) {
  const std::optional<JsonIndex> at = required(key);
  if (at) chargers = reading_->charger_list(*at);
}

void ObjectReader::expect_id(std::string_view key, const std::string& id) {
  const std::optional<JsonIndex> at = required(key);
  if (!at) return;
  const std::optional<std::string_view> stated = reading_->text(*at);
  if (stated && *stated != id) {
    reading_->wrong(*at, fmt::format("is {} where {} stands in the order of the site", *stated, id));
  }
}

void ObjectReader::finish() const {
  if (!object_) return;
  const JsonTree& json = reading_->json;
  const auto* const end = keys_.begin() + static_cast<std::ptrdiff_t>(std::min(count_, keys_.size()));
  for (JsonIndex i = at_ + 1; i < json[at_].end; i = json[i].end) {
    if (std::find(keys_.begin(), end, json[i].key) == end) {
      reading_->wrong(i, "is not part of the format");
    } else if (json.member(at_, json[i].key) != i) {
      reading_->wrong(i, "stands twice");
    }
  }
}

}  // namespace ampsite
