#pragma once
// Reads a site file: YAML or JSON text into a Site, with a finding for everything that has not the shape
// of the format (AMP001 to AMP009).
//
// The whole file is read in one run, and every problem is found, except that nothing follows an AMP001.
// A value with a finding of its own is `unknown` in the Site, never a default.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ampsite/read/yaml_tree.h"
#include "ampsite/site/site.h"
#include "ampsite/source/finding.h"
#include "ampsite/source/source_text.h"

namespace ampsite {

struct ReadLimits {
  YamlLimits yaml;
  std::size_t chargers = 100'000;
};

struct ReadResult {
  std::optional<Site> site;       ///< none where the file has an AMP001
  Findings findings;              ///< AMP001 to AMP009, in no particular order
  std::vector<Comment> comments;  ///< those that begin with "ampsite:", in the order of the file
};

/// `defaults` are the planning values where the file states none (the house's config, or Planning{}).
ReadResult read_site(const SourceText& source, const Planning& defaults = {}, const ReadLimits& limits = {});

/// The site as one canonical JSON text: every value with its default applied, in a fixed order, without
/// places. Two files that mean the same give the same bytes; its SHA-256 is the plan's `site.digest`.
std::string canonical_json(const Site& site);

/// JSON Schema (draft 2020-12) of the site file, made from the tables that the reader reads by.
std::string site_schema();

}  // namespace ampsite
