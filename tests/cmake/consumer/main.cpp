// Exits with 0 where the library, built as part of another project, plans a site of one charger.
#include "ampsite/plan/plan.h"
#include "ampsite/rules/validate.h"

int main() {
  const ampsite::SourceText source("one.site.yaml",
                                   "ampsite: 1\n"
                                   "site: {name: One}\n"
                                   "grid: {system: TN-S}\n"
                                   "supply: {id: main, fuse_a: 32, chargers: [{id: A01}]}\n");
  const ampsite::Validation validation = ampsite::validate(source);
  if (!validation.site || validation.count(ampsite::Severity::error) != 0) {
    return 1;
  }
  return ampsite::make_plan(*validation.site).load.wiring.size() == 1 ? 0 : 1;
}
