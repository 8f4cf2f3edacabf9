#include "ampsite/read/shapes_of_the_site.h"
#include "ampsite/read/tables/tables.h"

namespace ampsite {

namespace {

const Table<FirewallRule>& firewall_rule_table() {
  static const auto table = make_table<FirewallRule>(
      {"firewall_rule",
       {
           field<&FirewallRule::protocol>("protocol", Enumeration<Protocol>{}, "Protocol; left out, it is any."),
           field<&FirewallRule::port>("port", PortShape{}, "Port, 1 to 65535, or any; left out, it is any."),
           field<&FirewallRule::host>(
               "host", Text{"zapcloud.azure-devices.net"},
               "Host name or address, a suffix that begins with *., or any; left out, it is any."),
       }});
  return table;
}

const Table<Firewall>& firewall_table() {
  static const auto table = make_table<Firewall>(
      {"firewall",
       {
           field<&Firewall::outbound>("outbound", ObjectList<FirewallRule>{object(firewall_rule_table()), "a list"},
                                      "What may go out."),
           field<&Firewall::inbound>("inbound", ObjectList<FirewallRule>{object(firewall_rule_table()), "a list"},
                                     "What may come in; the chargers need nothing."),
           field<&Firewall::tls_inspection>("tls_inspection", Boolean{},
                                            "The firewall opens encrypted connections to look inside."),
       }});
  return table;
}

const Table<Dhcp>& dhcp_table() {
  static const auto table = make_table<Dhcp>(
      {"dhcp",
       {
           field<&Dhcp::addresses>("addresses", Integer{"60", 0, 16'777'216}, "Number of free addresses in the pool."),
       }});
  return table;
}

const Table<NetworkLte>& network_lte_table() {
  static const auto table = make_table<NetworkLte>(
      {"network_lte",
       {
           field<&NetworkLte::operator_name>("operator", Text{"Telenor"}, "Operator of the SIMs."),
           field<&NetworkLte::survey>("survey", Enumeration<LteSurvey>{},
                                      "How the garage doors stood when the coverage was measured."),
       }});
  return table;
}

}  // namespace

const Table<AccessPoint>& access_point_table() {
  static const auto table = make_table<AccessPoint>(
      {"access_point",
       {
           field<&AccessPoint::id>("id", Id{"ap-1"}, "Id, unique in the file.").required(),
           field<&AccessPoint::bands_ghz>(
               "bands_ghz",
               List<std::vector<double>, OneOf<double>>{
                   {"GHz", {2.4, 5, 6}}, "a list of bands", {.at_least = 1, .each_once = true}},
               "Bands that are on, in GHz."),
           field<&AccessPoint::standards>("standards",
                                          List<std::vector<WifiStandard>, Enumeration<WifiStandard>>{
                                              {}, "a list of standards", {.at_least = 1, .each_once = true}},
                                          "WiFi standards that it offers, by their 802.11 letters."),
           field<&AccessPoint::channel>("channel", ChannelShape{},
                                        "Channel in the 2.4 GHz band, or auto (rules AMP406 to AMP408 judge it)."),
           field<&AccessPoint::max_clients>("max_clients", Integer{"30", 0, 100'000},
                                            "Number of chargers that it can serve."),
           field<&AccessPoint::hears>("hears", HearsShape{},
                                      "Level at which it hears other access points, by their ids, in dBm."),
       }});
  return table;
}

const Table<Network>& network_table() {
  static const auto table = make_table<Network>(
      {"network",
       {
           field<&Network::access_points>(
               "access_points", ObjectList<AccessPoint>{object(access_point_table()), "a list"}, "WiFi access points."),
           field<&Network::dhcp>("dhcp", object(dhcp_table()), "Address pool of the chargers' network."),
           field<&Network::dns>("dns", List<std::vector<std::string>, Text>{{"192.168.1.1"}, "a list of DNS servers"},
                                "DNS servers that the chargers are given."),
           field<&Network::firewall>("firewall", object(firewall_table()), "What the firewall lets through."),
           field<&Network::lte>("lte", object(network_lte_table()), "4G at the site."),
       }});
  return table;
}

}  // namespace ampsite
