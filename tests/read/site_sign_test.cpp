#include "ampsite/read/site_sign.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace ampsite;

TEST_CASE("the first key tells a site file, however it is written") {
  for (const std::string_view text :
       {"ampsite: 1", "\xEF\xBB\xBF\r\n# a\r\n%YAML 1.2\r\n---\r\n'ampsite' : 1", "{ \"ampsite\": 1}", "&a ampsite: 1",
        "\"amp\\x73ite\": 1", "? ampsite\n: 1", "--- !!map\nampsite: 1"}) {
    CAPTURE(text);
    CHECK(means_to_be_a_site(text));
  }
  for (const std::string_view text : {"ampsites: 1", "site: {}\nampsite: 1", "", "# ampsite: 1", "ampsite",
                                      "- ampsite: 1", "name: ampsite", "{a: {ampsite: 1}}", "~: ampsite"}) {
    CAPTURE(text);
    CHECK_FALSE(means_to_be_a_site(text));
  }
}

TEST_CASE("of what cannot be parsed to its first key the word is a sign") {
  const std::string conflict = "<<<<<<< HEAD\nampsite: 1\n=======\nampsite: 2\n>>>>>>> other\n";
  CHECK(means_to_be_a_site(conflict));
  CHECK(
      means_to_be_a_site(std::string_view("\xFF\xFE"
                                          "a\0m\0p\0s\0i\0t\0e\0:\0 \0"
                                          "1\0",
                                          22)));
  CHECK(means_to_be_a_site("!<x ampsite: 1\n"));
  CHECK_FALSE(means_to_be_a_site("<<<<<<< HEAD\nname: 1\n"));
  CHECK_FALSE(means_to_be_a_site("!<x name: 1\n"));
}
