// A plan in JSON with any one number or name changed does not verify; unchanged it does.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "ampsite/plan/document/read_plan.h"
#include "ampsite/plan/verify/verify.h"
#include "ampsite/report/listed_findings.h"
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
  std::vector<Diagnostic> diagnostics;
  Plan plan;
  std::string json;
};

PlannedSite planned(const std::string& site_text) {
  const SourceText source("site.yaml", site_text);
  Validation validation = validate(source);
  REQUIRE(validation.site);
  PlannedSite made{std::move(*validation.site), std::move(validation.diagnostics), {}, {}};
  made.plan = make_plan(made.site);
  made.json = plan_json(make_plan_report(made.site, made.plan, made.diagnostics));
  return made;
}

Discrepancies discrepancies(const std::string& plan, const PlannedSite& made) {
  const Site& site = made.site;
  const ReadPlanResult read = read_plan(plan, site);
  if (!read.document) return {{"", read.problem}};
  if (!read.document->malformed.empty()) return read.document->malformed;
  Discrepancies found = read.document->foreign;
  const Discrepancies wrong = verify_plan(site, read.document->plan);
  found.insert(found.end(), wrong.begin(), wrong.end());
  verify_findings(make_plan_report(site, read.document->plan, made.diagnostics), read.document->findings, found);
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

/// "load.cases[0].name" for "/load/cases/0/name".
std::string path_of(const std::string& pointer) {
  std::string path;
  for (std::size_t at = 1; at < pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', at), pointer.size());
    const std::string step = pointer.substr(at, end - at);
    const bool index = step.find_first_not_of("0123456789") == std::string::npos;
    path += index ? "[" + step + "]" : (path.empty() ? "" : ".") + step;
    at = end + 1;
  }
  return path;
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
  if (kind.starts_with("/electrical/")) return false;
  return ends_with_any(kind, {"/reason", "/argument", "/because", "/why_not", "/level", "/ampsite"});
}

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
  static const std::vector<std::vector<std::string>> groups{{"L1", "L2", "L3"},
                                                            {"wifi", "plc", "lte", "none"},
                                                            {"module", "gateway"},
                                                            {"optimal", "reached"},
                                                            {"fuse", "limit"},
                                                            {"N", "PE"},
                                                            {"tcp", "udp"},
                                                            {"arithmetic", "phasor"},
                                                            {"charger", "terminal"},
                                                            {"three_phase", "single_phase"},
                                                            {"ok", "not_ok", "not_verifiable"}};
  static const std::vector<std::string> none;
  for (const auto& group : groups) {
    if (std::find(group.begin(), group.end(), text) != group.end()) return group;
  }
  return none;
}

void check_mutations(const PlannedSite& made) {
  REQUIRE(text_of(discrepancies(made.json, made)) == "");
  const Document plan = Document::parse(made.json);
  Places values;
  Places texts;
  collect(plan, "", values, texts);
  const JsonResult located = parse_json(made.json);
  REQUIRE(located.tree);
  const auto must_be_found = [&](const std::string& pointer, const Document& value) {
    if (plan[Document::json_pointer(pointer)] == value) return;
    const Span at = (*located.tree)[located.tree->find(path_of(pointer))].span;
    const std::string before = made.json.substr(at.begin, at.end - at.begin);
    INFO(pointer << " " << before << " -> " << value.dump());
    CHECK(!discrepancies(made.json.substr(0, at.begin) + value.dump() + made.json.substr(at.end), made).empty());
  };
  for (const auto& [kind, places] : values) {
    std::size_t turn = 0;
    for (const std::string& pointer : some_of(places)) {
      const std::vector<Document> others = other_values(plan[Document::json_pointer(pointer)]);
      for (std::size_t k = 0; k < 2; ++k) must_be_found(pointer, others[turn++ % others.size()]);
    }
  }
  for (const auto& [kind, places] : texts) {
    if (is_prose(kind)) continue;
    const std::vector<std::string> some = some_of(places);
    must_be_found(some.front(), plan[Document::json_pointer(some.front())].get<std::string>() + "x");
    for (std::size_t k = 0; k < some.size(); ++k) {
      const std::string text = plan[Document::json_pointer(some[k])];
      const std::vector<std::string>& names = names_like(text);
      const auto name = std::find(names.begin(), names.end(), text);
      if (name != names.end()) must_be_found(some[k], name + 1 == names.end() ? names.front() : *(name + 1));
      must_be_found(some[k], plan[Document::json_pointer(some[(k + 1) % some.size()])]);
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
    CHECK(plan_json(make_plan_report(made.site, read.document->plan, made.diagnostics)) == made.json);
  }
}

TEST_CASE("plans of small sites at their limits hold, and with anything changed they do not") {
  const std::string between =
      "ampsite: 1\n"
      "grid: {system: IT, voltage_v: 230}\n"
      "supply:\n"
      "  id: main\n"
      "  fuse_a: 100\n"
      "  circuits:\n"
      "    - id: K1\n"
      "      fuse_a: 40\n"
      "      base_load_a: {L1: 3, L2: 5.5}\n"
      "      circuits:\n"
      "        - {id: K2, fuse_a: 25, chargers: [{id: A1, vehicle: {phases: 1}}, {id: A2, min_a: 8}]}\n"
      "        - {id: K3, fuse_a: 32, limit_a: 28.5, chargers: [{id: A10}, {id: A11, max_a: 13, vehicle: {max_a: "
      "10}}]}\n"
      "    - {id: K4, fuse_a: 16, chargers: [{id: B1}, {id: B2}, {id: B3}]}\n";
  const std::string uneven =
      "ampsite: 1\n"
      "grid: {system: TN-S}\n"
      "supply:\n"
      "  id: main\n"
      "  fuse_a: 63\n"
      "  limit_a: {L1: 20, L2: 31, L3: 47.7}\n"
      "  chargers:\n"
      "    - {id: A1, phases: [L2], fixed: true}\n"
      "    - {id: A2, min_a: 10}\n"
      "    - {id: A3, phases: [L3, L1, L2]}\n"
      "    - {id: A4, max_a: 9.5}\n"
      "    - {id: A5, min_a: 14}\n";
  for (const std::string& text : {between,
                                  replaced(between, "voltage_v: 230}",
                                           "voltage_v: 230}\nplanning: "
                                           "{current_model: phasor}"),
                                  uneven, good_site}) {
    CAPTURE(text);
    check_mutations(planned(text));
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
    if (!is_prose(kind)) CHECK(!discrepancies(without.dump(), made).empty());
    for (const Document& other : {Document(nullptr), Document(Document::array({Document::array()}))}) {
      Document changed = plan;
      changed[at] = other;
      CHECK(!discrepancies(changed.dump(), made).empty());
    }
    Document more = plan;
    more[at.parent_pointer()]["more"] = 1;
    CHECK(!discrepancies(more.dump(), made).empty());
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
    CHECK(!discrepancies(swapped.dump(), made).empty());
    Document shorter = plan;
    shorter[at].erase(0);
    CHECK(!discrepancies(shorter.dump(), made).empty());
    Document longer = plan;
    longer[at].push_back(plan[at][0]);
    CHECK(!discrepancies(longer.dump(), made).empty());
  }
  const std::string twice = replaced(made.json, "\"changed\": ", "\"changed\": true, \"changed\": ");
  CHECK(text_of(discrepancies(twice, made)).find("stands twice") != std::string::npos);
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
      CHECK(!discrepancies(changed, made).empty());
    }
  }
}
