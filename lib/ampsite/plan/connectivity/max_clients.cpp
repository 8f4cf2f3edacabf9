#include <algorithm>
#include <cstdint>
#include <numeric>
#include <optional>
#include <vector>

#include "ampsite/plan/connectivity/draft.h"
#include "ampsite/plan/connectivity/shared_search.h"
#include "ampsite/plan/natural_order.h"

namespace ampsite::connectivity {

namespace {

/// Circuits and access points, joined where the one has a charger within reach of the other.
class Joined {
 public:
  explicit Joined(std::size_t count) : root_(count) { std::iota(root_.begin(), root_.end(), std::size_t{0}); }

  std::size_t root(std::size_t i) {
    while (root_[i] != i) i = root_[i] = root_[root_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) { root_[root(a)] = root(b); }

 private:
  std::vector<std::size_t> root_;
};

/// Who could use the access points: by access point those of whom it is known one by one, and those for whom one number
/// stands for all.
struct Users {
  explicit Users(const Reach& reach) : of(reach.max_clients.size(), 0) {
    for (ChargerIndex charger = 0; charger < reach.chargers.size(); ++charger) {
      if (reach.chargers[charger].same_everywhere) {
        ++everywhere;
        continue;
      }
      for (std::size_t k = 0; k < reach.wifi_count(charger); ++k) ++of[reach.wifi(charger, k).access_point];
    }
  }
  std::vector<int> of;
  int everywhere = 0;
};

/// Access points that more chargers could use than they may serve.
std::vector<bool> contested(const Reach& reach, const Users& users) {
  std::vector<int> all = users.of;
  for (const AccessPointIndex at : reach.serving) all[at] += users.everywhere;
  std::vector<bool> contested;
  for (std::size_t i = 0; i < all.size(); ++i) {
    contested.push_back(reach.max_clients[i] && all[i] > *reach.max_clients[i]);
  }
  return contested;
}

std::vector<AccessPointIndex> asked_too_much(const Reach& reach, const Draft& draft) {
  std::vector<int> clients(reach.max_clients.size(), 0);
  for (const LinkChoice& choice : draft.chargers) {
    if (choice.link == PlannedLink::wifi) ++clients[choice.at.access_point];
  }
  std::vector<AccessPointIndex> over;
  for (AccessPointIndex i = 0; i < clients.size(); ++i) {
    if (reach.max_clients[i] && clients[i] > *reach.max_clients[i]) over.push_back(i);
  }
  return over;
}

/// The access points that a part could use; those that only chargers with one RSSI for all could use are one place.
void add_access_points(const Reach& reach, const Users& users, SharedPart& part) {
  bool same_everywhere = false;
  for (const ChargerIndex charger : part.chargers) {
    if (reach.chargers[charger].same_everywhere) {
      same_everywhere = true;
      continue;
    }
    for (std::size_t k = 0; k < reach.wifi_count(charger); ++k) {
      part.access_points.push_back(reach.wifi(charger, k).access_point);
    }
  }
  std::optional<int> alike_room = 0;
  for (const AccessPointIndex at : reach.serving) {
    if (!same_everywhere) break;
    const bool alike = users.of[at] == 0;
    if (!alike || part.alike.empty()) part.everywhere.push_back(at);
    if (!alike) continue;
    part.alike.push_back(at);
    const std::optional<int>& room = reach.max_clients[at];
    alike_room = alike_room && room ? std::optional(*alike_room + std::max(0, *room)) : std::nullopt;
  }
  std::vector<AccessPointIndex>& all = part.access_points;
  all.insert(all.end(), part.everywhere.begin(), part.everywhere.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  for (const AccessPointIndex at : all) {
    const bool alike = !part.alike.empty() && at == part.alike.front();
    part.rooms.push_back(alike ? alike_room : reach.max_clients[at]);
  }
}

/// Who of a part is on which of its circuits, and the access points that it could use.
void complete(const Reach& reach, const Users& users, std::vector<std::uint32_t>& circuit_at, SharedPart& part) {
  std::sort(part.chargers.begin(), part.chargers.end(),
            [&](ChargerIndex a, ChargerIndex b) { return reach.natural_before(a, b); });
  for (std::uint32_t i = 0; i < part.circuits.size(); ++i) circuit_at[part.circuits[i]] = i;
  for (const ChargerIndex charger : part.chargers) {
    part.circuit_of.push_back(circuit_at[reach.site.chargers[charger].node]);
  }
  add_access_points(reach, users, part);
}

/// What has to be chosen anew together: circuits that share, over however many others, an access point of which too
/// much is asked. The rest each on its own.
SiteParts parts_to_redo(const Reach& reach, const std::vector<bool>& over) {
  const std::size_t circuits = reach.circuits.size();
  const Users users(reach);
  const std::vector<bool> is_contested = contested(reach, users);
  Joined joined(circuits + is_contested.size());
  std::optional<AccessPointIndex> everywhere;
  for (const AccessPointIndex at : reach.serving) {
    if (!is_contested[at] || users.everywhere == 0) continue;
    if (everywhere) joined.join(circuits + *everywhere, circuits + at);
    everywhere = at;
  }
  for (ChargerIndex charger = 0; charger < reach.chargers.size(); ++charger) {
    const NodeIndex circuit = reach.site.chargers[charger].node;
    if (reach.chargers[charger].same_everywhere) {
      if (everywhere) joined.join(circuit, circuits + *everywhere);
      continue;
    }
    for (std::size_t k = 0; k < reach.wifi_count(charger); ++k) {
      const AccessPointIndex at = reach.wifi(charger, k).access_point;
      if (is_contested[at]) joined.join(circuit, circuits + at);
    }
  }
  std::vector<bool> redo(circuits + is_contested.size(), false);
  for (AccessPointIndex at = 0; at < over.size(); ++at) {
    if (over[at]) redo[joined.root(circuits + at)] = true;
  }
  std::vector<NodeIndex> order(circuits);
  std::iota(order.begin(), order.end(), NodeIndex{0});
  sort_naturally(order, reach.site.nodes);
  SiteParts parts;
  std::vector<std::uint32_t> part_of(circuits + is_contested.size(), no_index);
  for (const NodeIndex circuit : order) {
    const std::vector<ChargerIndex>& chargers = reach.circuits[circuit].chargers;
    if (chargers.empty()) continue;
    const std::size_t root = joined.root(circuit);
    if (!redo[root]) {
      SharedPart& own = parts.alone.emplace_back();
      own.circuits = {circuit};
      own.chargers = chargers;
      continue;
    }
    if (part_of[root] == no_index) {
      part_of[root] = static_cast<std::uint32_t>(parts.shared.size());
      parts.shared.emplace_back();
    }
    SharedPart& part = parts.shared[part_of[root]];
    part.circuits.push_back(circuit);
    part.chargers.insert(part.chargers.end(), chargers.begin(), chargers.end());
  }
  std::vector<std::uint32_t> circuit_at(circuits, 0);
  for (SharedPart& part : parts.shared) complete(reach, users, circuit_at, part);
  return parts;
}

}  // namespace

void respect_max_clients(const Reach& reach, const Ranking& ranking, std::size_t search_limit, Draft& draft) {
  std::vector<bool> over(reach.max_clients.size(), false);
  // Other circuits may get or lose a gateway by it, so that they ask too much of access points of their own.
  for (std::vector<AccessPointIndex> found = asked_too_much(reach, draft); !found.empty();
       found = asked_too_much(reach, draft)) {
    for (const AccessPointIndex at : found) over[at] = true;
    choose_together(reach, ranking, parts_to_redo(reach, over), search_limit, draft);
  }
}

}  // namespace ampsite::connectivity
