// AMP503, AMP504, AMP506, AMP507, AMP510, AMP515: the PLC module itself, its terminals and its place.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/read/vocabulary.h"
#include "ampsite/rules/by_id.h"
#include "ampsite/rules/certainty.h"
#include "ampsite/rules/checks.h"
#include "ampsite/rules/plc_circuit.h"
#include "ampsite/rules/wording.h"
#include "ampsite/site/links.h"

namespace ampsite {
namespace {

constexpr double centre_share = 0.2;  ///< the rule's own reading of "the middle"; it follows no source

/// "L1, N and PE".
std::string describe(std::vector<Terminal> terminals) {
  std::sort(terminals.begin(), terminals.end());
  std::vector<std::string> words;
  for (const Terminal terminal : terminals) words.emplace_back(word_for(terminal));
  return listed(words);
}

/// Those in `from` that are not in `taken`.
std::vector<Terminal> without(const std::vector<Terminal>& from, const std::vector<Terminal>& taken) {
  std::vector<Terminal> left;
  std::copy_if(from.begin(), from.end(), std::back_inserter(left),
               [&](Terminal terminal) { return std::find(taken.begin(), taken.end(), terminal) == taken.end(); });
  return left;
}

/// "connect N and disconnect L2: PLC runs over L1 and N".
std::string reconnection(const std::vector<Terminal>& there, LineSet pair, bool neutral) {
  const std::vector<Terminal> needed = plc_terminals(pair, neutral);
  const std::vector<Terminal> missing = without(needed, there);
  const std::vector<Terminal> extra = without(there, needed);
  std::string text;
  if (!missing.empty()) text = "connect " + describe(missing);
  if (!extra.empty()) text += (text.empty() ? "disconnect " : " and disconnect ") + describe(extra);
  const bool only_earth = extra.empty() && missing == std::vector<Terminal>{Terminal::PE};
  if (only_earth) return text;
  text += fmt::format(": PLC runs over {}", describe(pair));
  return text + (neutral ? " and N" : ", which feed terminals L1 and N of the chargers");
}

void add_lines_of_circuit(const Site& site, const PlcModule& module, Finding& finding) {
  const Stated<Wiring>* const phases = stated_phases(site, module.node);
  if (phases != nullptr) finding.related.push_back({phases->span, "the lines of the circuit"});
}

Finding wrong_terminals(std::string_view rule, const Site& site, const PlcModule& module, LineSet pair) {
  const bool neutral = site.neutral();
  const std::vector<Terminal> needed = plc_terminals(pair, neutral);
  Finding finding = finding_about(rule, site, module, "terminals", module.terminals.span);
  finding.message =
      fmt::format("{} connects {}; on {} it has to connect {}, and nothing else", name_of(site, module),
                  describe(module.terminals.value), name_of(site, site.nodes[module.node]), describe(needed));
  finding.help = reconnection(module.terminals.value, pair, neutral);
  // Where the circuit lacks a line, its lines say why it is not the usual pair.
  if (pair != plc_pair(site.grid->lines(), neutral)) add_lines_of_circuit(site, module, finding);
  return finding;
}

/// A circuit of two lines with neutral, L1 not among them.
Finding no_line_for_plc(std::string_view rule, const Site& site, const PlcModule& module) {
  const Node& node = site.nodes[module.node];
  const std::string circuit = name_of(site, node);
  const bool stated = module.terminals.stated();
  Finding finding =
      finding_about(rule, site, module, stated ? "terminals" : "", stated ? module.terminals.span : place_of(module));
  finding.message = fmt::format("{} needs L1 and N for PLC, but {} has only {}", name_of(site, module), circuit,
                                describe(node.lines));
  finding.help =
      fmt::format("feed {} with L1, or take the module out and link the chargers there by WiFi or 4G", circuit);
  add_lines_of_circuit(site, module, finding);
  return finding;
}

void check_terminals(std::string_view rule, const RuleContext& context, bool neutral, Findings& findings) {
  const Site& site = context.site;
  if (!site.grid->neutral.has_value() || site.neutral() != neutral) return;
  for (const PlcModule& module : site.modules) {
    if (!context.lines_certain[module.node] || module.terminals.unknown()) continue;
    if (lacks_second_line(site, site.nodes[module.node])) continue;
    const LineSet pair = plc_pair(site.nodes[module.node].lines, neutral);
    if (pair.empty()) {
      findings.push_back(no_line_for_plc(rule, site, module));
    } else if (module.terminals.stated() && !connects(module, pair, neutral)) {
      findings.push_back(wrong_terminals(rule, site, module, pair));
    }
  }
}

/// What a module's place is held against.
struct Centre {
  double middle_m = 0;
  std::string_view of;
};

/// Half way between the nearest and the farthest of some chargers; none where a place is not known.
std::optional<double> middle_m(const Site& site, const std::vector<ChargerIndex>& chargers) {
  std::optional<double> nearest;
  double farthest = 0;
  for (const ChargerIndex c : chargers) {
    const std::optional<double> position = known_position_m(site, site.chargers[c]);
    if (!position) return std::nullopt;
    nearest = std::min(nearest.value_or(*position), *position);
    farthest = std::max(farthest, *position);
  }
  if (!nearest) return std::nullopt;
  return (*nearest + farthest) / 2;
}

/// The middles that a module may stand near, that of the run first. None where one is not known.
std::optional<std::vector<Centre>> centres(const Site& site, const Node& node) {
  std::vector<Centre> found{{node.length_m.value / 2, "the run"}};
  std::vector<ChargerIndex> linked;
  std::vector<ChargerIndex> may_be_linked;
  for (ChargerIndex c = node.charger_begin; c < node.charger_end; ++c) {
    if (links_by(site.chargers[c], Link::plc)) linked.push_back(c);
    if (!site.chargers[c].link.stated() || links_by(site.chargers[c], Link::plc)) may_be_linked.push_back(c);
  }
  if (!linked.empty()) {
    const std::optional<double> middle = middle_m(site, linked);
    if (!middle) return std::nullopt;
    found.push_back({*middle, "its PLC chargers"});
  }
  // Those without a link may be on PLC too.
  if (may_be_linked.size() > linked.size()) {
    const std::optional<double> middle = middle_m(site, may_be_linked);
    if (!middle) return std::nullopt;
    found.push_back({*middle, "the chargers that may be on PLC"});
  }
  return found;
}

void check_centre(const Site& site, const PlcModule& module, Findings& findings) {
  const Node& node = site.nodes[module.node];
  const std::optional<double> position = known_position_m(site, module);
  if (!position || !node.length_m.stated()) return;
  const std::optional<std::vector<Centre>> known = centres(site, node);
  const double reach_m = centre_share * node.length_m.value;
  const auto near = [&](const Centre& centre) {
    return std::abs(*position - centre.middle_m) <= reach_m + tolerance_m;
  };
  if (!known || std::any_of(known->begin(), known->end(), near)) return;
  const double length_m = node.length_m.value;
  const auto range = [&](const Centre& centre) {
    return fmt::format("{} to {}", metres(std::max(centre.middle_m - reach_m, 0.0)),
                       metres(std::min(centre.middle_m + reach_m, length_m)));
  };
  const Centre& run = known->front();
  const Centre& best = known->size() > 1 ? (*known)[1] : run;
  Finding finding = finding_about("AMP506", site, module, "position_m", module.position_m.span);
  finding.message = fmt::format("{} is at {}; it belongs at {}, near the middle of {} ({})", name_of(site, module),
                                metres(*position), range(best), best.of, metres(best.middle_m));
  finding.help = fmt::format("move it to {}", metres(best.middle_m));
  if (std::abs(best.middle_m - run.middle_m) > tolerance_m) {
    finding.help += fmt::format("; the middle of {} will do too, at {}", run.of, range(run));
  }
  finding.related.push_back({node.length_m.span, "the run's length"});
  findings.push_back(std::move(finding));
}

std::string_view name_of(PlcStandard standard) {
  switch (standard) {
    case PlcStandard::homeplug_av:
      return "HomePlug AV";
    case PlcStandard::homeplug_av2:
      return "HomePlug AV2";
    case PlcStandard::homeplug_green_phy:
      return "HomePlug Green PHY";
    case PlcStandard::homeplug_1_0:
      return "HomePlug 1.0";
    case PlcStandard::g_hn:
      return "G.hn";
    case PlcStandard::other:
      return "another standard";
  }
  return "";
}

/// Modules with a key label, those of one label together, in natural order of their ids.
std::vector<const PlcModule*> by_key_label(const Site& site) {
  std::vector<const PlcModule*> sorted;
  for (const PlcModule& module : site.modules) {
    if (module.key_label.stated()) sorted.push_back(&module);
  }
  std::sort(sorted.begin(), sorted.end(), [](const PlcModule* a, const PlcModule* b) {
    if (a->key_label.value != b->key_label.value) return a->key_label.value < b->key_label.value;
    return comes_before(*a, *b);
  });
  return sorted;
}

}  // namespace

void check_plc_terminals_tn(const RuleContext& context, Findings& findings) {
  check_terminals("AMP503", context, true, findings);
}

void check_plc_terminals_it(const RuleContext& context, Findings& findings) {
  check_terminals("AMP504", context, false, findings);
}

void check_plc_off_centre(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const Node& node : site.nodes) {
    // Which of several modules is to stay is for AMP502 to settle first.
    if (node.module_end - node.module_begin == 1) check_centre(site, site.modules[node.module_begin], findings);
  }
}

