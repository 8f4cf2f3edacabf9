#include "ampsite/report/plan_json.h"

#include "ampsite/report/json_report.h"
#include "ampsite/report/plan_words.h"
#include "ampsite/version.h"

namespace ampsite {

namespace {

Json lines_json(LineSet lines) {
  Json list = Json::array();
  for (const Line line : all_lines) {
    if (lines.contains(line)) list.push_back(to_text(line));
  }
  return list;
}

Json currents_json(const PerLine<double>& currents_a, LineSet lines) {
  Json json = Json::object();
  for (const Line line : all_lines) {
    if (lines.contains(line)) json[std::string(to_text(line))] = json_rounded_down(currents_a[line]);
  }
  return json;
}

Json charger_ids(const Site& site, const std::vector<ChargerIndex>& chargers) {
  Json list = Json::array();
  for (const ChargerIndex i : chargers) list.push_back(site.chargers[i].id.value);
  return list;
}

Json site_json(const PlanReport& report) {
  Json json = Json::object();
  const SiteInfo& info = *report.site.info;
  if (info.name.has_value()) json["name"] = info.name.value;
  if (info.reference.has_value()) json["reference"] = info.reference.value;
  json["digest"] = report.digest;
  return json;
}

Json link_preference_json(const std::vector<LinkGroup>& preference) {
  Json list = Json::array();
  for (const LinkGroup& group : preference) {
    Json links = Json::array();
    for (const Link link : group) links.push_back(word_for(link));
    list.push_back(links.size() == 1 ? links[0] : links);
  }
  return list;
}

Json assumptions_json(const Site& site) {
  const Planning& planning = site.planning;
  return {
      {"current_model", word_for(used_current_model(site))},
      {"one_phase_line", word_for(*planning.one_phase_line)},
      {"link_preference", link_preference_json(*planning.link_preference)},
      {"keep_links", *planning.keep_links},
      {"max_gateways", *planning.max_gateways},
      {"plc",
       {{"max_distance_m", json_number(*planning.plc->max_distance_m)}, {"max_chargers", *planning.plc->max_chargers}}},
      {"cost",
       {{"plc_module", json_number(*planning.cost->plc_module)},
        {"lte_month", json_number(*planning.cost->lte_month)},
        {"months", json_number(*planning.cost->months)},
        {"currency", *planning.cost->currency}}},
      {"overnight_h", json_number(*planning.overnight_h)}};
}

Json link_json(const PlanReport& report, ChargerIndex i) {
  const ChargerLink& link = report.plan.connectivity.chargers[i];
  Json json{{"id", report.site.chargers[i].id.value}, {"link", word_for(link.link)}};
  if (link.access_point != no_index) json["access_point"] = report.site.access_points()[link.access_point].id.value;
  if (link.rssi_dbm) json["rssi_dbm"] = json_number(*link.rssi_dbm);
  if (link.plc_network != no_index) json["source"] = report.plan.connectivity.plc_networks[link.plc_network].id;
  if (link.gateway) json["shares"] = "plc";
  if (!link.reason.empty()) json["reason"] = link.reason;
  json["changed"] = link.changed;
  return json;
}

Json network_json(const Site& site, const PlcNetwork& network) {
  Json terminals = Json::array();
  for (const Terminal terminal : network.terminals) terminals.push_back(word_for(terminal));
  return {{"circuit", id_of(site, network.circuit)},
          {"source", word_for(network.source)},
          {"id", network.id},
          {"new", network.is_new},
          {"position_m", json_number(network.position_m)},
          {"terminals", terminals},
          {"chargers", charger_ids(site, network.chargers)},
          {"farthest_m", json_number(network.farthest_m)}};
}

Json totals_json(const ConnectivityTotals& totals) {
  return {{"wifi", totals.wifi},
          {"plc", totals.plc},
          {"lte", totals.lte},
          {"none", totals.none},
          {"gateways", totals.gateways},
          {"new_modules", totals.new_modules},
          {"sim_activations", totals.sim_activations},
          {"dhcp_addresses", totals.dhcp_addresses},
          {"mb_per_day", json_number(totals.mb_per_day)},
          {"cost", json_number(totals.cost)}};
}

Json channel_json(const Site& site, const Connectivity& connectivity, AccessPointIndex a) {
  const PlannedChannel& planned = connectivity.access_points[a];
  Json json{{"id", site.access_points()[a].id.value}};
  if (planned.channel != 0) json["channel"] = planned.channel;
  json["changed"] = planned.changed;
  return json;
}

/// Values and bounds are counts, costs, dBm, or a milliwatt's hundred-millionths: they are not rounded.
Json level_json(const LevelProof& proof) {
  return {{"level", proof.level},
          {"value", json_number(proof.value)},
          {"bound", json_number(proof.bound)},
          {"argument", proof.argument}};
}

Json wiring_json(const PlanReport& report, ChargerIndex i) {
  const ChargerWiring& wiring = report.plan.load.wiring[i];
  Json phases = Json::array();
  for (const Line line : wiring.phases) phases.push_back(to_text(line));
  Json json{{"charger", report.site.chargers[i].id.value}, {"phases", phases}};
  if (wiring.wiring_id) json["wiring_id"] = *wiring.wiring_id;
  json["one_phase_on"] = lines_json(wiring.one_phase_on);
  json["fixed"] = wiring.fixed;
  json["changed"] = wiring.changed;
  if (!wiring.reason.empty()) json["reason"] = wiring.reason;
  return json;
}

Json cut_json(const Site& site, const std::vector<CutEntry>& cut) {
  Json list = Json::array();
  for (const CutEntry& entry : cut) {
    list.push_back({{"node", id_of(site, entry.node)},
                    {"line", to_text(entry.line)},
                    {"limit_a", json_rounded_down(entry.limit_a)},
                    {"holds", entry.holds}});
  }
  return list;
}

Json second_json(const SecondProof& proof) {
  Json bounds_a = Json::array();
  for (const double bound_a : proof.bound_a) bounds_a.push_back(json_rounded_down(bound_a));
  return {{"state", proof.optimal ? "optimal" : "reached"}, {"bound_a", std::move(bounds_a)}};
}

Json wiring_proof_json(const Site& site, const WiringProof& proof) {
  Json json{{"guaranteed_a", json_rounded_down(proof.guaranteed_a)},
            {"upper_bound_a", json_rounded_down(proof.upper_bound_a)},
            {"cut", cut_json(site, proof.cut)}};
  if (proof.own_limit == no_index) {
    json["forced"] = proof.forced;
  } else {
    json["own_limit"] = site.chargers[proof.own_limit].id.value;
  }
  if (!proof.argument.empty()) json["argument"] = proof.argument;
  json["second"] = second_json(proof.second);
  return json;
}

Json bottleneck_json(const Site& site, const Bottleneck& bottleneck) {
  if (bottleneck.own_limit()) return {{"own_limit", true}};
  return {{"node", id_of(site, bottleneck.node)}, {"line", to_text(bottleneck.line)}};
}

Json charger_load_json(const Site& site, ChargerIndex i, const ChargerLoad& load) {
  return {{"id", site.chargers[i].id.value},
          {"fair_a", json_rounded_down(load.fair_a)},
          {"setpoint_a", load.setpoint_a},
          {"power_kw", json_rounded_down(load.power_kw)},
          {"bottleneck", bottleneck_json(site, load.bottleneck)}};
}

Json node_load_json(const Node& node, const NodeLoad& load) {
  return {{"id", node.id.value},
          {"limit_a", currents_json(load.limit_a, node.lines)},
          {"current_a", currents_json(load.current_a, node.lines)},
          {"utilisation", json_rounded_down(load.utilisation)}};
}

Json simultaneous_json(const Site& site, const Simultaneous& simultaneous) {
  return {{"count", simultaneous.chargers.size()},
          {"upper_bound", simultaneous.upper_bound},
          {"chargers", charger_ids(site, simultaneous.chargers)},
          {"time_share", json_rounded_down(simultaneous.time_share)}};
}

Json curve_point_json(const CurvePoint& point) {
  return {{"active", point.active},
          {"guaranteed_a", json_rounded_down(point.guaranteed_a)},
          {"typical_a", json_rounded_down(point.typical_a)},
          {"energy_kwh", json_rounded_down(point.energy_kwh)}};
}

Json improvement_json(const Site& site, const Improvement& improvement) {
  Json nodes = Json::array();
  for (const NodeIndex v : improvement.nodes) nodes.push_back(id_of(site, v));
  Json json{{"nodes", std::move(nodes)}, {"change", word_for(improvement.change)}};
  if (improvement.from_a) json["from_a"] = json_rounded_down(*improvement.from_a);
  if (improvement.to_a) json["to_a"] = json_rounded_down(*improvement.to_a);
  if (improvement.guaranteed_min_a) json["guaranteed_min_a"] = json_rounded_down(*improvement.guaranteed_min_a);
  if (!improvement.why_not.empty()) json["why_not"] = improvement.why_not;
  return json;
}

Json portal_circuit_json(const Site& site, const PortalCircuit& circuit) {
  Json json{{"id", id_of(site, circuit.circuit)}, {"max_current_a", json_rounded_down(circuit.max_current_a)}};
  if (circuit.lowered_from_a) json["lowered_from_a"] = json_rounded_down(*circuit.lowered_from_a);
  if (!circuit.because.empty()) json["because"] = circuit.because;
  json["chargers"] = charger_ids(site, circuit.chargers);
  return json;
}

void add_case(JsonReport& json, const Site& site, const CasePlan& plan) {
  json.begin_object();
  json.add("name", to_text(plan.load_case));
  if (plan.guaranteed_min_a) json.add("guaranteed_min_a", json_rounded_down(*plan.guaranteed_min_a));
  json.add("total_kw", json_rounded_down(plan.total_kw));
  json.begin_list("chargers");
  for (ChargerIndex i = 0; i < plan.chargers.size(); ++i) json.add(charger_load_json(site, i, plan.chargers[i]));
  json.end_list();
  json.begin_list("nodes");
  for (NodeIndex v = 0; v < plan.nodes.size(); ++v) json.add(node_load_json(site.nodes[v], plan.nodes[v]));
  json.end_list();
  json.add("simultaneous", simultaneous_json(site, plan.simultaneous));
  json.begin_list("capacity_curve");
  for (const CurvePoint& point : plan.capacity_curve) json.add(curve_point_json(point));
  json.end_list();
  json.end_object();
}

void add_connectivity(JsonReport& json, const PlanReport& report) {
  const Connectivity& connectivity = report.plan.connectivity;
  json.begin_object("connectivity");
  json.begin_list("chargers");
  for (ChargerIndex i = 0; i < connectivity.chargers.size(); ++i) json.add(link_json(report, i));
  json.end_list();
  json.begin_list("plc_networks");
  for (const PlcNetwork& network : connectivity.plc_networks) json.add(network_json(report.site, network));
  json.end_list();
  json.begin_list("access_points");
  for (AccessPointIndex a = 0; a < connectivity.access_points.size(); ++a) {
    json.add(channel_json(report.site, connectivity, a));
  }
  json.end_list();
  json.add("totals", totals_json(connectivity.totals));
  json.begin_list("proof");
  for (const LevelProof& proof : connectivity.proof) json.add(level_json(proof));
  json.end_list();
  json.end_object();
}

void add_load(JsonReport& json, const PlanReport& report) {
  const Load& load = report.plan.load;
  json.begin_object("load");
  json.begin_list("wiring");
  for (ChargerIndex i = 0; i < load.wiring.size(); ++i) json.add(wiring_json(report, i));
  json.end_list();
  if (load.wiring_proof) json.add("wiring_proof", wiring_proof_json(report.site, *load.wiring_proof));
  json.begin_list("cases");
  for (const CasePlan& plan : load.cases) add_case(json, report.site, plan);
  json.end_list();
  json.begin_list("offline");
  for (ChargerIndex i = 0; i < load.offline_a.size(); ++i) {
    json.add(Json{{"charger", report.site.chargers[i].id.value}, {"offline_a", load.offline_a[i]}});
  }
  json.end_list();
  json.begin_list("improvements");
  for (const Improvement& improvement : load.improvements) json.add(improvement_json(report.site, improvement));
  json.end_list();
  json.end_object();
}

Json circuit_check_json(const Node& node, const CircuitCheck& check) {
  Json json{{"id", node.id.value}};
  const auto add = [&](std::string_view key, const std::optional<double>& value) {
    if (value) json[std::string(key)] = json_rounded_down(*value);
  };
  if (!check.cable.empty()) json["cable"] = check.cable;
  if (!check.method.empty()) json["method"] = check.method;
  add("length_m", check.length_m);
  add("design_a", check.design_a);
  if (!check.device.empty()) json["device"] = check.device;
  add("ampacity_a", check.ampacity_a);
  add("drop_pct", check.drop_pct);
  add("drop_v", check.drop_v);
  add("largest_fault_a", check.largest_fault_a);
  add("least_fault_a", check.least_fault_a);
  add("trips_at_a", check.trips_at_a);
  if (check.bears_heat) json["bears_heat"] = *check.bears_heat;
  if (check.selective) json["selective"] = *check.selective;
  json["verdict"] = to_text(check.verdict);
  if (!check.reason.empty()) json["reason"] = check.reason;
  return json;
}

void add_electrical(JsonReport& json, const PlanReport& report) {
  const Electrical& electrical = report.plan.electrical;
  json.begin_object("electrical");
  json.begin_list("house_numbers");
  for (const std::string& number : electrical.house_numbers) json.add(number);
  json.end_list();
  json.begin_list("circuits");
  for (NodeIndex v = 0; v < electrical.circuits.size(); ++v) {
    json.add(circuit_check_json(report.site.nodes[v], electrical.circuits[v]));
  }
  json.end_list();
  json.end_object();
}

void add_portal(JsonReport& json, const PlanReport& report) {
  const Site& site = report.site;
  const Portal& portal = report.plan.portal;
  const LineSet lines = site.nodes.empty() ? LineSet{} : site.nodes.front().lines;
  json.begin_object("portal");
  json.add("network_type", static_cast<int>(portal.network_type));
  json.add("installation_max_current_a", json_rounded_down(portal.installation_max_current_a));
  json.add("available_current_a", currents_json(portal.available_current_a, lines));
  json.begin_list("circuits");
  for (const PortalCircuit& circuit : portal.circuits) json.add(portal_circuit_json(site, circuit));
  json.end_list();
  json.begin_list("within_caps");
  for (const WithinCaps& within : portal.within_caps) {
    json.add(
        Json{{"case", to_text(within.load_case)}, {"guaranteed_min_a", json_rounded_down(within.guaranteed_min_a)}});
  }
  json.end_list();
  json.end_object();
}

void add_handover(JsonReport& json, const Plan& plan) {
  json.begin_list("materials");
  for (const MaterialItem& material : plan.materials) {
    json.add(Json{{"item", material.item}, {"quantity", material.quantity}, {"for", material.for_what}});
  }
  json.end_list();
  json.begin_list("firewall");
  for (const FirewallEntry& entry : plan.firewall) {
    json.add(Json{{"protocol", word_for(entry.protocol)}, {"port", entry.port}, {"host", entry.host}});
  }
  json.end_list();
  json.begin_list("checklist");
  for (const ChecklistStep& step : plan.checklist) {
    Json row{{"step", step.step}, {"why", step.why}};
    if (!step.value.empty()) row["value"] = step.value;
    json.add(row);
  }
  json.end_list();
}

Json finding_json(const Diagnostic& diagnostic, bool resolved, bool arises) {
  const Finding& finding = diagnostic.finding;
  Json json{{"rule", diagnostic.rule->id},
            {"name", diagnostic.rule->name},
            {"severity", to_text(diagnostic.severity)},
            {"message", finding.message}};
  if (!finding.entity.empty()) json["entity"] = finding.entity;
  if (!finding.path.empty()) json["path"] = finding.path;
  if (!finding.help.empty()) json["help"] = finding.help;
  json["resolved_by_plan"] = resolved;
  if (arises) json["arises_from_plan"] = true;
  return json;
}

}  // namespace

std::string plan_json(const PlanReport& report) {
  constexpr std::size_t one_row_a_charger = 200;
  JsonReport json(one_row_a_charger);
  json.begin_object();
  json.add("format", "ampsite-plan/1");
  json.add("ampsite", version);
  json.add("site", site_json(report));
  json.add("assumptions", assumptions_json(report.site));
  add_connectivity(json, report);
  add_load(json, report);
  add_electrical(json, report);
  add_portal(json, report);
  add_handover(json, report.plan);
  json.begin_list("findings");
  for (std::size_t i = 0; i < report.diagnostics.size(); ++i) {
    json.add(finding_json(report.diagnostics[i], report.resolved[i], false));
  }
  for (const Diagnostic& diagnostic : report.arising) json.add(finding_json(diagnostic, false, true));
  json.end_list();
  json.end_object();
  return json.take();
}

}  // namespace ampsite
