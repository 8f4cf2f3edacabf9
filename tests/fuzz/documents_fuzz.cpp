// The readers of everything that is no site: a house's config, and plans. Any text may be handed to them; a plan that
// reads well is verified, which has to end with discrepancies or without, whatever the plan claims.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/plan/document/json_tree.h"
#include "ampsite/plan/document/read_plan.h"
#include "ampsite/plan/verify/verify.h"
#include "ampsite/read/read_config.h"
#include "ampsite/read/read_site.h"
#include "claim.h"
#include "finding_claims.h"
#include "sites_of_plans.h"

namespace ampsite::fuzz {
namespace {

void read_as_config(const SourceText& source) {
  const ConfigResult result = read_config(source);
  claim_findings(source, result.findings);
  for (const ConfigSeverity& severity : result.config.severity) claim_span(source, severity.rule_span, "a rule's name");
  claim(read_config(source).findings.size() == result.findings.size(), "the same text gives the same config");
}

void claim_tree(std::string_view text) {
  const JsonResult json = parse_json(text);
  claim(json.tree.has_value() == json.problem.empty(), "there is a tree, or a problem");
  claim(json.place.begin <= json.place.end && json.place.end <= text.size(), "a problem stands within the text");
  if (!json.tree) return;
  for (JsonIndex index = 0; index < json.tree->nodes.size(); ++index) {
    const JsonNode& node = (*json.tree)[index];
    claim(node.span.begin < node.span.end && node.span.end <= text.size(), "a value stands within the text");
    claim(node.end > index && node.end <= json.tree->nodes.size(), "a subtree ends within the tree");
  }
}

void claim_paths(const PlanDocument& document, const Discrepancies& found, std::string_view text) {
  for (const Discrepancy& discrepancy : found) {
    claim(!discrepancy.message.empty(), "a discrepancy says something", discrepancy.path);
    const Span span = document.json[document.json.find(discrepancy.path)].span;
    claim(span.end <= text.size(), "a discrepancy stands within the text", discrepancy.path);
  }
}

void read_as_plan(std::string_view text, const Site& site) {
  const ReadPlanResult read = read_plan(text, site);
  claim(read.document.has_value() == read.problem.empty(), "there is a plan, or a problem");
  claim(read.place.begin <= read.place.end && read.place.end <= text.size(), "a problem stands within the text");
  if (!read.document) return;
  claim_paths(*read.document, read.document->malformed, text);
  claim_paths(*read.document, read.document->foreign, text);
  if (!read.document->malformed.empty()) return;
  claim_paths(*read.document, verify_plan(site, read.document->plan), text);
}

std::vector<Site> read_sites() {
  std::vector<Site> sites;
  for (const EmbeddedText& site : sites_of_plans()) {
    ReadResult read = read_site(SourceText("garage.site.yaml", std::string(site.text)));
    claim(read.site.has_value() && read.findings.empty(), "the plans' sites can be read");
    sites.push_back(std::move(*read.site));
  }
  return sites;
}

}  // namespace
}  // namespace ampsite::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ampsite::fuzz;
  static const std::vector<ampsite::Site> sites = read_sites();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const ampsite::SourceText source("document", std::string(text));
  read_as_config(source);
  claim_tree(text);
  for (const ampsite::Site& site : sites) read_as_plan(text, site);
  return 0;
}
