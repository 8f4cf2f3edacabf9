#pragma once
// A value together with what the file says of it and where.

#include <utility>

#include "ampsite/source/source_text.h"

namespace ampsite {

enum class Presence : unsigned char {
  absent,     ///< not in the file, and no default
  defaulted,  ///< not in the file: the value is the format's default, or the house's from its config
  unknown,    ///< in the file, but with a finding of its own: nothing may rest on it
  stated,     ///< in the file, and of the right shape
};

template <class T>
struct Stated {
  T value{};
  Presence presence = Presence::absent;
  Span span;  ///< of the value in the file; empty where absent or defaulted
  Span key;   ///< of its key; empty likewise, and for a value without a key of its own

  bool stated() const { return presence == Presence::stated; }
  bool absent() const { return presence == Presence::absent; }
  bool unknown() const { return presence == Presence::unknown; }
  /// There is a value to work with, stated or by default.
  bool has_value() const { return presence == Presence::stated || presence == Presence::defaulted; }
  const T& operator*() const { return value; }
  const T* operator->() const { return &value; }
};

template <class T>
Stated<T> by_default(T value) {
  return {std::move(value), Presence::defaulted, {}, {}};
}

template <class T>
Stated<T> stated(T value, Span span = {}) {
  return {std::move(value), Presence::stated, span, {}};
}

}  // namespace ampsite
