#include "ampsite/read/read_site.h"

#include <utility>

#include "ampsite/read/assembly.h"
#include "ampsite/read/tables/tables.h"

namespace ampsite {

ReadResult read_site(const SourceText& source, const Planning& defaults, const ReadLimits& limits) {
  YamlResult yaml = parse_yaml(source, limits.yaml);
  ReadResult result;
  result.findings = std::move(yaml.findings);
  result.comments = std::move(yaml.comments);
  if (!yaml.tree) return result;

  Site site = site_table().prepared;
  site.planning = defaults;
  mark_all(planning_table(), site.planning, Mark::as_default);
  Assembly assembly{site, limits.chargers, {}};
  Reader reader(*yaml.tree, &assembly);
  if (object(site_table()).read(reader, yaml.tree->root(), site) && !reader.stopped()) finish_site(reader, site);
  const bool stopped = reader.stopped();
  result.findings = reader.take_findings();
  if (!stopped) result.site = std::move(site);
  return result;
}

}  // namespace ampsite
