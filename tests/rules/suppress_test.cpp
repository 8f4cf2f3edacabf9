#include "ampsite/rules/suppress.h"

#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

const std::string small_supply = "supply:\n  id: main\n  fuse_a: 40\n  circuits:\n    - id: K1\n";
const std::string one_charger = "      chargers: [{id: A01}]\n";

/// K1's 63 A fuse behind 40 A is an AMP204; its line is written by the test.
std::string with_fuse_line(const std::string& line) { return tn(small_supply + line + one_charger); }

}  // namespace

TEST_CASE("a comment behind a value silences its line") {
  const Validation validation = check_building(with_fuse_line("      fuse_a: 63  # ampsite: ignore[AMP204] spare\n"));
  REQUIRE(validation.suppressed.size() == 1);
  CHECK(validation.suppressed[0].diagnostic.rule->id == "AMP204");
  CHECK(validation.suppressed[0].reason == "spare");
}

TEST_CASE("a comment alone silences the next line, past further comments") {
  CHECK(check_building(with_fuse_line("      # ampsite: ignore[AMP204] spare\n      fuse_a: 63\n")).suppressed.size() ==
        1);
  const Validation validation = check_building(
      with_fuse_line("      # ampsite: ignore[AMP204] a spare fuse\n      # ampsite: ignore[AMP212] an old series,\n"
                     "      # see the drawing\n      fuse_a: 60\n"));
  CHECK(validation.suppressed.size() == 2);
}

TEST_CASE("a comment silences no other line") {
  check_building(
      with_fuse_line("      fuse_a: 63  # expect: AMP204\n"
                     "      name: north  # ampsite: ignore[AMP204] spare # expect: AMP010\n"));
  check_building(
      with_fuse_line("      # ampsite: ignore[AMP204] spare # expect: AMP010\n\n"
                     "      fuse_a: 63  # expect: AMP204\n"));
}

TEST_CASE("a comment for the file silences every line of it") {
  const Validation validation =
      check_building("# ampsite: ignore-file[AMP204] all of them are spares\n" + with_fuse_line("      fuse_a: 63\n"));
  CHECK(validation.suppressed.size() == 1);
}

TEST_CASE("of several comments that silence a finding, the first in the file says why") {
  const std::string on_line = with_fuse_line(
      "      # ampsite: ignore[AMP204] old\n      # ampsite: ignore[AMP204] older\n"
      "      fuse_a: 63  # ampsite: ignore[AMP204] oldest\n");
  const auto reasons = [](const std::string& text) {
    const Validation validation = check_building(text);
    REQUIRE(validation.suppressed.size() == 1);
    return validation.suppressed[0].reason;
  };
  CHECK(reasons(on_line) == "old");
  CHECK(reasons("# ampsite: ignore-file[AMP204] all\n" + on_line) == "all");
  CHECK(reasons(on_line + "# ampsite: ignore-file[AMP204] all\n") == "old");
}

TEST_CASE("several rules in one comment, each of which has to be of use") {
  CHECK(check_building(with_fuse_line("      fuse_a: 60  # ampsite: ignore[AMP204, AMP212] old\n")).suppressed.size() ==
        2);
  check_building(with_fuse_line("      fuse_a: 63  # ampsite: ignore[AMP204,AMP212] old # expect: AMP010\n"));
}

TEST_CASE("AMP010 says why a comment silences nothing") {
  const auto message = [](const std::string& comment) {
    const SourceText source("a.site.yaml", with_fuse_line("      fuse_a: 40  # " + comment + "\n"));
    const Validation validation = validate(source, building_rules());
    const Diagnostic& diagnostic = only(validation, "AMP010");
    CHECK(diagnostic.severity == Severity::warning);
    CHECK(source.position(diagnostic.finding.span.begin).line == 9);
    return diagnostic.finding.message;
  };
  CHECK(message("ampsite: ignore[AMP204] why") == "AMP204 (fuse-over-parent) has no finding on line 9 to silence");
  CHECK(message("ampsite: ignore-file[AMP204] why") ==
        "AMP204 (fuse-over-parent) has no finding in this file to silence");
  CHECK(message("ampsite: ignore[AMP999] why") == "there is no rule AMP999");
  CHECK(message("ampsite: ignore[] why") == "this comment names no rule");
  CHECK(message("ampsite: ignore[AMP201] why") ==
        "AMP201 (charger-fuse-over-63a) cannot be silenced: it protects people, the fuse or the meaning of the file");
  CHECK(message("ampsite: ignroe[AMP204] why") == "this comment is not in a form that silences anything");
  CHECK(message("ampsite: ignore AMP204 why") == "this comment is not in a form that silences anything");
  CHECK(message("ampsite: ignore[AMP204 why") == "this comment is not in a form that silences anything");
}

