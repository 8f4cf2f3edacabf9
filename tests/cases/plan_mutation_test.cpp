// A plan in JSON with any one number or name changed does not verify; unchanged it does.

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "ampsite/plan/document/read_plan.h"
#include "ampsite/plan/verify/verify.h"
#include "ampsite/report/plan_json.h"
#include "ampsite/report/plan_report.h"
#include "ampsite/rules/validate.h"
#include "support/repository.h"
#include "support/sites.h"

using namespace ampsite;
using namespace ampsite::test;
using Document = nlohmann::ordered_json;

namespace {

struct PlannedSite {
  Site site;
  Plan plan;
  std::string json;
};

PlannedSite planned(const std::string& site_text) {
  const SourceText source("site.yaml", site_text);
  Validation validation = validate(source);
  REQUIRE(validation.site);
  PlannedSite made{std::move(*validation.site), {}, {}};
  made.plan = make_plan(made.site);
  made.json = plan_json(make_plan_report(made.site, made.plan, {}));
  return made;
}

Discrepancies discrepancies(const std::string& plan, const Site& site) {
  const ReadPlanResult read = read_plan(plan, site);
  if (!read.document) return {{"", read.problem}};
  if (!read.document->malformed.empty()) return read.document->malformed;
  Discrepancies found = read.document->foreign;
  const Discrepancies wrong = verify_plan(site, read.document->plan);
  found.insert(found.end(), wrong.begin(), wrong.end());
  return found;
}

std::string text_of(const Discrepancies& found) {
  std::string text;
  for (const Discrepancy& discrepancy : found) text += discrepancy.path + ": " + discrepancy.message + "\n";
  return text;
}

/// "/load/cases/*/nodes/*/limit_a/L1" for "/load/cases/0/nodes/2/limit_a/L1".
std::string kind_of(const std::string& pointer) {
  std::string kind;
  for (std::size_t at = 0; at < pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', at + 1), pointer.size());
    const bool index = pointer.find_first_not_of("0123456789", at + 1) >= end;
    kind += index ? "/*" : pointer.substr(at, end - at);
    at = end;
  }
  return kind;
}

using Places = std::map<std::string, std::vector<std::string>>;  ///< by kind

void collect(const Document& value, const std::string& pointer, Places& values, Places& texts) {
  if (value.is_structured()) {
    for (const auto& [key, member] : value.items()) collect(member, pointer + "/" + key, values, texts);
  }
  if (value.is_number()) values[kind_of(pointer)].push_back(pointer);
  if (value.is_string()) texts[kind_of(pointer)].push_back(pointer);
  if (value.is_boolean()) values[kind_of(pointer)].push_back(pointer);
}

/// The first, the last and the one between.
std::vector<std::string> some_of(const std::vector<std::string>& places) {
  const std::set<std::size_t> which{0, places.size() / 2, places.size() - 1};
  std::vector<std::string> some;
  for (const std::size_t i : which) some.push_back(places[i]);
  return some;
}

bool ends_with_any(const std::string& text, const std::vector<std::string>& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](const std::string& ending) { return text.ends_with(ending); });
}

/// Words for people, made from values that are checked themselves.
bool is_prose(const std::string& kind) {
  return ends_with_any(kind, {"/reason", "/argument", "/because", "/why_not", "/level", "/ampsite"});
}

/// Links, PLC sources and channels are held by tests of their own.
bool is_of_links(const std::string& kind) { return kind.starts_with("/connectivity/"); }

/// A count one more or less, a measure a little more than its rounding, the other answer to a question.
std::vector<Document> other_values(const Document& value) {
  if (value.is_boolean()) return {!value.get<bool>()};
  const double number = value.get<double>();
  std::vector<Document> others{number + 1, number - 1};
  if (number != 0) others.emplace_back(2 * number);
  if (!value.is_number_integer()) {
    others.emplace_back(number + 0.002);
    others.emplace_back(number - 0.002);
  }
  return others;
}

const std::vector<std::string>& names_like(const std::string& text) {
  static const std::vector<std::vector<std::string>> groups{{"L1", "L2", "L3"},      {"wifi", "plc", "lte", "none"},
                                                            {"module", "gateway"},   {"optimal", "reached"},
                                                            {"fuse", "limit"},       {"N", "PE"},
                                                            {"tcp", "udp"},          {"arithmetic", "phasor"},
                                                            {"charger", "terminal"}, {"three_phase", "single_phase"}};
  static const std::vector<std::string> none;
  for (const auto& group : groups) {
    if (std::find(group.begin(), group.end(), text) != group.end()) return group;
  }
  return none;
}

