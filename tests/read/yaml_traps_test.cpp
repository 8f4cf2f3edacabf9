// What yaml-cpp accepts or words for programmers, each an AMP001 at its place.

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "ampsite/read/yaml_tree.h"

namespace ampsite {
namespace {

/// "line:column message" of the one AMP001 of a text; empty where it is read.
std::string error_of(std::string_view text, const YamlLimits& limits = {}) {
  const SourceText source("site.yaml", std::string(text));
  const YamlResult result = parse_yaml(source, limits);
  CHECK(result.tree.has_value() == result.findings.empty());
  if (result.findings.empty()) return "";
  REQUIRE(result.findings.size() == 1);
  const Finding& finding = result.findings[0];
  CHECK(finding.rule == "AMP001");
  CHECK_FALSE(finding.help.empty());
  CHECK_FALSE(finding.message.ends_with('.'));
  CHECK(finding.span.begin <= finding.span.end);
  CHECK(finding.span.end <= text.size());
  const Position at = source.position(finding.span.begin);
  return std::to_string(at.line) + ":" + std::to_string(at.column) + " " + finding.message;
}

TEST_CASE("a file is one document, and nothing else") {
  CHECK(error_of("") == "1:1 the file is empty: it holds no site");
  CHECK(error_of("# only a comment\n") == "1:1 the file is empty: it holds no site");
  CHECK(error_of("---\n") == "1:1 the file is empty: it holds no site");
  CHECK(error_of("---\n...\n") == "1:1 the file is empty: it holds no site");
  CHECK(error_of("---\na: 1\n...\n# end\n") == "");
  CHECK(error_of("%YAML 1.2\n---\na: 1\n") == "");
  CHECK(error_of("a: 1\n---\nb: 2\n") == "2:1 a second document begins here; a file describes one installation");
  CHECK(error_of("a: 1\n...\n---\n") == "3:1 a second document begins here; a file describes one installation");
  CHECK(error_of("{a: 1}\nb: 2\n") == "2:1 this text stands after the end of the site");
  CHECK(error_of("{\"a\": 1} 2") == "1:10 this text stands after the end of the site");
  CHECK(error_of("- a\nb: c\n") == "2:1 this text stands after the end of the site");
  CHECK(error_of("  a: 1\nb: c\n") == "2:1 this text stands after the end of the site");
  CHECK(error_of("a: 1\n...\nb: c\n") == "3:1 this text stands after the end of the site");
  CHECK(error_of("%TAG ! x:\n---\na: 1\n") == "1:1 a line that begins with % is not read here");
}

TEST_CASE("a place never reaches behind the end of the file") {
  CHECK(error_of("a: *") != "");
  CHECK(error_of("a: &") != "");
  CHECK(error_of("a: [1 2") != "");
}

TEST_CASE("the marks of an unfinished merge are called what they are") {
  const std::string mark = "a mark of an unfinished merge stands here";
  CHECK(error_of("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\nc: 3\n") == "2:1 " + mark);
  CHECK(error_of("<<<<<<< HEAD\r\na: 1\r\n=======\r\na: 2\r\n>>>>>>> other\r\n") == "1:1 " + mark);
  CHECK(error_of("a:\n  - 1\n<<<<<<< HEAD\n  - 2\n||||||| base\n=======\n  - 3\n>>>>>>> other\n") == "3:1 " + mark);
  CHECK(error_of("{\n<<<<<<< HEAD\n\"a\": 1\n=======\n\"a\": 2\n>>>>>>> other\n}\n") == "2:1 " + mark);
  // A text of several lines may speak of them, and a single one may be anything.
  const std::string shown = "a: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> other\n";
  CHECK(error_of(shown) == "");
  CHECK(error_of(shown + "b:\n  c: 1\n   d: 2\n") ==
        "7:4 this key is indented deeper than the line above, which has its value already");
  CHECK(error_of("a: 1\n=======\nb: 2\n") == "2:1 a colon and a value are missing after this word");
}

TEST_CASE("tags are not read") {
  CHECK(error_of("a: !!int \"5\"\n") == "1:4 a tag (!!int) stands here; the format has none");
  CHECK(error_of("a: !mine {b: 1}\n") == "1:4 a tag (!mine) stands here; the format has none");
  CHECK(error_of("a: [&x !mine 1]\n") == "1:8 a tag (!mine) stands here; the format has none");
  CHECK(error_of("!mine\na: 1\n") == "1:1 a tag (!mine) stands here; the format has none");
  CHECK(error_of("a: \"!mine\"\n") == "");
}

TEST_CASE("a quote that is not closed is reported where it begins") {
  const std::string message = " the quote that begins here is not closed";
  CHECK(error_of("a: \"abc") == "1:4" + message);
  CHECK(error_of("a: 1\nb: 'abc\nc: 2\n") == "2:4" + message);
  CHECK(error_of("name: \"abc\nowner: \"def\"\n") == "1:7" + message);
  CHECK(error_of("- id: K1\n  name: \"Level\n  fuse_a: 63\n- name: \"x\"\n") == "2:9" + message);
  CHECK(error_of("a: 'abc\nb: 1\nc: '\n") == "1:4" + message);
  CHECK(error_of("{\"a\": 1,\n \"b: 2,\n \"c\": 3}\n") == "2:2" + message);
  CHECK(error_of("{\"a\": \"x,\n \"b\": 2}\n") == "1:7" + message);
  CHECK(error_of("a: \"x\n  y\"\n") == "");
}

TEST_CASE("a colon without its space") {
  const std::string message = " no space stands after the colon of ";
  CHECK(error_of("a: 1\nb:2\n") == "2:1" + message + "b");
  CHECK(error_of("b:2\nc: 3\n") == "1:1" + message + "b");
  CHECK(error_of("ampsite:1\n") == "1:1" + message + "ampsite");
  CHECK(error_of("base_load_a: {L1:20, L2: 3}\n") == "1:15" + message + "L1");
  CHECK(error_of("a: {phases:[L1]}\n") == "1:5" + message + "phases");
  CHECK(error_of("circuits:\n  - id:K1\n    fuse_a: 63\n") == "2:5" + message + "id");
  CHECK(error_of("circuits:\n  - id: K1\n    fuse_a:63\n    limit_a: 2\n") == "3:5" + message + "fuse_a");
  CHECK(error_of("fuse_a:\xC2\xA0"
                 "63\nb: 1\n") == "1:1" + message + "fuse_a");
  CHECK(error_of("a: http://x:80/\nb: 12:30\n{\"c\":1}: 2") != "");
  CHECK(error_of("a: http://x:80/\nb: 12:30\nc: {\"d\":1}\n") == "");
}

TEST_CASE("a plain text that looks like a key is told where a mapping is due") {
  const SourceText source("site.yaml", "- id:K1\n- http://x\n- \"id:K1\"\n- x\n");
  const YamlResult result = parse_yaml(source);
  REQUIRE(result.tree);
  std::string messages;
  for (const YamlIndex entry : result.tree->children(result.tree->root())) {
    const auto finding = missing_space_after_colon((*result.tree)[entry]);
    messages += finding ? std::string(source.slice(finding->span)) + " " : "- ";
  }
  CHECK(messages == "id: - - - ");
}

TEST_CASE("tabs may separate, but not indent") {
  const std::string message = " a tab stands in the indentation";
  CHECK(error_of("\ta: 1\n") == "1:1" + message);
  CHECK(error_of("a:\n\tb: 1\n") == "2:1" + message);
  CHECK(error_of("a:\n  b: 1\n\tc: 1\n") == "3:1" + message);
  CHECK(error_of("a:\n  b: 1\n  \tc: 1\n") == "3:3" + message);
  CHECK(error_of("-\ta: 1\n") == "1:2" + message);
  CHECK(error_of("a: |\n\tx\n") == "2:1" + message);
  CHECK(error_of("a:\t1\t# c\n") == "");
  CHECK(error_of("{\n\t\"a\": 1,\n\t\"b\": [\n\t\t2\n\t]\n}\n") == "");
}

TEST_CASE("keys are plain words") {
  CHECK(error_of("? a\n: b\n") == "1:1 a ? stands where a key is due");
  CHECK(error_of("[a]: 1\n") == "1:1 a value in brackets stands here as a key; a key must be a plain word");
  CHECK(error_of("{[a]: 1}\n") == "1:2 a list stands here as a key; a key must be a plain word");
  CHECK(error_of("x: &a 1\n*a : 2\n") == "2:1 an alias (*) stands here as a key; a key must be a plain word");
  CHECK(error_of(": a\n") == "1:1 no key stands before this colon");
  CHECK(error_of("{: a}\n") == "1:2 no key stands before this colon");
  CHECK(error_of("x: &a {b: 1}\ny:\n  <<: *a\n") == "3:3 merge keys (<<) are not read");
  CHECK(error_of("\"<<\": 1\n") == "");
  CHECK(error_of("a: 1\nfuse_a 63\n") == "2:1 a colon and a value are missing after this word");
  CHECK(error_of("a:\n  hello\n  b: 1\n") == "2:3 a colon and a value are missing after this word");
}

TEST_CASE("brackets and commas") {
  CHECK(error_of("a: [1,,2]\n") == "1:7 no value stands before this comma");
  CHECK(error_of("[,a]") == "1:2 no value stands before this comma");
  CHECK(error_of("a: [1,\n2") == "1:4 the [ that begins here is not closed");
  CHECK(error_of("a: {b: 1\nc: 2\n") == "1:4 the { that begins here is not closed");
  CHECK(error_of("a:\n  - {x: 1\n  - {x: 2}\n") == "2:5 the { that begins here is not closed");
  CHECK(error_of("a: [1, 2}\n") == "1:9 a } stands where the [ of line 1 needs a ]");
  CHECK(error_of("a: [1]]\n") == "1:7 the bracket that is closed here was never opened");
  CHECK(error_of("a: [\"x\" \"y\"]\n") == "1:9 a comma is missing before this value");
  CHECK(error_of("a: [1, 2,]\nb: {c: 1,}\n") == "");
}

TEST_CASE("indentation and texts that need quotes") {
  CHECK(error_of("a: 1\n b: 2\n") ==
        "2:2 this key is indented deeper than the line above, which has its value already");
  CHECK(error_of("a:\n  b: 1\n c: 2\n") == "3:2 this key is not in line with the keys above it");
  CHECK(error_of("a:\n  b: 1\n  - c\n") == "3:3 a list entry stands among keys");
  CHECK(error_of("a:\n\"b\"\n") == "2:1 the value on this line is not indented deeper than its key");
  CHECK(error_of("a: - b\n") == "1:4 a list begins here in the middle of a line");
  CHECK(error_of("circuits:\n  -id: K1\n   fuse_a: 3\n") == "2:3 no space stands after the dash");
  CHECK(error_of("name: Level: 1\n") == "1:12 a second colon with a space after it stands in this line");
  CHECK(error_of("a: 'it's'\n") == "1:8 this text does not belong behind the value before it");
  CHECK(error_of("a: @x\n") == "1:4 a text cannot begin with @");
  CHECK(error_of("a: \"\\q\"\n") == "1:5 the backslash here begins no escape that YAML knows");
  CHECK(error_of("a: \"b\"# c\n") == "1:7 the # here touches the text before it");
}

TEST_CASE("the bytes are UTF-8 text without hidden characters") {
  CHECK(error_of("\xFF\xFE"
                 "a\0:\0",
                 {}) == "1:1 the file is saved as UTF-16 or UTF-32; only UTF-8 is read");
  CHECK(error_of(std::string_view("a\0:\0 \0", 6)) == "1:1 the file is saved as UTF-16 or UTF-32; only UTF-8 is read");
  CHECK(error_of("a: 1\nb: \xF8\n") == "2:4 the byte 0xF8 here is not UTF-8 text");
  CHECK(error_of("a: \xC0\x80\n") == "1:4 the byte 0xC0 here is not UTF-8 text");
  CHECK(error_of("a: \xED\xA0\x80\n") == "1:4 the byte 0xED here is not UTF-8 text");
  CHECK(error_of("a: \xF0\x9F\x98\x80 \xC3\xA5\xE2\x82\xAC\n") == "");
  CHECK(error_of(std::string_view("ab: \0\n", 6)) == "1:5 an invisible control character (U+0000) stands here");
  CHECK(error_of("a: 1\n\x04 b: [\n") == "2:1 an invisible control character (U+0004) stands here");
  CHECK(error_of("a: 1\rb: 2\n") == "1:5 the line ends with a lone carriage return");
  CHECK(error_of("a: 1\xE2\x80\xA8"
                 "b: 2\n") == "1:5 an invisible line separator (U+2028) stands here");
  CHECK(error_of("a: 1\xEF\xBB\xBF\n") == "1:5 a byte order mark stands in the middle of the file");
  CHECK(error_of("\xEF\xBB\xBF"
                 "a: 1\r\nb: 2\r\n") == "");
}

TEST_CASE("aliases") {
  CHECK(error_of("a: *x\n") == "1:4 no anchor (&) of this name stands above this alias (*)");
  CHECK(error_of("a: &x [1, *x]\n") == "1:11 the alias *x stands inside the anchor &x that it names");
  CHECK(error_of("a: &x 1\nb: &x 2\nc: *x\n") == "");
}

TEST_CASE("aliases may add ten times the file's nodes and 10,000") {
  // Each level names the one below ten times: a few hundred bytes that stand for millions of values.
  std::string bomb = "a0: &a0 [x]\n";
  for (int level = 1; level <= 6; ++level) {
    const std::string below = "*a" + std::to_string(level - 1);
    bomb += "a" + std::to_string(level) + ": &a" + std::to_string(level) + " [" + below;
    for (int i = 1; i < 10; ++i) bomb += ", " + below;
    bomb += "]\n";
  }
  // Of the 16,500 that line 5 adds, its first eight aliases fit; 10 x 94 + 10,000 are allowed.
  const std::string error = error_of(bomb);
  CHECK_MESSAGE(error.find("aliases blow the file up to more than") != std::string::npos, error);
  CHECK(error.starts_with("5:"));

  const auto many = [](int uses) {
    std::string text = "a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]\nb:\n";
    for (int i = 0; i < uses; ++i) text += "- *a\n";
    return text;
  };
  // 20 nodes for each use against 10 for the alias itself: 10 x uses <= 10,000 + 10 x 24 others.
  CHECK(error_of(many(1024)) == "");
  CHECK(error_of(many(1025)).starts_with("1027:3 aliases blow the file up"));
}

TEST_CASE("limits of size and nesting") {
  const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
  CHECK(error_of(nested(64)) == "");
  CHECK(error_of(nested(65)) == "1:65 values are nested more than 64 levels deep here; at most 64 levels are read");
  CHECK(error_of("a:\n  b:\n    c:\n      d: 1\n", {1000, 3}).starts_with("4:7 values are nested more than 3 levels"));
  CHECK(error_of("a: &a [[x]]\nb: [[*a]]\n", {1000, 4}).starts_with("2:6 values are nested more than 4 levels"));
  CHECK(error_of("a: 12\n", {6, 64}) == "");
  CHECK(error_of("a: 123\n", {6, 64}) == "1:1 the file is 7 bytes long; at most 6 bytes are read");
}

TEST_CASE("hostile texts are refused without a crash and in little time") {
  const auto repeated = [](std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
  };
  for (const std::string_view part :
       {"[", "{", "- ", "? ", "{a: ", "[a,", "\"", "'", "&a ", "!", "*", "|\n", ": ", "#", "<<: ", "- {"}) {
    CAPTURE(part);
    CHECK(error_of(repeated(part, 100'001)) != "");
  }
  const YamlLimits few_marks{1'000'000, 64, 100'000};
  CHECK(error_of("- [" + repeated("1,", 200'000) + "1]", few_marks) ==
        "1:3 more than 100000 values or brackets follow here within one bracket");
  CHECK(error_of("[" + repeated("1,", 200'000) + "1]", few_marks) == "");
}

TEST_CASE("a JSON file's escapes are read, surrogate pairs too") {
  const SourceText source("site.json", R"({"a": "\ud83d\ude00 \\ud83d\u00e5", "b": "\ud83d"})");
  CHECK(parse_yaml(source).findings.at(0).span == Span{42, 48});
  const SourceText good("site.json", R"({"a": "\ud83d\ude00 \\ud83d \/\u00e5"})");
  const YamlResult result = parse_yaml(good);
  REQUIRE(result.tree);
  CHECK((*result.tree)[2].text == "\xF0\x9F\x98\x80 \\ud83d /\xC3\xA5");
}

}  // namespace
}  // namespace ampsite
