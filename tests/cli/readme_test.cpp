// The README's commands, run on the README's files, print what the README shows. `<!-- file: NAME -->` in
// front of a block gives it a name; `<!-- edit: NAME s/OLD/NEW/ -->` edits that file for the commands that
// follow; `<!-- exit: N -->` is the exit code of the next command, 0 where it is not given; a line `[...]` in
// shown output stands for lines that are left out. What a command writes is there for those that follow.

#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "support/memory_files.h"
#include "support/repository.h"
#include "support/run_program.h"

using namespace ampsite::test;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(' ', at)) != std::string::npos) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

int number_of(const std::string& text) {
  int number = 0;
  const auto [behind, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  REQUIRE_MESSAGE((problem == std::errc() && behind == text.data() + text.size()), "no number: " << text);
  return number;
}

/// The text between two marks; empty where the line does not have them.
std::string between(const std::string& line, std::string_view before, std::string_view after) {
  if (!line.starts_with(before) || !line.ends_with(after)) return "";
  return line.substr(before.size(), line.size() - before.size() - after.size());
}

/// A block of shown output, in pieces that each have to stand in the real output, in this order.
std::vector<std::string> pieces_of(const std::vector<std::string>& shown) {
  std::vector<std::string> pieces(1);
  for (const std::string& line : shown) {
    if (line == "[...]") {
      pieces.emplace_back();
    } else {
      pieces.back() += line + "\n";
    }
  }
  return pieces;
}

class Readme {
 public:
  /// Runs the README from its first line to its last.
  void follow() {
    const std::vector<std::string> lines = lines_of(repository_file("README.md"));
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string file = between(lines[i], "<!-- file: ", " -->");
      const std::string edit = between(lines[i], "<!-- edit: ", " -->");
      if (!file.empty()) pending_file_ = file;
      if (!edit.empty()) apply(edit);
      const std::string exit = between(lines[i], "<!-- exit: ", " -->");
      if (!exit.empty()) exit_code_ = number_of(exit);
      if (lines[i].starts_with("```")) i = take_block(lines, i);
    }
  }

  /// A file that the README has shown so far.
  const std::string& file(const std::string& name) const {
    const auto found = contents_.find("/work/" + name);
    REQUIRE_MESSAGE(found != contents_.end(), "the README shows no file " << name);
    return found->second;
  }

  int files = 0;
  int commands = 0;

 private:
  void apply(const std::string& edit) {
    const std::vector<std::string> parts = [&] {
      std::vector<std::string> found;
      std::size_t at = edit.find(" s/") + 3;
      for (std::size_t end = edit.find('/', at); end != std::string::npos; end = edit.find('/', at)) {
        found.push_back(edit.substr(at, end - at));
        at = end + 1;
      }
      return found;
    }();
    REQUIRE(parts.size() == 2);
    std::string& text = contents_["/work/" + edit.substr(0, edit.find(' '))];
    const std::size_t at = text.find(parts[0]);
    REQUIRE_MESSAGE(at != std::string::npos, "nothing to edit: " << edit);
    text.replace(at, parts[0].size(), parts[1]);
  }

  std::size_t take_block(const std::vector<std::string>& lines, std::size_t opening) {
    std::vector<std::string> block;
    std::size_t i = opening + 1;
    for (; i < lines.size() && lines[i] != "```"; ++i) block.push_back(lines[i]);
    if (!pending_file_.empty()) {
      std::string& text = contents_["/work/" + pending_file_];
      for (const std::string& line : block) text += line + "\n";
      pending_file_.clear();
      ++files;
    } else if (lines[opening] == "```console") {
      run_block(block);
    }
    return i;
  }

  void run_block(const std::vector<std::string>& block) {
    REQUIRE_FALSE(block.empty());
    std::vector<std::string> words = words_of(block.front());
    REQUIRE(words.size() > 2);
    REQUIRE(words[0] == "$");
    REQUIRE(words[1] == "ampsite");
    INFO("command: ", block.front());
    MemoryFiles memory(contents_);
    const Ran ran = run_program({words.begin() + 2, words.end()}, memory);
    const std::vector<std::string> pieces = pieces_of({block.begin() + 1, block.end()});
    CHECK(ran.exit_code == exit_code_);
    CHECK(ran.err == "");
    if (pieces.size() == 1) {
      CHECK(ran.out == pieces.front());
    } else {
      check_pieces(ran.out, pieces);
    }
    contents_ = memory.contents();
    exit_code_ = 0;
    ++commands;
  }

  static void check_pieces(const std::string& out, const std::vector<std::string>& pieces) {
    std::size_t at = 0;
    for (const std::string& piece : pieces) {
      const std::size_t found = out.find(piece, at);
      CHECK_MESSAGE(found != std::string::npos, "not in the output:\n" << piece << "\nthe output:\n" << out);
      if (found != std::string::npos) at = found + piece.size();
    }
  }

  std::map<std::string, std::string> contents_;
  std::string pending_file_;
  int exit_code_ = 0;
};

