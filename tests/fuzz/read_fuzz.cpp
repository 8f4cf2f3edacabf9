// The reader on any text: YAML or JSON → tree → Site.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "ampsite/read/read_site.h"
#include "ampsite/read/site_sign.h"
#include "ampsite/read/yaml_tree.h"
#include "claim.h"
#include "finding_claims.h"

namespace ampsite::fuzz {
namespace {

void claim_places(const SourceText& source, const YamlTree& tree) {
  const std::string_view text = source.text();
  for (YamlIndex index = 0; index < tree.size(); ++index) {
    const YamlNode& node = tree[index];
    claim(node.span.begin <= node.span.end && node.span.end <= text.size(), "a node stands within the text");
    claim(node.end > index && node.end <= tree.size(), "a subtree ends within the tree");
    claim(node.target <= index, "an alias stands behind its anchor");
    if (node.target != index) continue;
    std::uint32_t after = node.span.begin;
    for (const YamlIndex child : tree.children(index)) {
      claim(tree[child].span.begin >= after, "children stand in order");
      claim(tree[child].span.end <= node.span.end, "a child stands within its parent");
      after = tree[child].span.end;
    }
  }
}

/// All that a text says, without its places.
std::string content_of(const YamlResult& result) {
  if (!result.tree) return "no tree";
  std::string content;
  for (YamlIndex index = 0; index < result.tree->size(); ++index) {
    const YamlNode& node = (*result.tree)[index];
    content += std::to_string(static_cast<int>(node.kind)) + std::to_string(node.end) + "=";
    content += std::string(node.text) + "\n";
  }
  return content;
}

std::string with_crlf(std::string_view text) {
  std::string crlf;
  for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return crlf;
}

bool first_key_is_ampsite(const YamlTree& tree) {
  const YamlNode& root = tree[tree.root()];
  return root.kind == YamlKind::mapping && root.end > tree.root() + 1 && tree[tree.root() + 1].text == "ampsite";
}

std::string canonical(const ReadResult& result) { return result.site ? canonical_json(*result.site) : ""; }

void read_text(std::string_view text) {
  const SourceText source("site.yaml", std::string(text));
  const YamlResult yaml = parse_yaml(source);
  claim(yaml.tree.has_value() == yaml.findings.empty(), "there is a tree, or an AMP001");
  claim_findings(source, yaml.findings);
  if (yaml.tree) claim_places(source, *yaml.tree);
  const bool sign = means_to_be_a_site(text);
  if (yaml.tree && first_key_is_ampsite(*yaml.tree)) claim(sign, "a search finds what is read as a site");
  if (text.find('\r') == std::string_view::npos) {
    const SourceText crlf("site.yaml", with_crlf(text));
    claim(content_of(parse_yaml(crlf)) == content_of(yaml), "line breaks of Windows change nothing");
  }

  const ReadResult read = read_site(source);
  claim_findings(source, read.findings);
  for (const Comment& comment : read.comments) {
    claim(comment.span.begin < comment.span.end && comment.span.end <= text.size(), "a comment stands in the text");
  }
  bool broken = false;
  for (const Finding& finding : read.findings) broken = broken || finding.rule == "AMP001";
  claim(read.site.has_value() != broken, "there is a site, or an AMP001");
  const std::string json = canonical(read);
  if (read.site) claim(nlohmann::json::accept(json), "the canonical text is JSON", json);
  claim(canonical(read_site(source)) == json, "the same text gives the same site");
}

}  // namespace
}  // namespace ampsite::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ampsite::fuzz::read_text({reinterpret_cast<const char*>(data), size});
  return 0;
}
