#include "ampsite/read/site_sign.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>

#include "ampsite/read/merge_marks.h"

namespace ampsite {

namespace {

struct Decided {
  bool is_site;
};

/// Ends the parse at the first key by throwing what it tells.
class FirstKey : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override { throw Decided{false}; }
  void OnNull(const YAML::Mark&, YAML::anchor_t) override { throw Decided{false}; }
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override { throw Decided{false}; }
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string& value) override {
    throw Decided{in_map_ && value == "ampsite"};
  }
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    throw Decided{false};
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    if (in_map_) throw Decided{false};
    in_map_ = true;
  }
  void OnMapEnd() override { throw Decided{false}; }

 private:
  bool in_map_ = false;
};

/// None where there is no telling.
std::optional<bool> by_first_key(std::string_view beginning) {
  std::istringstream stream{std::string(beginning)};
  FirstKey first_key;
  try {
    YAML::Parser(stream).HandleNextDocument(first_key);
  } catch (const Decided& decided) {
    return decided.is_site;
  } catch (const YAML::Exception&) {
    return std::nullopt;
  }
  return false;
}

bool has_the_word(std::string_view beginning) {
  constexpr std::string_view word = "ampsite";
  std::string letters(beginning);  // UTF-16 and UTF-32 put zeros between them
  letters.erase(std::remove(letters.begin(), letters.end(), '\0'), letters.end());
  return letters.find(word) != std::string::npos;
}

}  // namespace

bool means_to_be_a_site(std::string_view beginning) {
  const bool conflict = beginning.starts_with(merge_begins);
  const std::optional<bool> told = conflict ? std::nullopt : by_first_key(beginning);
  return told ? *told : has_the_word(beginning);
}

}  // namespace ampsite