Readme followed() {
  Readme readme;
  readme.follow();
  return readme;
}

/// The numbers of the rows below a table's head.
std::vector<int> numbers_in_table(const std::vector<std::string>& lines, const std::string& head) {
  std::vector<int> numbers;
  auto row = std::find(lines.begin(), lines.end(), head);
  REQUIRE_MESSAGE(row != lines.end(), "no table " << head);
  REQUIRE(std::distance(row, lines.end()) > 2);
  for (row += 2; row != lines.end() && row->starts_with("| "); ++row) {
    numbers.push_back(number_of(row->substr(2, row->find(' ', 2) - 2)));
  }
  return numbers;
}

/// What stands behind "| 3 | ", as plain text.
std::string meaning_of(int code, const std::vector<std::string>& lines) {
  const std::string front = "| " + std::to_string(code) + " | ";
  const auto row =
      std::find_if(lines.begin(), lines.end(), [&](const std::string& line) { return line.starts_with(front); });
  REQUIRE_MESSAGE(row != lines.end(), "no row " << front);
  std::string text = row->substr(front.size(), row->rfind(" |") - front.size());
  std::erase(text, '`');
  return text;
}

/// The values of the constants in exit_codes.h, in their order.
std::vector<int> exit_codes() {
  constexpr std::string_view before = "inline constexpr int ";
  std::vector<int> codes;
  for (const std::string& line : lines_of(repository_file("apps/ampsite/exit_codes.h"))) {
    if (!line.starts_with(before)) continue;
    const std::size_t value = line.find(" = ") + 3;
    codes.push_back(number_of(line.substr(value, line.find(';') - value)));
  }
  return codes;
}

/// One a line: what a failing test shows.
std::string to_text(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += std::to_string(number) + "\n";
  return text;
}

}  // namespace

TEST_CASE("the README shows what the program prints") {
  const Readme readme = followed();
  CHECK(readme.files == 3);
  CHECK(readme.commands == 6);
}

TEST_CASE("the README's config is one that the program takes") {
  const Readme readme = followed();
  MemoryFiles memory({{"/work/.ampsite.yaml", readme.file(".ampsite.yaml")},
                      {"/work/garage.site.yaml", readme.file("garage.site.yaml")}});
  const Ran ran = run_program({"validate", "garage.site.yaml"}, memory);
  CHECK(ran.err == "");
  CHECK(ran.exit_code <= 1);
}

TEST_CASE("the README's comment silences the finding that it names") {
  const std::string head =
      "ampsite: 1\nsite: {name: Garage}\ngrid: {system: TN-S, short_circuit: {max_ka: 10, min_ka: 1.2}}\n"
      "supply:\n  id: main\n  fuse_a: 63\n";
  const std::string site = head + "  circuits:\n    - id: K1\n      " + followed().file("silenced-fuse.yaml") +
                           "      chargers: [{id: A1, fuse_a: 32}]\n";
  INFO(site);
  MemoryFiles memory({{"/work/a.site.yaml", site}});
  const Ran ran = run_program({"validate", "--format", "json", "a.site.yaml"}, memory);
  INFO(ran.out);
  CHECK(ran.err == "");
  CHECK(ran.exit_code == 0);
  const nlohmann::json report = nlohmann::json::parse(ran.out);
  CHECK(report["summary"]["suppressed"] == 1);
  for (const nlohmann::json& diagnostic : report["diagnostics"]) CHECK(diagnostic["severity"] == "note");
}

TEST_CASE("the README's table has the exit codes of the program") {
  const std::vector<int> table = numbers_in_table(lines_of(repository_file("README.md")), "| exit code | meaning |");
  const std::vector<int> codes = exit_codes();
  CHECK_FALSE(codes.empty());
  CHECK(to_text(table) == to_text(codes));
}

TEST_CASE("the manual page tells the exit codes in the README's words") {
  const std::vector<std::string> readme = lines_of(repository_file("README.md"));
  MemoryFiles memory;
  std::string page = run_program({"man"}, memory).out;
  std::erase(page, '\\');
  for (const int code : exit_codes()) {
    const std::string entry = ".B " + std::to_string(code) + "\n" + meaning_of(code, readme) + "\n";
    CHECK_MESSAGE(page.find(entry) != std::string::npos, "not on the manual page: " << entry);
  }
  const std::string precedence = "Where several apply, 2 goes before 4, and 4 before 1.";
  CHECK(std::find(readme.begin(), readme.end(), precedence) != readme.end());
  CHECK(page.find("\n" + precedence + "\n") != std::string::npos);
}
