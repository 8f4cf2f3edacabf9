#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace ampsite::app {

/// The command cannot run as it was asked to: exit 2. The text is what the person reads behind "error: ";
/// `details`, whole lines, stand before it.
class UsageError : public std::runtime_error {
 public:
  explicit UsageError(const std::string& message, std::string details = {})
      : std::runtime_error(message), details_(std::move(details)) {}

  const std::string& details() const { return details_; }

 private:
  std::string details_;
};

}  // namespace ampsite::app