TEST_CASE("no comment is called unused while a value that its rule needs could not be read") {
  const auto rules = [](const std::string& fuse_line) {
    const SourceText source("a.site.yaml", "# ampsite: ignore-file[AMP204] spares\n" + with_fuse_line(fuse_line));
    return to_text(found_marks(source, validate(source, building_rules())));
  };
  CHECK(rules("      fuse_a: '63'\n") == "10 AMP005\n");
  CHECK(rules("      fuse_a: 40\n") == "1 AMP010\n");
}

TEST_CASE("a pinned rule speaks whatever a comment says") {
  check_building(tn(R"(supply:
  id: main
  fuse_a: 125  # ampsite: ignore[AMP201] the client wants it # expect: AMP010, AMP201
  chargers: [{id: A01}]
)"));
}

TEST_CASE("AMP011: a comment without a reason silences, and is noted") {
  const Validation validation =
      check_building("# expect-at 10: AMP011\n" + with_fuse_line("      fuse_a: 63  # ampsite: ignore[AMP204]\n"));
  CHECK(validation.suppressed.size() == 1);
  CHECK(only(validation, "AMP011").severity == Severity::note);
}

TEST_CASE("AMP010 and AMP011 can be silenced, and such a comment has to be of use too") {
  CHECK(check_building("# ampsite: ignore-file[AMP011] the reasons stand in the drawing\n" +
                       with_fuse_line("      fuse_a: 63  # ampsite: ignore[AMP204]\n"))
            .suppressed.size() == 2);
  CHECK(check_building("# ampsite: ignore-file[AMP010] one file for two variants\n" +
                       with_fuse_line("      fuse_a: 40  # ampsite: ignore[AMP204] spare\n"))
            .suppressed.size() == 1);
  check_building("# ampsite: ignore-file[AMP011] none is missing # expect: AMP010\n" +
                 with_fuse_line("      fuse_a: 40\n"));
  check_building("# ampsite: ignore-file[AMP010] none is unused # expect: AMP010\n" +
                 with_fuse_line("      fuse_a: 40\n"));
}

TEST_CASE("a comment about a rule that the house has switched off is not unused") {
  ValidateOptions options;
  options.severities["AMP204"] = std::nullopt;
  const Validation validation =
      check_building(with_fuse_line("      fuse_a: 63  # ampsite: ignore[AMP204] spare\n"), options);
  CHECK(validation.suppressed.size() == 0);
}

TEST_CASE("a version put in a comment is no suppression, nor is text in a string") {
  check_building("# ampsite: 1\n" + with_fuse_line("      name: 'a # ampsite: ignore[AMP204] b'\n      fuse_a: 40\n"));
}

TEST_CASE("where the file is no YAML nothing is said of its comments") {
  check_building("# expect-at 3: AMP001\n# ampsite: ignore[AMP999]\na: 'b\n");
}

TEST_CASE("what is said of comments is told apart by the rules that they name") {
  const SourceText source("a.site.yaml", tn(small_supply +
                                            "      fuse_a: 63  # ampsite: ignore[AMP204]\n"
                                            "      name: north  # ampsite: ignore[AMP205, AMP999] unused\n" +
                                            one_charger));
  std::vector<std::string> keys;
  for (const Diagnostic& diagnostic : validate(source).diagnostics) {
    if (diagnostic.rule->id == "AMP010" || diagnostic.rule->id == "AMP011") {
      keys.push_back(std::string(diagnostic.rule->id) + " " + diagnostic.finding.key);
    }
  }
  CHECK(keys == std::vector<std::string>{"AMP011 AMP204", "AMP010 AMP205", "AMP010 AMP999"});
}
