#include "ampsite/rules/validate.h"

#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

const std::string fuse_over_parent = tn(R"(supply:
  id: main
  fuse_a: 40
  circuits:
    - {id: K1, fuse_a: 63, chargers: [{id: A01}]}  # expect: AMP204
)");

}  // namespace

TEST_CASE("the registry is in the order of its ids, and finds each") {
  std::string_view before;
  for (const Rule& rule : all_rules()) {
    CHECK(before < rule.id);
    before = rule.id;
    CHECK(find_rule(rule.id) == &rule);
    CHECK_FALSE(rule.name.empty());
    CHECK_FALSE(rule.summary.empty());
    const bool of_the_file = rule.id.starts_with("AMP0");
    CHECK((rule.check == nullptr) == of_the_file);
  }
  CHECK(find_rule("AMP213") == nullptr);
  CHECK(find_rule("") == nullptr);
  CHECK(find_rule("amp201") == nullptr);
}

TEST_CASE("a house sets severities") {
  ValidateOptions options = building_rules();
  options.severities["AMP204"] = Severity::error;
  const Validation raised = check_building(fuse_over_parent, options);
  CHECK(raised.count(Severity::error) == 1);
  CHECK(raised.count(Severity::warning) == 0);

  options.severities["AMP204"] = std::nullopt;
  const SourceText source("a.site.yaml", fuse_over_parent);
  CHECK(validate(source, options).diagnostics.empty());
}

TEST_CASE("a skipped rule is not there, though it is pinned, nor what the reader finds of it") {
  const SourceText source("a.site.yaml", tn("supply: {id: main, fuse_a: 80, colour: red, chargers: [{id: A01}]}\n"));
  ValidateOptions options = building_rules();
  CHECK(to_text(found_marks(source, validate(source, options))) == "4 AMP003\n4 AMP201\n");
  options.skipped_rules.emplace("AMP201");
  CHECK(to_text(found_marks(source, validate(source, options))) == "4 AMP003\n");
  options.skipped_rules.emplace("AMP003");
  CHECK(to_text(found_marks(source, validate(source, options))).empty());
}

TEST_CASE("a rule no longer stands back for what a skipped rule would have said") {
  const std::string circuit = "supply: {id: main, fuse_a: 63, circuits: [{id: K1, fuse_a: 63, charger: []}]}\n";
  const SourceText source("a.site.yaml", tn(circuit));
  CHECK(to_text(found_marks(source, validate(source, building_rules()))) == "4 AMP003\n");
  ValidateOptions options = building_rules();
  options.skipped_rules.emplace("AMP003");
  CHECK(to_text(found_marks(source, validate(source, options))) == "4 AMP103\n");
}

TEST_CASE("a comment about a skipped rule is not held unused") {
  ValidateOptions options = building_rules();
  options.skipped_rules.emplace("AMP204");
  check_building(tn("supply: {id: main, fuse_a: 40}  # ampsite: ignore[AMP204] old fuse\n"), options);
}

TEST_CASE("a skipped syntax error leaves the rest of the file unread") {
  ValidateOptions options = building_rules();
  options.skipped_rules.emplace("AMP001");
  const SourceText source("a.site.yaml", tn("supply: {id: \"main\n"));
  const Validation validation = validate(source, options);
  CHECK_FALSE(validation.site);
  CHECK(validation.diagnostics.empty());
}

TEST_CASE("the rules about comments follow the house's severities") {
  ValidateOptions options = building_rules();
  options.severities["AMP010"] = Severity::error;
  options.severities["AMP011"] = std::nullopt;
  const Validation validation = check_building(
      "# expect-at 5: AMP010\n" + tn("supply: {id: main, fuse_a: 40}  # ampsite: ignore[AMP204]\n"), options);
  CHECK(validation.count(Severity::error) == 1);
}

TEST_CASE("findings stand in the order of the file, at one place in the order of the rules") {
  const SourceText source("a.site.yaml", tn(R"(supply:
  id: main
  fuse_a: 41
  circuits:
    - {id: K1, fuse_a: 61, chargers: [{id: A01, min_a: 5}]}
    - {id: K2, fuse_a: 40}
)"));
  const Validation validation = validate(source, building_rules());
  std::string rules;
  for (const Diagnostic& diagnostic : validation.diagnostics) {
    if (!rules.empty()) rules += " ";
    rules += diagnostic.rule->id;
  }
  CHECK(rules == "AMP212 AMP204 AMP212 AMP208 AMP103");
}

TEST_CASE("the manual's figure, well made, has no finding but the note that not all can charge at once") {
  std::string yaml =
      "supply:\n  id: main\n  fuse_a: 125\n  limit_a: 80  # expect: AMP207\n  base_load_a: 40\n  circuits:\n";
  for (const char* circuit : {"K1", "K2", "K3"}) {
    yaml += std::string("    - id: ") + circuit + "\n      fuse_a: 63\n      chargers:\n";
    for (int i = 1; i <= 10; ++i) {
      yaml += std::string("        - {id: ") + circuit + "-" + std::to_string(i) +
              ", phases: [L1, L2, L3], rssi_dbm: -58, link: wifi}\n";
    }
  }
  yaml += "network: {access_points: [{id: ap-1, channel: 6}], dhcp: {addresses: 40}}\n";
  check_marks(with_grid("system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}", yaml));
}

TEST_CASE("files that leave out nearly everything are met without surprise") {
  check_building("# expect-at 1: AMP001\n");
  for (const char* yaml :
       {"ampsite: 1\n", "ampsite: 1\nsupply: {}\n", "ampsite: 1\ngrid: {}\nsupply: {circuits: [{}]}\n",
        "ampsite: 1\nsite: x\ngrid: 3\nsupply: {id: main, fuse_a: 40, chargers: [{}, {id: A01}]}\n"}) {
    const SourceText source("a.site.yaml", yaml);
    CHECK(validate(source).count(Severity::error) > 0);
  }
}
