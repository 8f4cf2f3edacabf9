#include "ampsite/plan/document/read_plan.h"

#include <fmt/format.h>

#include <utility>

#include "ampsite/electric/load_case.h"
#include "ampsite/plan/document/object_reader.h"
#include "ampsite/plan/document/plan_parts.h"
#include "ampsite/read/read_site.h"
#include "ampsite/read/scalar.h"
#include "ampsite/read/vocabulary.h"
#include "ampsite/source/sha256.h"

namespace ampsite {
namespace {

constexpr std::string_view format = "ampsite-plan/1";

/// A value that the site decides, and the plan repeats.
class Repeated {
 public:
  Repeated(const PlanReading& reading, Discrepancies& foreign) : reading_(&reading), foreign_(&foreign) {}

  void expect(ObjectReader& object, std::string_view key, double value) const {
    const auto at = object.required(key);
    if (!at) return;
    const auto stated = reading_->number(*at);
    if (stated && *stated != value) differs(*at, number_text(*stated), number_text(value));
  }
  void expect(ObjectReader& object, std::string_view key, bool value) const {
    const auto at = object.required(key);
    if (!at) return;
    bool stated = value;
    object.read(key, stated);
    if (stated != value) differs(*at, stated ? "true" : "false", value ? "true" : "false");
  }
  void expect(ObjectReader& object, std::string_view key, std::string_view value) const {
    const auto at = object.required(key);
    if (at) expect_text(*at, value);
  }
  void expect_text(JsonIndex at, std::string_view value) const {
    const auto stated = reading_->text(at);
    if (stated && *stated != value) differs(at, *stated, value);
  }
  void expect_if_stated(ObjectReader& object, std::string_view key, const Stated<std::string>& value,
                        JsonIndex parent) const {
    const auto at = object.optional(key);
    if (at && !value.has_value()) differs(*at, "something", "nothing");
    if (at && value.has_value()) expect_text(*at, value.value);
    if (!at && value.has_value())
      foreign_->push_back({reading_->json.path_of(parent), fmt::format("{} is missing", key)});
  }
  void differs(JsonIndex at, std::string_view stated, std::string_view value) const {
    says(at, fmt::format("the plan has {}, the site {}", stated, value));
  }
  void says(JsonIndex at, std::string message) const {
    foreign_->push_back({reading_->json.path_of(at), std::move(message)});
  }

