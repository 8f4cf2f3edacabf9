#include <doctest/doctest.h>

#include <array>

#include "ampsite/report/rules_json.h"
#include "ampsite/report/rules_text.h"
#include "ampsite/version.h"

using namespace ampsite;

namespace {

constexpr std::array rules{
    Rule{"AMP201", "charger-fuse-over-63a", Severity::error, true, "at most 63 A in front of a charger", nullptr},
    Rule{"AMP402", "wifi-marginal", Severity::warning, false, "the signal is \"good\"", nullptr},
};

}  // namespace

TEST_CASE("rules as a table") {
  CHECK(rules_text(rules) ==
        "  rule    severity  pinned  name                   what holds\n"
        "  AMP201  error     pinned  charger-fuse-over-63a  at most 63 A in front of a charger\n"
        "  AMP402  warning           wifi-marginal          the signal is \"good\"\n");
}

TEST_CASE("rules as JSON, one a line") {
  CHECK(rules_json(rules) ==
        "{\n"
        "  \"format\": \"ampsite-rules/1\",\n"
        "  \"ampsite\": \"" +
            std::string(version) +
            "\",\n"
            "  \"rules\": [\n"
            "    {\"id\": \"AMP201\", \"name\": \"charger-fuse-over-63a\", \"severity\": \"error\", \"pinned\": true, "
            "\"summary\": \"at most 63 A in front of a charger\"},\n"
            "    {\"id\": \"AMP402\", \"name\": \"wifi-marginal\", \"severity\": \"warning\", \"pinned\": false, "
            "\"summary\": \"the signal is \\\"good\\\"\"}\n"
            "  ]\n"
            "}\n");
}
