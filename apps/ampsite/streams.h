#pragma once

#include <iosfwd>

namespace ampsite::app {

struct Streams {
  std::istream& in;
  std::ostream& out;  ///< results
  std::ostream& err;  ///< everything else
  bool out_is_terminal = false;
  bool err_is_terminal = false;
};

}  // namespace ampsite::app
