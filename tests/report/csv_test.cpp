#include "ampsite/report/csv.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ampsite/report/plan_csv.h"
#include "report/plan_fixture.h"

using namespace ampsite;
using namespace ampsite::test;

namespace {

std::string of_text(std::string_view text) { return csv({{csv_text(text)}}); }

}  // namespace

TEST_CASE("rows end in CR and LF, and cells are quoted where a program could split them") {
  CHECK(csv({{csv_text("id"), csv_text("a")}, {csv_count(12), csv_number(47.0 / 3)}}) == "id,a\r\n12,15.666\r\n");
  CHECK(of_text("a,b") == "\"a,b\"\r\n");
  CHECK(of_text("a;b") == "\"a;b\"\r\n");
  CHECK(of_text("5\" pipe") == "\"5\"\" pipe\"\r\n");
  CHECK(of_text("a\nb") == "a b\r\n");
  CHECK(of_text(" a") == "\" a\"\r\n");
  CHECK(of_text("Søndre שער") == "Søndre שער\r\n");
}

TEST_CASE("no text of a file can be a formula, and numbers stay numbers") {
  CHECK(of_text("=1+1") == "'=1+1\r\n");
  CHECK(of_text("=HYPERLINK(\"a\",\"b\")") == "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"\r\n");
  CHECK(of_text("+47 22") == "'+47 22\r\n");
  CHECK(of_text("-A1") == "'-A1\r\n");
  CHECK(of_text("@SUM(1)") == "'@SUM(1)\r\n");
  CHECK(of_text("\t=1") == "' =1\r\n");
  CHECK(of_text("\r=1") == "' =1\r\n");
  CHECK(of_text("＝1") == "'＝1\r\n");
  CHECK(of_text("\u00A0=1") == "'\u00A0=1\r\n");
  CHECK(of_text("\u200B=1") == "'\u200B=1\r\n");
  CHECK(of_text("\u200B") == "\u200B\r\n");
  CHECK(of_text("'A1") == "''A1\r\n");
  CHECK(of_text("A1=B") == "A1=B\r\n");
  CHECK(csv({{csv_number(-60.5)}}) == "-60.5\r\n");
}

TEST_CASE("a plan as CSV has a row for each charger, circuit and material, each with every column") {
  const Site site = read_small_site();
  const Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  const std::string text = plan_csv({site, plan, none, {}, ""});
  INFO(text);
  CHECK(text.starts_with(
      "row,id,name,serial,circuit,position_m,phases,terminals,wiring_id,one_phase_on,link,link_from,rssi_dbm,"
      "gateway,three_phase_guaranteed_a,three_phase_setting_a,three_phase_held_by,"
      "single_phase_guaranteed_a,single_phase_setting_a,single_phase_held_by,offline_a,fuse_a,"
      "length_m,chargers,portal_max_current_a,may_draw_L1_a,three_phase_L1_a,single_phase_L1_a,"));
  CHECK(text.find("\r\ncharger,A1,,,K1,10,L1 L2 L3,L1=L1 L2=L2 N=L3,13,L1 L3,wifi,ap-1,-60.5,no,15.666,16,main "
                  "L1,15.666,16,main L1,16,") != std::string::npos);
  CHECK(text.find("\r\ncircuit,K1,,,main,,L1 L2 L3,,,,,,,,,,,,,,,32,40,2,31.5,32,31.666,31.666,") != std::string::npos);
  CHECK(text.find(",1,PLC module,circuit K1\r\n") != std::string::npos);
  std::size_t commas = 0;
  std::vector<std::size_t> of_rows;
  for (const char c : text) {
    if (c == ',') ++commas;
    if (c == '\n') of_rows.push_back(std::exchange(commas, 0));
  }
  CHECK(of_rows == std::vector<std::size_t>(8, of_rows.front()));
}

TEST_CASE("circuits have columns of their electrical values where the file has any, empty where one is not known") {
  const Site site = read_small_site();
  Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  CHECK(plan_csv({site, plan, none, {}, ""}).find("verdict") == std::string::npos);
  CircuitCheck checked;
  checked.cable = "5 × 6 mm² copper xlpe, PE 6 mm²";
  checked.method = "C";
  checked.device = "MCB C 32 A";
  checked.design_a = 31.5;
  checked.ampacity_a = 53.99999;
  checked.drop_pct = 2.25;
  checked.drop_v = 5.175;
  checked.largest_fault_a = 6000;
  checked.least_fault_a = 310.0625;
  checked.trips_at_a = 320;
  checked.bears_heat = true;
  checked.selective = false;
  checked.verdict = CircuitVerdict::not_ok;
  checked.reason = "AMP803; =1";
  plan.electrical.circuits = {{}, checked, {}};
  plan.electrical.circuits[2].reason = "-lacks cable";
  const std::string text = plan_csv({site, plan, none, {}, ""});
  INFO(text);
  CHECK(text.find(",cable,method,device,design_a,ampacity_a,drop_pct,drop_v,largest_fault_a,least_fault_a,trips_at_a,"
                  "bears_heat,selective,verdict,reason,quantity,item,for\r\n") != std::string::npos);
  CHECK(text.find(",\"5 × 6 mm² copper xlpe, PE 6 mm²\",C,MCB C 32 A,31.5,53.999,2.25,5.175,6000,310.062,320,yes,no,"
                  "not_ok,\"AMP803; =1\",,,\r\n") != std::string::npos);
  CHECK(text.find(",,,,,,,,,,,,,not_verifiable,'-lacks cable,,,\r\n") != std::string::npos);
  CHECK(text.find(",,,,,,,,,,,,,,,1,PLC module,circuit K1\r\n") != std::string::npos);
}

TEST_CASE("circuits have the limits and base loads that the file states, by line") {
  Site site = read_small_site();
  LineCurrents currents;
  currents.line[Line::L1] = stated(12.5);
  site.nodes[1].limit_a = stated(currents);
  const Plan plan = small_plan();
  const std::vector<Diagnostic> none;
  const std::string text = plan_csv({site, plan, none, {}, ""});
  INFO(text);
  CHECK(text.find(",single_phase_L3_a,limit_L1_a,limit_L2_a,limit_L3_a,quantity,") != std::string::npos);
  CHECK(text.find("base_load") == std::string::npos);
  CHECK(text.find(",31.666,31.666,12.5,,,,,\r\ncircuit,K2,") != std::string::npos);
}