void check_mutations(const PlannedSite& made) {
  REQUIRE(text_of(discrepancies(made.json, made.site)) == "");
  const Document plan = Document::parse(made.json);
  Places values;
  Places texts;
  collect(plan, "", values, texts);
  const auto must_be_found = [&](const std::string& pointer, const Document& value) {
    Document changed = plan;
    Document& at = changed[Document::json_pointer(pointer)];
    if (at == value) return;
    at = value;
    INFO(pointer << " " << plan[Document::json_pointer(pointer)].dump() << " -> " << value.dump());
    CHECK(!discrepancies(changed.dump(), made.site).empty());
  };
  for (const auto& [kind, places] : values) {
    if (is_of_links(kind)) continue;
    for (const std::string& pointer : some_of(places)) {
      for (const Document& other : other_values(plan[Document::json_pointer(pointer)])) must_be_found(pointer, other);
    }
  }
  for (const auto& [kind, places] : texts) {
    if (is_prose(kind) || is_of_links(kind)) continue;
    for (const std::string& pointer : some_of(places)) {
      const std::string text = plan[Document::json_pointer(pointer)];
      must_be_found(pointer, text + "x");
      for (const std::string& other : names_like(text)) must_be_found(pointer, other);
      for (const std::string& place : some_of(places)) {
        must_be_found(pointer, plan[Document::json_pointer(place)]);
      }
    }
  }
}

}  // namespace

TEST_CASE("a plan that is read back is written as it was") {
  for (const std::string& name : example_names()) {
    CAPTURE(name);
    const PlannedSite made = planned(repository_file("examples/" + name + ".site.yaml"));
    const ReadPlanResult read = read_plan(made.json, made.site);
    REQUIRE(read.document);
    CHECK(text_of(read.document->malformed) == "");
    CHECK(text_of(read.document->foreign) == "");
    CHECK(plan_json(make_plan_report(made.site, read.document->plan, {})) == made.json);
  }
}

TEST_CASE("the examples' plans hold, and with anything changed they do not") {
  for (const std::string& name : example_names()) {
    CAPTURE(name);
    check_mutations(planned(repository_file("examples/" + name + ".site.yaml")));
  }
}

namespace {

/// Every member of an object, by kind.
void collect_members(const Document& value, const std::string& pointer, Places& members) {
  if (!value.is_structured()) return;
  for (const auto& [key, member] : value.items()) {
    if (value.is_object()) members[kind_of(pointer + "/" + key)].push_back(pointer + "/" + key);
    collect_members(member, pointer + "/" + key, members);
  }
}

}  // namespace

TEST_CASE("a plan without one of its members, or with one of another type, does not hold") {
  const PlannedSite made = planned(repository_file("examples/norwegian-it-garage.site.yaml"));
  const Document plan = Document::parse(made.json);
  Places members;
  collect_members(plan, "", members);
  for (const auto& [kind, places] : members) {
    const std::string& pointer = places.front();
    CAPTURE(pointer);
    const Document::json_pointer at(pointer);
    Document without = plan;
    without[at.parent_pointer()].erase(at.back());
    if (!is_prose(kind) && !is_of_links(kind)) CHECK(!discrepancies(without.dump(), made.site).empty());
    for (const Document& other : {Document(nullptr), Document(Document::array({Document::array()}))}) {
      Document changed = plan;
      changed[at] = other;
      CHECK(!discrepancies(changed.dump(), made.site).empty());
    }
    Document more = plan;
    more[at.parent_pointer()]["more"] = 1;
    CHECK(!discrepancies(more.dump(), made.site).empty());
  }
}

TEST_CASE("lists of a plan stand in the order of the site, and name what it has once") {
  const PlannedSite made = planned(repository_file("examples/norwegian-it-garage.site.yaml"));
  const Document plan = Document::parse(made.json);
  for (const char* list : {"/connectivity/chargers", "/load/wiring", "/load/cases", "/load/cases/0/chargers",
                           "/load/cases/0/nodes", "/load/offline", "/portal/circuits"}) {
    CAPTURE(list);
    const Document::json_pointer at{std::string(list)};
    REQUIRE(plan[at].size() > 1);
    Document swapped = plan;
    std::swap(swapped[at][0], swapped[at][1]);
    CHECK(!discrepancies(swapped.dump(), made.site).empty());
    Document shorter = plan;
    shorter[at].erase(0);
    CHECK(!discrepancies(shorter.dump(), made.site).empty());
    Document longer = plan;
    longer[at].push_back(plan[at][0]);
    CHECK(!discrepancies(longer.dump(), made.site).empty());
  }
  const std::string twice = replaced(made.json, "\"changed\": ", "\"changed\": true, \"changed\": ");
  CHECK(text_of(discrepancies(twice, made.site)).find("stands twice") != std::string::npos);
}

TEST_CASE("numbers that cannot be are told, not reckoned with") {
  const PlannedSite made = planned(good_site);
  for (const char* number : {"1e999", "-1e308", "1e308", "2147483648", "-2147483648", "0.5", "1e-999"}) {
    CAPTURE(number);
    for (const char* key : {"fair_a", "setpoint_a", "upper_bound", "active", "quantity", "network_type",
                            "max_current_a", "offline_a", "guaranteed_a", "wiring_id"}) {
      const std::string member = "\"" + std::string(key) + "\": ";
      const std::size_t at = made.json.find(member);
      if (at == std::string::npos) continue;
      const std::size_t value = at + member.size();
      const std::string changed =
          made.json.substr(0, value) + number + made.json.substr(made.json.find_first_of(",}\n", value));
      CHECK(!discrepancies(changed, made.site).empty());
    }
  }
}
