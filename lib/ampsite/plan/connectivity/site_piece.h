#pragma once
// A part of a site that shares nothing with the rest but the number of gateways.

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "ampsite/plan/connectivity/draft.h"
#include "ampsite/plan/connectivity/shared_problem.h"
#include "ampsite/plan/connectivity/source_search.h"

namespace ampsite::connectivity {

/// The links of a part.
struct PieceLinks {
  Value value;
  std::vector<LinkChoice> links;      ///< by charger of the part
  std::vector<CircuitPlan> circuits;  ///< by circuit of the part
  EarlierChoice earlier;
  double gateway_dbm = no_wifi;  ///< the smallest of its gateways
  double weakest_dbm = no_wifi;  ///< the smallest of its chargers on WiFi
  double farthest_m = 0;         ///< the most cable between a source and a charger

  bool keeps(const Limits& limits) const {
    return gateway_dbm >= limits.gateway_dbm && weakest_dbm >= limits.wifi_dbm &&
           farthest_m <= limits.distance_m + tolerance_m;
  }
};

/// Circuits that share access points, or one circuit that shares none, with any allowed number of gateways. The effort
/// is counted in links weighed, and each part has its own.
class Piece {
 public:
  enum class Result { found, impossible, unknown };
  enum class Effort { probe, search };

  /// `scratch`: room for all chargers of the site, by ChargerIndex.
  Piece(const Reach& reach, const Ranking& ranking, SharedPart part, bool shares, std::size_t search_limit,
        std::vector<LinkChoice>& scratch);

  /// More gateways than that are of no use.
  int most_gateways() const { return static_cast<int>(entries_.size()) - 1; }
  /// No links with at most so many gateways are worth less.
  const Value& lower(int gateways) const { return entry(gateways).lower; }
  bool solved(int gateways) const { return entry(gateways).links.has_value(); }
  bool proved(int gateways) const { return solved(gateways) && entry(gateways).lower == links(gateways).value; }
  const PieceLinks& links(int gateways) const { return *entry(gateways).links; }
  /// Some sources were searched for, beyond what bounds tell.
  bool searched() const { return searched_; }

  /// The best links with at most so many gateways, as far as the effort goes.
  void solve(int gateways);
  /// Replaces links by some of the same value within the limits.
  Result narrow(int gateways, const Limits& limits, Effort effort);
  void write(int gateways, Draft& draft) const;

 private:
  struct Entry {
    Value lower;
    std::optional<PieceLinks> links;
  };

  const Entry& entry(int gateways) const { return entries_[static_cast<std::size_t>(gateways)]; }
  Entry& entry(int gateways) { return entries_[static_cast<std::size_t>(gateways)]; }
  Terms terms(const Limits& limits) const { return {reach_, ranking_, limits}; }
  Limits widest() const;
  CircuitOptions options(const Terms& terms) const;
  void decide_alone();
  Result narrow_alone(int gateways, const Limits& limits);
  PieceLinks of_circuit(CircuitPlan plan) const;
  void begin(Search& search, int gateways) const;
  PieceLinks of_search(const SharedProblem& problem, const Search& search, const Limits& limits) const;
  void prefer_loud(const Terms& terms, PieceLinks& found) const;
  double farthest_m(const CircuitPlan& plan) const;
  void measure(PieceLinks& found) const;
  void raise_lowers(const std::vector<Value>& prices);

  const Reach& reach_;
  const Ranking& ranking_;
  std::vector<LinkChoice>& scratch_;
  std::unique_ptr<const SharedPart> part_;  ///< a problem refers to it
  bool shares_;
  std::size_t search_limit_;
  std::size_t weighed_ = 0;
  std::unique_ptr<const SharedProblem> problem_;  ///< without narrower limits; nothing where it shares nothing
  std::vector<Entry> entries_;                    ///< by number of gateways
  std::vector<SearchStart> starts_;               ///< what searches for other numbers of gateways found
  bool searched_ = false;
};

}  // namespace ampsite::connectivity
