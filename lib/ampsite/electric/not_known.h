#pragma once
// A quantity that can be worked out, or the reason why not. Nothing is guessed: a value that the file does not give,
// or that no table has, makes every quantity that needs it not known, with the value's name.

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "ampsite/site/site.h"

namespace ampsite {

enum class Gap : unsigned char {
  missing,        ///< the file does not say it
  doubted,        ///< the file says it, but the value has a finding of its own
  not_in_table,   ///< it has a value that its table does not list
  does_not_fit,   ///< it contradicts another value, which `with` names
  zero,           ///< a run of no length is no run
  busbar,         ///< the file has no key for the impedance of a busbar
  left_to_rcd,    ///< TT: earth faults are switched off by residual current devices
  not_tripped,    ///< the fault current does not trip the device
  other_devices,  ///< the devices' makers have to tell
};

struct NotKnown {
  Gap gap = Gap::missing;
  std::string_view key;       ///< as the file names it, within its node: "cable.size_mm2"; "grid.…" for the grid's
  double value = 0;           ///< the number that no table lists
  std::string_view with;      ///< the key that it contradicts, or the table that does not list it
  NodeIndex node = no_index;  ///< the circuit whose value it is, which may be one above; none: the grid's

  friend bool operator==(const NotKnown&, const NotKnown&) = default;
};

/// "main/K1: `cable.size_mm2` is missing", for people.
std::string describe(const Site& site, const NotKnown& why);

template <class T>
struct Calculated {
  std::optional<T> value;
  NotKnown why_not;  ///< where there is no value

  Calculated() = default;
  Calculated(T known) : value(std::move(known)) {}
  Calculated(NotKnown why) : why_not(why) {}

  bool known() const { return value.has_value(); }
  const T& operator*() const { return *value; }
  const T* operator->() const { return &*value; }
};

/// Why nothing can be worked out from a value; none where it has one.
template <class T>
std::optional<NotKnown> gap_in(const Stated<T>& value, std::string_view key) {
  if (value.has_value()) return std::nullopt;
  return NotKnown{value.absent() ? Gap::missing : Gap::doubted, key, 0, {}, no_index};
}

}  // namespace ampsite
