#pragma once
// Site files of tests: small ones to fill in, read in one go.

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/read/read_site.h"

namespace ampsite::test {

struct Read {
  SourceText source;
  ReadResult result;
};

/// A site whose supply has these keys besides its id and fuse; further sections can follow.
inline std::string small_site(std::string_view supply_keys) {
  return "ampsite: 1\nsite: {name: Solsiden garage}\ngrid: {system: TN-S}\nsupply:\n  id: main\n  fuse_a: 63\n  " +
         std::string(supply_keys) + "\n";
}

inline Read read_text(std::string text) {
  SourceText source("site.yaml", std::move(text));
  ReadResult result = read_site(source);
  return {std::move(source), std::move(result)};
}

/// The rules found, sorted, each as often as it was found.
inline std::string rules_of(const Read& read) {
  std::vector<std::string> rules;
  for (const Finding& finding : read.result.findings) rules.push_back(finding.rule);
  std::sort(rules.begin(), rules.end());
  std::string out;
  for (const std::string& rule : rules) out += (out.empty() ? "" : " ") + rule;
  return out;
}

/// A site without findings. Texts of the Site are its own, so the source may go.
inline Site read_good(std::string text) {
  Read read = read_text(std::move(text));
  for (const Finding& finding : read.result.findings) FAIL_CHECK(finding.rule << " " << finding.message);
  REQUIRE(read.result.site);
  return std::move(*read.result.site);
}

}  // namespace ampsite::test
