#include "ampsite/report/plan_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "ampsite/read/scalar.h"
#include "ampsite/report/terminal_text.h"
#include "ampsite/site/line.h"
#include "ampsite/site/site.h"

namespace ampsite {

namespace {

using Ids = std::set<std::string, std::less<>>;

bool is_collection(const JsonNode& node) { return node.kind == JsonKind::array || node.kind == JsonKind::object; }

/// At most so many characters of a text, on one line.
std::string shortened(std::string_view text) {
  constexpr std::size_t most = 60;
  std::size_t end = 0;
  for (std::size_t characters = 0; end < text.size() && characters < most; ++characters) end += decode(text, end).bytes;
  return printable(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

/// Where two texts that begin alike are shown from, so that what differs is seen.
std::size_t shown_from(std::string_view a, std::string_view b) {
  constexpr std::size_t before = 20;
  const auto length = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
  const auto differs = std::mismatch(a.begin(), a.begin() + length, b.begin()).first;
  auto at = static_cast<std::size_t>(differs - a.begin());
  at -= std::min(at, before);
  while (at > 0 && (static_cast<unsigned char>(a[at]) & 0xC0U) == 0x80U) --at;
  return at;
}

/// A value as a difference shows it; short lists of plain values whole.
std::string shown(const JsonTree& plan, JsonIndex at) {
  constexpr std::size_t short_list = 8;
  const JsonNode& node = plan[at];
  if (node.kind == JsonKind::string) return "\"" + shortened(node.text) + "\"";
  if (node.kind == JsonKind::object) return "an object";
  if (node.kind == JsonKind::number) return std::isnan(node.number) ? "a number too large" : number_text(node.number);
  if (node.kind == JsonKind::boolean) return node.boolean ? "true" : "false";
  if (node.kind == JsonKind::null) return "null";
  const std::vector<JsonIndex> elements = plan.children(at);
  if (elements.size() > short_list) return fmt::format("a list of {}", elements.size());
  std::string list;
  for (const JsonIndex element : elements) {
    if (is_collection(plan[element])) return fmt::format("a list of {}", elements.size());
    if (!list.empty()) list += ", ";
    list += plan[element].kind == JsonKind::string ? shortened(plan[element].text) : shown(plan, element);
  }
  return "[" + list + "]";
}

/// The text or number of a member; empty where it has none.
std::string plain_member(const JsonTree& plan, JsonIndex object, std::string_view key) {
  const std::optional<JsonIndex> member = plan.member(object, key);
  if (!member) return {};
  const JsonNode& node = plan[*member];
  if (node.kind == JsonKind::string) return std::string(node.text);
  return node.kind == JsonKind::number ? number_text(node.number) : std::string();
}

/// What an element of a list is about, such as the id of a charger; empty where it does not say.
std::string label_of(const JsonTree& plan, JsonIndex element) {
  // Findings, entries of the firewall and lines of a cut need more than one member to be told apart.
  constexpr std::array<std::array<std::string_view, 3>, 11> keys{{{"charger"},
                                                                  {"circuit"},
                                                                  {"id"},
                                                                  {"rule", "entity"},
                                                                  {"protocol", "port", "host"},
                                                                  {"node", "line"},
                                                                  {"name"},
                                                                  {"level"},
                                                                  {"active"},
                                                                  {"step"},
                                                                  {"item"}}};
  if (plan[element].kind == JsonKind::string) return std::string(plan[element].text);
  for (const auto& candidates : keys) {
    std::string label = plain_member(plan, element, candidates[0]);
    if (label.empty()) continue;
    for (const std::string_view more : {candidates[1], candidates[2]}) {
      if (const std::string text = plain_member(plan, element, more); !text.empty()) label.append(" ").append(text);
    }
    return label;
  }
  if (const auto nodes = plan.member(element, "nodes")) {
    std::vector<std::string> ids;
    for (const JsonIndex node : plan.children(*nodes)) ids.emplace_back(plan[node].text);
    return listed(ids);
  }
  return {};
}

/// An element under its label; of several with the same label each has a number.
struct Labelled {
  std::string label;
  int number = 0;
  JsonIndex at = 0;
  std::size_t place = 0;

  friend bool operator<(const Labelled& a, const Labelled& b) {
    return a.label != b.label ? a.label < b.label : a.number < b.number;
  }
};

std::vector<Labelled> labelled(const JsonTree& plan, JsonIndex list) {
  std::vector<Labelled> elements;
  for (const JsonIndex element : plan.children(list)) {
    elements.push_back({label_of(plan, element), 0, element, elements.size()});
  }
  std::stable_sort(elements.begin(), elements.end());
  for (std::size_t i = 1; i < elements.size(); ++i) {
    if (elements[i].label == elements[i - 1].label) elements[i].number = elements[i - 1].number + 1;
  }
  return elements;
}

/// An element of the written plan and the one of now that has its label; null where there is none.
using Match = std::pair<const Labelled*, const Labelled*>;

/// First what the plan has now, in its order, then what only the written plan has. Both lists are sorted.
std::vector<Match> matched(const std::vector<Labelled>& before, const std::vector<Labelled>& after) {
  std::vector<Match> matches;
  auto was = before.begin();
  auto is = after.begin();
  while (was != before.end() || is != after.end()) {
    const bool only_before = is == after.end() || (was != before.end() && *was < *is);
    const bool only_after = !only_before && (was == before.end() || *is < *was);
    matches.emplace_back(only_after ? nullptr : &*was, only_before ? nullptr : &*is);
    if (!only_after) ++was;
    if (!only_before) ++is;
  }
  const auto order = [](const Match& match) {
    return match.second != nullptr ? std::pair(false, match.second->place) : std::pair(true, match.first->place);
  };
  std::sort(matches.begin(), matches.end(), [&](const Match& a, const Match& b) { return order(a) < order(b); });
  return matches;
}

Ids charger_ids(const JsonTree& plan) {
  Ids ids;
  const auto connectivity = plan.member(0, "connectivity");
  const auto chargers = connectivity ? plan.member(*connectivity, "chargers") : std::nullopt;
  if (!chargers || plan[*chargers].kind != JsonKind::array) return ids;
  for (const JsonIndex charger : plan.children(*chargers)) {
    if (std::string id = plain_member(plan, charger, "id"); !id.empty()) ids.insert(std::move(id));
  }
  return ids;
}

class Comparison {
 public:
  Comparison(const JsonTree& written, const JsonTree& now, std::string_view name, std::size_t most_lines)
      : written_(written), now_(now), name_(name), most_lines_(most_lines) {}

  PlanDiff run() {
    compare_digests();
    compare_chargers();
    compare(0, 0);
    return std::move(diff_);
  }

 private:
  void add(std::string line) {
    ++diff_.count;
    if (diff_.lines.size() < most_lines_) diff_.lines.push_back(std::move(line));
  }

  /// A difference at the place that is being compared. Its words are only made where they are shown.
  template <class Words>
  void differ(const Words& words) {
    if (diff_.lines.size() < most_lines_) {
      add(path() + ": " + words());
    } else {
      ++diff_.count;
    }
  }

  std::string path() const {
    std::string path;
    for (const std::string& step : steps_) {
      if (!path.empty() && !step.starts_with('[')) path += '.';
      path += step;
    }
    return path;
  }

  static std::string digest(const JsonTree& plan) {
    const auto site = plan.member(0, "site");
    return site ? plain_member(plan, *site, "digest") : std::string();
  }

  void compare_digests() {
    if (digest(written_) != digest(now_)) {
      add("site.digest: the site file or its config has changed");
    }
  }

  void compare_chargers() {
    const Ids before = charger_ids(written_);
    const Ids after = charger_ids(now_);
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::inserter(new_, new_.end()));
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::inserter(gone_, gone_.end()));
    for (const auto& [ids, what] : {std::pair(new_, "new"), std::pair(gone_, "gone")}) {
      std::vector<std::string_view> sorted(ids.begin(), ids.end());
      std::sort(sorted.begin(), sorted.end(), natural_less);
      for (const std::string_view id : sorted) add(fmt::format("charger {} is {}", shortened(id), what));
    }
  }

  /// Two values side by side. Never the same words twice: long texts are shown where they differ.
  std::string both_shown(JsonIndex a, JsonIndex b) const {
    std::string before = shown(written_, a);
    std::string after = shown(now_, b);
    if (before == after && written_[a].kind == JsonKind::string) {
      const std::size_t from = shown_from(written_[a].text, now_[b].text);
      before = "\"…" + shortened(written_[a].text.substr(from)) + "\"";
      after = "\"…" + shortened(now_[b].text.substr(from)) + "\"";
    }
    if (before == after) return "differs from now in what is not shown";
    return fmt::format("{} in {}, {} now", before, name_, after);
  }

  void compare(JsonIndex a, JsonIndex b) {
    const JsonNode& before = written_[a];
    const JsonNode& after = now_[b];
    if (before.kind == after.kind && after.kind == JsonKind::object) {
      compare_objects(a, b);
    } else if (before.kind == after.kind && after.kind == JsonKind::array) {
      compare_lists(a, b);
    } else if (!same_value(before, after)) {
      differ([&] { return both_shown(a, b); });
    }
  }

  /// A number that is too large for a double equals nothing: no plan has such.
  static bool same_value(const JsonNode& a, const JsonNode& b) {
    return a.kind == b.kind && a.boolean == b.boolean && a.number == b.number && a.text == b.text;
  }

  bool counts_for_nothing(std::string_view key) const {
    const bool version_of_the_program = steps_.empty() && key == "ampsite";
    const bool said_already = steps_.size() == 1 && steps_.front() == "site" && key == "digest";
    return version_of_the_program || said_already;
  }

  void compare_objects(JsonIndex a, JsonIndex b) {
    for (const JsonIndex after : now_.children(b)) {
      if (counts_for_nothing(now_[after].key)) continue;
      steps_.emplace_back(now_[after].key);
      if (const auto before = written_.member(a, now_[after].key)) {
        compare(*before, after);
      } else {
        differ([&] { return fmt::format("{} now, nothing in {}", shown(now_, after), name_); });
      }
      steps_.pop_back();
    }
    std::set<std::string_view> seen;
    for (const JsonIndex before : written_.children(a)) {
      const std::string_view key = written_[before].key;
      const bool twice = !seen.insert(key).second;
      if (counts_for_nothing(key) || (!twice && now_.member(b, key))) continue;
      steps_.push_back(shortened(key));
      differ([&] {
        return twice ? fmt::format("stands twice in {}", name_)
                     : fmt::format("{} in {}, nothing now", shown(written_, before), name_);
      });
      steps_.pop_back();
    }
  }

  void compare_lists(JsonIndex a, JsonIndex b) {
    if (plain_and_short(written_, a) && plain_and_short(now_, b)) return compare_short_lists(a, b);
    const std::vector<Labelled> before = labelled(written_, a);
    const std::vector<Labelled> after = labelled(now_, b);
    bool in_order = true;
    std::size_t last = 0;
    for (const auto& [was, is] : matched(before, after)) {
      compare_elements(was, is);
      if (was == nullptr || is == nullptr) continue;
      in_order = in_order && was->place >= last;
      last = was->place;
    }
    if (!in_order) differ([] { return std::string("in another order now"); });
  }

  void compare_elements(const Labelled* was, const Labelled* is) {
    const Labelled& element = is != nullptr ? *is : *was;
    const bool charger_said = (is == nullptr ? gone_ : new_).contains(element.label) && lists_chargers();
    if ((was == nullptr || is == nullptr) && charger_said) return;
    std::string label = element.label.empty() ? std::to_string(element.place) : shortened(element.label);
    if (!element.label.empty() && element.number > 0) label += fmt::format(" #{}", element.number + 1);
    steps_.push_back("[" + label + "]");
    if (was == nullptr) {
      differ([] { return std::string("new"); });
    } else if (is == nullptr) {
      differ([&] { return fmt::format("only in {}", name_); });
    } else {
      compare(was->at, is->at);
    }
    steps_.pop_back();
  }

  bool lists_chargers() const {
    return steps_.back() == "chargers" || steps_.back() == "wiring" || steps_.back() == "offline";
  }

  static bool plain_and_short(const JsonTree& plan, JsonIndex list) {
    constexpr std::size_t is_short = 8;
    const std::vector<JsonIndex> elements = plan.children(list);
    return elements.size() <= is_short && std::none_of(elements.begin(), elements.end(),
                                                       [&](JsonIndex element) { return is_collection(plan[element]); });
  }

  bool same_values(const std::vector<JsonIndex>& before, const std::vector<JsonIndex>& after) const {
    return std::equal(before.begin(), before.end(), after.begin(), after.end(),
                      [&](JsonIndex x, JsonIndex y) { return same_value(written_[x], now_[y]); });
  }

  void compare_short_lists(JsonIndex a, JsonIndex b) {
    // A charger that is new or gone may stand in both lists all the same, where a plan was written by hand.
    if (same_values(written_.children(a), now_.children(b))) return;
    if (same_values(without(written_, a, gone_), without(now_, b, new_))) return;
    differ([&] { return both_shown(a, b); });
  }

  /// The elements of a list, of one of chargers without those that were named already.
  std::vector<JsonIndex> without(const JsonTree& plan, JsonIndex list, const Ids& named_already) const {
    std::vector<JsonIndex> elements = plan.children(list);
    if (!lists_chargers()) return elements;
    elements.erase(std::remove_if(elements.begin(), elements.end(),
                                  [&](JsonIndex element) { return named_already.contains(plan[element].text); }),
                   elements.end());
    return elements;
  }

  const JsonTree& written_;
  const JsonTree& now_;
  std::string_view name_;
  std::size_t most_lines_;
  Ids new_;
  Ids gone_;
  std::vector<std::string> steps_;
  PlanDiff diff_;
};

}  // namespace

PlanDiff compare_plans(const JsonTree& written, const JsonTree& now, std::string_view name, std::size_t most_lines) {
  return Comparison(written, now, name, most_lines).run();
}

std::string plan_diff_text(const PlanDiff& diff, std::string_view name) {
  if (diff.count == 0) return fmt::format("{} is up to date\n", name);
  std::string text = fmt::format("{} is out of date:\n", name);
  for (const std::string& line : diff.lines) text += "  " + line + "\n";
  const std::size_t more = diff.count - diff.lines.size();
  if (more > 0) text += fmt::format("  and {} more\n", more);
  return text;
}

}  // namespace ampsite
