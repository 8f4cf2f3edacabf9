#include "ampsite/read/yaml_tree.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace ampsite {
namespace {

struct Parsed {
  SourceText source;
  YamlResult result;

  explicit Parsed(std::string text) : source("site.yaml", std::move(text)), result(parse_yaml(source)) {}

  const YamlTree& tree() const {
    for (const Finding& finding : result.findings) FAIL_CHECK(finding.message);
    REQUIRE(result.tree);
    return *result.tree;
  }
};

/// The value of a key of a mapping; the test fails where there is none.
YamlIndex value_of(const YamlTree& tree, YamlIndex mapping, std::string_view key) {
  const YamlChildren children = tree.children(mapping);
  for (auto child = children.begin(); child != children.end(); ++child) {
    const bool found = tree[*child].text == key;
    ++child;
    if (found) return *child;
  }
  FAIL("no key " << key);
  return 0;
}

TEST_CASE("every node knows the text it stands for") {
  const Parsed parsed(
      "ampsite: 1   # version\n"
      "site: {name: \"Sol \\u00e5\", note: 'it''s', nothing: , none: ~}\n"
      "list:\n"
      "- a text over\n"
      "  two lines\n"
      "- |\n"
      "  one # no comment\n"
      "  two\n"
      "# a comment\n"
      "-\n");
  const YamlTree& tree = parsed.tree();
  const YamlIndex site = value_of(tree, tree.root(), "site");
  CHECK(tree[site].kind == YamlKind::mapping);
  CHECK(parsed.source.slice(tree[site].span) == "{name: \"Sol \\u00e5\", note: 'it''s', nothing: , none: ~}");
  const YamlNode& name = tree[value_of(tree, site, "name")];
  CHECK(name.text == "Sol \xC3\xA5");
  CHECK(parsed.source.slice(name.span) == "\"Sol \\u00e5\"");
  CHECK_FALSE(name.plain);
  CHECK(tree[value_of(tree, site, "note")].text == "it's");
  CHECK(tree[value_of(tree, site, "nothing")].kind == YamlKind::null);
  const YamlNode& none = tree[value_of(tree, site, "none")];
  CHECK(none.kind == YamlKind::scalar);
  CHECK(none.plain);
  CHECK(none.text == "~");

  std::vector<YamlNode> entries;
  for (const YamlIndex entry : tree.children(value_of(tree, tree.root(), "list"))) entries.push_back(tree[entry]);
  REQUIRE(entries.size() == 3);
  CHECK(entries[0].text == "a text over two lines");
  CHECK(parsed.source.slice(entries[0].span) == "a text over\n  two lines");
  CHECK(entries[1].text == "one # no comment\ntwo\n");
  CHECK(parsed.source.slice(entries[1].span) == "|\n  one # no comment\n  two");
  CHECK(entries[2].kind == YamlKind::null);
  CHECK(parsed.source.position(entries[2].span.begin) == Position{10, 2});
}

TEST_CASE("a byte order mark and CRLF line ends do not shift places") {
  const Parsed parsed(
      "\xEF\xBB\xBF"
      "a: 1\r\nb: \"\xC3\xB8\" # \xC3\xB8\r\nc: 3\r\n");
  const YamlTree& tree = parsed.tree();
  CHECK(parsed.source.position(tree[value_of(tree, 0, "a")].span.begin) == Position{1, 4});
  CHECK(parsed.source.position(tree[value_of(tree, 0, "b")].span.end) == Position{2, 7});
  CHECK(parsed.source.slice(tree[value_of(tree, 0, "c")].span) == "3");
}

TEST_CASE("an alias stands at its own place and means its anchor") {
  const Parsed parsed("a: &x {k: v}\nb: *x\n");
  const YamlTree& tree = parsed.tree();
  const YamlIndex alias = value_of(tree, 0, "b");
  CHECK(parsed.source.slice(tree[alias].span) == "*x");
  CHECK(tree.resolve(alias) == value_of(tree, 0, "a"));
  CHECK(tree[value_of(tree, alias, "k")].text == "v");
}

TEST_CASE("comments for ampsite are found, and only comments") {
  const Parsed parsed(
      "# ampsite: ignore AMP201\n"
      "a: \"# ampsite: no\" # ampsite:yes \n"
      "b: x#ampsite:no\n"
      "c: |\n"
      "  # ampsite: no\n"
      "#ampsite: last");
  parsed.tree();
  std::vector<std::string> texts;
  for (const Comment& comment : parsed.result.comments) texts.emplace_back(comment.text);
  CHECK(texts == std::vector<std::string>{"ampsite: ignore AMP201", "ampsite:yes", "ampsite: last"});
  CHECK(parsed.source.slice(parsed.result.comments[1].span) == "# ampsite:yes");
}

}  // namespace
}  // namespace ampsite