 private:
  const PlanReading* reading_;
  Discrepancies* foreign_;
};

/// Enough of a digest to be told apart from another.
std::string_view beginning(std::string_view digest) { return digest.substr(0, 12); }

void check_digest(const PlanReading& reading, const Repeated& repeated, JsonIndex at) {
  const std::optional<std::string_view> stated = reading.text(at);
  if (!stated) return;
  const std::string digest = sha256_hex(canonical_json(reading.site));
  if (*stated == digest) return;
  const bool a_digest =
      stated->size() == digest.size() && stated->find_first_not_of("0123456789abcdef") == std::string_view::npos;
  repeated.says(at, fmt::format("the site or its config has changed since the plan was made (site {}, plan {})",
                                beginning(digest), a_digest ? beginning(*stated) : "without a digest"));
}

void check_site(const PlanReading& reading, const Repeated& repeated, JsonIndex at) {
  ObjectReader object(reading, at);
  // First what explains the others.
  if (const auto digest = object.required("digest")) check_digest(reading, repeated, *digest);
  repeated.expect_if_stated(object, "name", reading.site.info->name, at);
  repeated.expect_if_stated(object, "reference", reading.site.info->reference, at);
  object.finish();
}

/// One link stands alone, equals in a list of their own.
std::string words_of_group(const PlanReading& reading, JsonIndex at) {
  std::string words;
  if (reading.json[at].kind == JsonKind::array) {
    for (const JsonIndex i : reading.elements(at)) {
      words += (words.empty() ? "" : "=") + std::string(reading.text(i).value_or(""));
    }
  } else {
    words = reading.text(at).value_or("");
  }
  return words;
}

void check_link_preference(const PlanReading& reading, const Repeated& repeated, JsonIndex at) {
  std::string stated;
  for (const JsonIndex i : reading.elements(at)) stated += (stated.empty() ? "" : " ") + words_of_group(reading, i);
  std::string expected;
  for (const LinkGroup& group : reading.site.planning.link_preference.value) {
    std::string words;
    for (const Link link : group) words += (words.empty() ? "" : "=") + std::string(word_for(link));
    expected += (expected.empty() ? "" : " ") + words;
  }
  if (stated != expected) repeated.differs(at, stated, expected);
}

void check_plc(const PlanReading& reading, const Repeated& repeated, JsonIndex at) {
  const PlcPlanning& plc = reading.site.planning.plc.value;
  ObjectReader object(reading, at);
  repeated.expect(object, "max_distance_m", plc.max_distance_m.value);
  repeated.expect(object, "max_chargers", static_cast<double>(plc.max_chargers.value));
  object.finish();
}

void check_cost(const PlanReading& reading, const Repeated& repeated, JsonIndex at) {
  const Cost& cost = reading.site.planning.cost.value;
  ObjectReader object(reading, at);
  repeated.expect(object, "plc_module", cost.plc_module.value);
  repeated.expect(object, "lte_month", cost.lte_month.value);
  repeated.expect(object, "months", cost.months.value);
  repeated.expect(object, "currency", cost.currency.value);
  object.finish();
}

void check_assumptions(const PlanReading& reading, const Repeated& repeated, JsonIndex at) {
  const Planning& planning = reading.site.planning;
  ObjectReader object(reading, at);
  repeated.expect(object, "current_model", word_for(used_current_model(reading.site)));
  repeated.expect(object, "one_phase_line", word_for(planning.one_phase_line.value));
  if (const auto preference = object.required("link_preference")) {
    check_link_preference(reading, repeated, *preference);
  }
  repeated.expect(object, "keep_links", planning.keep_links.value);
  repeated.expect(object, "max_gateways", static_cast<double>(planning.max_gateways.value));
  if (const auto plc = object.required("plc")) check_plc(reading, repeated, *plc);
  if (const auto cost = object.required("cost")) check_cost(reading, repeated, *cost);
  repeated.expect(object, "overnight_h", planning.overnight_h.value);
  object.finish();
}

ListedFinding read_finding(const PlanReading& reading, JsonIndex at) {
  ListedFinding finding;
  ObjectReader object(reading, at);
  object.read("rule", finding.rule);
  object.read("name", finding.name);
  object.read("severity", finding.severity);
  object.read("message", finding.message);
  object.read_if_there("entity", finding.entity);
  object.read_if_there("path", finding.path);
  object.read_if_there("help", finding.help);
  object.read("resolved_by_plan", finding.resolved_by_plan);
  if (reading.json.member(at, "arises_from_plan")) object.read("arises_from_plan", finding.arises_from_plan);
  object.finish();
  return finding;
}

void read_parts(const PlanReading& reading, PlanDocument& document) {
  const Repeated repeated(reading, document.foreign);
  ObjectReader object(reading, 0);
  object.required("format");
  std::string version;
  object.read("ampsite", version);
  if (const auto site = object.required("site")) check_site(reading, repeated, *site);
  if (const auto assumptions = object.required("assumptions")) check_assumptions(reading, repeated, *assumptions);
  Plan& plan = document.plan;
  if (const auto at = object.required("connectivity")) plan.connectivity = read_connectivity(reading, *at);
  if (const auto at = object.required("load")) plan.load = read_load(reading, *at);
  if (const auto at = object.required("electrical")) plan.electrical = read_electrical(reading, *at);
  if (const auto at = object.required("portal")) plan.portal = read_portal(reading, *at);
  object.read_list("materials", plan.materials, read_material);
  object.read_list("firewall", plan.firewall, read_firewall_entry);
  object.read_list("checklist", plan.checklist, read_step);
  object.read_list("findings", document.findings, read_finding);
  object.finish();
}

bool has_plan_format(const JsonTree& json) {
  const auto stated = json.member(0, "format");
  return stated && json[*stated].kind == JsonKind::string && json[*stated].text.starts_with("ampsite-plan/");
}

/// Why this JSON is no plan that could be read at all; empty where it is one.
std::string no_plan(const JsonTree& json) {
  if (!has_plan_format(json)) return "not a plan: a plan in JSON begins with \"format\": \"ampsite-plan/1\"";
  const std::string_view stated = json[*json.member(0, "format")].text;
  if (stated == format) return {};
  return fmt::format("the plan has the format {}, and this version reads {}; write it anew with ampsite plan", stated,
                     format);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

bool is_plan(std::string_view text) {
  const JsonResult parsed = parse_json(text);
  return parsed.tree && has_plan_format(*parsed.tree);
}

JsonResult parse_plan(std::string_view text) {
  JsonResult parsed = parse_json(text);
  if (!parsed.tree && is_blank(text)) {
    return {std::nullopt, "the file is empty; ampsite plan --format json writes a plan", {}};
  }
  if (!parsed.tree) return {std::nullopt, "not JSON: " + parsed.problem, parsed.place};
  std::string problem = no_plan(*parsed.tree);
  if (problem.empty()) return parsed;
  const JsonIndex at = parsed.tree->member(0, "format").value_or(0);
  return {std::nullopt, std::move(problem), (*parsed.tree)[at].span};
}

ReadPlanResult read_plan(std::string_view text, const Site& site) {
  JsonResult parsed = parse_plan(text);
  if (!parsed.tree) return {std::nullopt, std::move(parsed.problem), parsed.place};
  PlanDocument document;
  document.json = std::move(*parsed.tree);
  const PlanReading reading{document.json,       site,
                            document.malformed,  IdIndex(site.chargers),
                            IdIndex(site.nodes), IdIndex(site.access_points())};
  read_parts(reading, document);
  return {std::move(document), {}, {}};
}

}  // namespace ampsite
