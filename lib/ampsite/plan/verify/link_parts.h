#pragma once
// Parts of a site that share no contested access point: only the number of gateways ties them together.
//
// Bounds add up over the parts, and of each part a bound on modules can be rounded up to whole ones. With prices of the
// places, each part's circuits gain by gateways what they gain; how many gateways each part has is dealt out anew.

#include <optional>
#include <vector>

#include "ampsite/plan/verify/link_choices.h"

namespace ampsite {

struct LinkPart {
  std::vector<NodeIndex> circuits;
  std::vector<AccessPointIndex> access_points;  ///< contested ones
  int gateways = 0;                             ///< as many as it could use, or may
};

/// Every circuit is in one part.
std::vector<LinkPart> link_parts(const LinkChoices& choices);

/// The best known bounds of all parts, by number of gateways.
class PartBounds {
 public:
  explicit PartBounds(const LinkChoices& choices);

  void raise(const PricedLinks& priced, const Prices& prices);
  /// No links of the whole site are worth less; nothing before the first prices.
  std::optional<LinkValue> least() const;

 private:
  std::vector<LinkValue> bounds_of(const LinkPart& part, const PricedLinks& priced, const Prices& prices) const;

  const LinkChoices& choices_;
  std::vector<LinkPart> parts_;
  std::vector<std::vector<LinkValue>> bounds_;  ///< by part and number of gateways
};

}  // namespace ampsite
