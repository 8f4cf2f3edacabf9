#include "ampsite/site/links.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace ampsite;

TEST_CASE("PLC runs over L1 and N with neutral; a one-phase circuit has its own line, two lines without L1 have none") {
  const bool neutral = true;
  CHECK(plc_pair(LineSet::all(), neutral) == LineSet{Line::L1});
  CHECK(plc_pair({Line::L1, Line::L2}, neutral) == LineSet{Line::L1});
  CHECK(plc_pair({Line::L2}, neutral) == LineSet{Line::L2});
  CHECK(plc_pair({Line::L2, Line::L3}, neutral) == LineSet{});
}

TEST_CASE("PLC runs over L1 and L3 without neutral, or over the two lines that a circuit has") {
  const bool neutral = false;
  CHECK(plc_pair(LineSet::all(), neutral) == LineSet{Line::L1, Line::L3});
  CHECK(plc_pair({Line::L1, Line::L2}, neutral) == LineSet{Line::L1, Line::L2});
  CHECK(plc_pair({Line::L2}, neutral) == LineSet{});
}

namespace {

Charger configured(Stated<Link> link, Stated<Sharing> shares = {}) {
  Charger charger;
  charger.link = link;
  charger.shares = shares;
  return charger;
}

template <class T>
Stated<T> with_a_finding() {
  Stated<T> value;
  value.presence = Presence::unknown;
  return value;
}

}  // namespace

TEST_CASE("a gateway is on WiFi and shares it over PLC") {
  CHECK(is_gateway(configured(stated(Link::wifi), stated(Sharing::plc))));
  CHECK_FALSE(is_gateway(configured(stated(Link::plc), stated(Sharing::plc))));
  CHECK_FALSE(is_gateway(configured(stated(Link::wifi), stated(Sharing::wifi))));
  CHECK_FALSE(is_gateway(configured({}, stated(Sharing::plc))));
}

TEST_CASE("a charger could be a gateway where its link or what it shares is not known") {
  CHECK(could_be_gateway(configured({}, stated(Sharing::plc))));
  CHECK(could_be_gateway(configured(stated(Link::wifi), with_a_finding<Sharing>())));
  CHECK_FALSE(could_be_gateway(configured(stated(Link::lte), stated(Sharing::plc))));
  CHECK_FALSE(could_be_gateway(configured(stated(Link::wifi))));
}

TEST_CASE("a charger that shares uses PLC, but not on 4G, over which it shares nothing") {
  CHECK(uses_plc(configured(stated(Link::plc))));
  CHECK(uses_plc(configured(stated(Link::wifi), stated(Sharing::plc))));
  CHECK(uses_plc(configured({}, stated(Sharing::wifi))));
  CHECK_FALSE(uses_plc(configured(stated(Link::lte), stated(Sharing::plc))));
  CHECK_FALSE(uses_plc(configured(stated(Link::wifi))));
}

TEST_CASE("a place is on its run from its beginning to its end, as AMP101 judges it") {
  Node run;
  CHECK(known_position_m(stated(70.0), run) == 70.0);
  CHECK_FALSE(on_the_run(stated(70.0), run));
  run.length_m = stated(60.0);
  CHECK(on_the_run(stated(0.0), run));
  CHECK(on_the_run(stated(60.0), run));
  CHECK_FALSE(known_position_m(stated(60.001), run).has_value());
  CHECK_FALSE(known_position_m(stated(-1.0), run).has_value());
  CHECK_FALSE(known_position_m({}, run).has_value());
}

TEST_CASE("access points are found by their ids; a list with an id that could not be read is not complete") {
  Site site;
  AccessPoint b;
  b.id = stated<std::string>("ap-b");
  AccessPoint a;
  a.id = stated<std::string>("ap-a");
  site.network.value.access_points = stated<std::vector<AccessPoint>>({b, a});
  const AccessPointIds ids(site);
  CHECK(ids.find("ap-a") == 1);
  CHECK(ids.find("ap-b") == 0);
  CHECK(ids.find("ap") == no_index);
  CHECK(ids.ids() == std::vector<std::string_view>{"ap-a", "ap-b"});
  CHECK(ids.complete());
  site.network.value.access_points.value.push_back({});
  CHECK_FALSE(AccessPointIds(site).complete());
}
