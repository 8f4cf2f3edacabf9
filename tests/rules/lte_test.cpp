#include "rules/marks.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

/// The family's rules alone.
ValidateOptions lte_rules() {
  ValidateOptions options;
  for (const Rule& rule : all_rules()) {
    if (rule.check != nullptr && !rule.id.starts_with("AMP6")) options.skipped_rules.emplace(rule.id);
  }
  return options;
}

/// Chargers of one circuit with 4G measured behind closed doors.
std::string garage(std::string_view chargers, std::string_view network = "network: {lte: {survey: doors-closed}}\n") {
  return tn("supply:\n  id: main\n  fuse_a: 63\n  chargers:\n" + std::string(chargers) + std::string(network));
}

Validation check(const std::string& yaml) { return check_marks(yaml, lte_rules()); }

}  // namespace

TEST_CASE("AMP601 and AMP602: no coverage, and low coverage") {
  const auto validation = check(garage(R"(    - id: A1
      link: lte
      lte:
        coverage: none  # expect: AMP601
    - id: A2
      link: lte
      lte:
        coverage: low  # expect: AMP602
    - {id: A3, link: lte, lte: {coverage: medium}}
    - {id: A4, link: lte, lte: {coverage: high, sim: active}}
)"));
  CHECK(only(validation, "AMP601").finding.message == "charger A1 is on 4G without coverage; medium or high is needed");
  CHECK(only(validation, "AMP601").finding.entity == "main/A1");
  CHECK(only(validation, "AMP601").finding.path == "supply.chargers[0].lte.coverage");
  CHECK(only(validation, "AMP602").finding.message ==
        "charger A2 is on 4G with low coverage; medium or high is recommended");
}

TEST_CASE("AMP601 to AMP606: only chargers whose link is 4G are looked at") {
  check(garage(R"(    - {id: A1, link: wifi, shares: plc, lte: {coverage: none, sim: inactive}}
    - {id: A2, link: plc, lte: {coverage: low}}
    - {id: A3, lte: {coverage: none, sim: inactive}}
    - {id: A4, shares: plc}
)",
               "network: {lte: {survey: doors-open}}\n"));
}

TEST_CASE("AMP603: the SIM has to be active, which it is by default") {
  const auto validation = check(garage(R"(    - id: A1
      link: lte
      lte:
        coverage: high
        sim: inactive  # expect: AMP603
    - {id: A2, link: lte, lte: {coverage: high}}
)"));
  CHECK(only(validation, "AMP603").finding.message ==
        "charger A1 is on 4G with an inactive SIM; it needs an active one");
}

TEST_CASE("AMP604: a charger on 4G shares with no other") {
  check(garage(R"(    - id: A1
      link: lte
      lte: {coverage: high}
      shares: plc  # expect: AMP604
    - id: A2
      link: lte
      lte: {coverage: high}
      shares: wifi  # expect: AMP604
)"));
}

TEST_CASE("AMP605: an open door is a warning, and one that nobody stated a note") {
  const std::string chargers = R"(    - {id: A1, link: wifi}
    - {id: A2, link: lte, lte: {coverage: high}}
    - {id: A3, link: lte, lte: {coverage: high}}
)";
  const auto open = check(garage(chargers, "network:\n  lte:\n    survey: doors-open  # expect: AMP605\n"));
  CHECK(only(open, "AMP605").severity == Severity::warning);
  CHECK(only(open, "AMP605").finding.path == "network.lte.survey");
  CHECK(only(open, "AMP605").finding.entity.empty());
  CHECK(only(open, "AMP605").finding.message ==
        "2 chargers are on 4G, but coverage was measured with the doors open; what counts is the coverage with the "
        "doors closed");
  check(garage(chargers, "network: {lte: {survey: no-doors}}\n"));

  // Where survey is missing: at lte, else at the network, else at the first charger on 4G.
  for (const std::string_view network :
       {"network: {lte: {operator: Telenor}}  # expect: AMP605\n", "network: {lte: {}}  # expect: AMP605\n",
        "network:\n  lte:  # expect: AMP605\n    operator: Telenor\n",
        "network:  # expect: AMP605\n  dhcp: {addresses: 60}\n"}) {
    const auto unstated = check(garage(chargers, network));
    CHECK(only(unstated, "AMP605").severity == Severity::note);
    CHECK(only(unstated, "AMP605").finding.path == "network.lte.survey");
    REQUIRE(only(unstated, "AMP605").finding.related.size() == 1);
    CHECK(only(unstated, "AMP605").finding.related.front().message == "charger A2 is on 4G");
  }
  const auto without_network = check(garage(R"(    - {id: A1, link: wifi}
    - {id: A2, link: lte, lte: {coverage: high}}  # expect: AMP605
    - {id: A3, link: lte, lte: {coverage: high}}
)",
                                            ""));
  CHECK(only(without_network, "AMP605").finding.related.empty());
  // Without a measurement there is nothing to ask of it: AMP606 speaks alone.
  for (const std::string_view network : {"", "network: {lte: {survey: doors-open}}\n"}) {
    check(garage(R"(    - {id: A1, link: wifi, lte: {coverage: high}}
    - {id: A2, link: lte}  # expect: AMP606
)",
                 network));
  }
  // Without a charger on 4G nobody needs the survey.
  check(garage("    - {id: A1, link: wifi}\n", ""));
}

TEST_CASE("AMP606: a charger on 4G states its coverage") {
  check(garage(R"(    - id: A1  # expect: AMP606
      link: lte
    - id: A2  # expect: AMP606
      link: lte
      lte: {sim: active}
)"));
}

TEST_CASE("AMP601 to AMP606 are silent on values that have a finding of their own") {
  check(garage(R"(    - {id: A1, link: lte, lte: {coverage: good}}  # expect: AMP006
    - {id: A2, link: lte, lte: 5}  # expect: AMP005
    - {id: A3, link: 4g, lte: {coverage: none}}  # expect: AMP006
    - {id: A4, link: lte, lte: {coverage: high, sim: off}}  # expect: AMP006
)",
               "network: {lte: {survey: closed}}  # expect: AMP006\n"));
}