void check_plc_standard(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const PlcModule& module : site.modules) {
    if (speaks_homeplug(module)) continue;
    Finding finding = finding_about("AMP507", site, module, "standard", module.standard.span);
    finding.message = fmt::format("{} speaks {}; the chargers understand HomePlug AV, AV2 and Green PHY only",
                                  name_of(site, module), name_of(module.standard.value));
    finding.help = "fit a module for homeplug-av, homeplug-av2 or homeplug-green-phy";
    findings.push_back(std::move(finding));
  }
}

void check_plc_shared_key(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const PlcModule& module : site.modules) {
    if (!module.key_label.absent()) continue;
    Finding finding = finding_about("AMP510", site, module, "key_label", place_of(module));
    finding.severity = Severity::note;
    finding.message = fmt::format("{} has no key_label, so it is not known whether its network has a key of its own",
                                  name_of(site, module));
    finding.help = "add key_label: a label that tells this module's key from others, never the key itself";
    findings.push_back(std::move(finding));
  }
  const PlcModule* first = nullptr;
  for (const PlcModule* module : by_key_label(site)) {
    if (first == nullptr || first->key_label.value != module->key_label.value) {
      first = module;
      continue;
    }
    Finding finding = finding_about("AMP510", site, *module, "key_label", module->key_label.span);
    finding.message = fmt::format("{} has the same key as {}, {}; each PLC network needs a key of its own",
                                  name_of(site, *module), name_of(site, *first), first->key_label.value);
    finding.help =
        fmt::format("give {} another key by the maker's procedure, and write its label here", name_of(site, *module));
    finding.related.push_back({first->key_label.span, "the same label"});
    findings.push_back(std::move(finding));
  }
}

void check_plc_module_fuse(const RuleContext& context, Findings& findings) {
  const Site& site = context.site;
  for (const PlcModule& module : site.modules) {
    if (!module.fuse_a.stated() || module.fuse_a.value <= most_module_fuse_a) continue;
    Finding finding = finding_about("AMP515", site, module, "fuse_a", module.fuse_a.span);
    finding.message = fmt::format("{} has a fuse of {} in front; at most {} is asked for", name_of(site, module),
                                  amps(module.fuse_a.value), amps(most_module_fuse_a));
    finding.help =
        fmt::format("fit a fuse of {} or less in front of {}", amps(most_module_fuse_a), name_of(site, module));
    findings.push_back(std::move(finding));
  }
}

}  // namespace ampsite
