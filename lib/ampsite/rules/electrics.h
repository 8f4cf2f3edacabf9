#pragma once
// What the AMP8 rules share: which circuits may be judged, and where the working of a quantity stands.

#include <string>
#include <string_view>
#include <vector>

#include "ampsite/rules/context.h"
#include "ampsite/source/finding.h"

namespace ampsite {

/// Neither the circuit's conductors nor its fuse (AMP201) have a finding that is to be mended first. What is no error
/// (AMP204, AMP308) does not silence these rules: it can be switched off.
bool is_judged(const RuleContext& context, NodeIndex v);

struct ValuePlace {
  std::string_view key;  ///< below its node
  Span span;
};

/// The value that protects against overload: `device.setting_a` where the device can be set, else `fuse_a`.
ValuePlace place_of_rating(const Node& node);
/// The value that a device trips by: `device.instant_a`, else `fuse_a`, which is a gG fuse's.
ValuePlace place_of_trip(const Node& node);
/// The cross-section; of a node without one, its id.
Span place_of_cable(const Node& node);

/// Whether more than `max_voltage_drop_pct` drops up to the end of a run.
struct DropVerdict {
  bool excessive = false;
  NodeIndex blamed = no_index;  ///< the run that AMP802 names: this one, or one above; none: no charger is that far off
};

/// By NodeIndex. A run whose current, or that of one above, has a finding is not judged.
std::vector<DropVerdict> drop_verdicts(const RuleContext& context);

/// "8.96 %": a voltage drop, rounded up; "more than 100 %" of a slip of the unit.
std::string most_per_cent(double per_cent);

/// The working as a second place, at the data that it rests on.
void add_working(Finding& finding, Span place, std::string working);

/// "283 A": a least fault current, rounded down.
std::string least_amps(double current_a);
/// "9.43 kA": a largest fault current, rounded up.
std::string most_kiloamps(double current_a);

}  // namespace ampsite
