#include "ampsite/disk_files.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "ampsite/process.h"
#include "ampsite/run.h"

using namespace ampsite::app;
namespace fs = std::filesystem;

namespace {

/// A folder of its own that goes with the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "ampsite-test-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  std::string at(const std::string& name) const { return (path_ / name).string(); }
  const fs::path& path() const { return path_; }
  std::size_t size() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void put(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

mode_t mode_of(const std::string& path) {
  struct stat status{};
  ::stat(path.c_str(), &status);
  return status.st_mode & 07777U;
}

}  // namespace

TEST_CASE("a file is read up to a limit, and why it cannot be read is told") {
  const Folder folder;
  put(folder.at("a"), "12345");
  const DiskFiles files;
  CHECK(files.read(folder.at("a"), 100).value == "12345");
  CHECK(files.read(folder.at("a"), 3).value == "123");
  CHECK(files.read("/dev/zero", 5).value == std::string(5, '\0'));
  CHECK(files.read(folder.at("b"), 100).error == "no such file or folder");
  CHECK(files.read(folder.path().string(), 100).error == "is a folder");
}

TEST_CASE("a folder lists its entries with their kinds") {
  const Folder folder;
  put(folder.at("a"), "");
  fs::create_directory(folder.at("f"));
  fs::create_symlink("f", folder.at("l"));
  fs::create_symlink("nowhere", folder.at("m"));
  auto entries = *DiskFiles().list(folder.path().string()).value;
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  REQUIRE(entries.size() == 4);
  CHECK((entries[0].kind == FileKind::file && !entries[0].symlink));
  CHECK((entries[1].kind == FileKind::folder && !entries[1].symlink));
  CHECK((entries[2].kind == FileKind::folder && entries[2].symlink));
  CHECK((entries[3].kind == FileKind::broken_link && entries[3].symlink));
  CHECK(DiskFiles().list(folder.at("none")).error == "no such file or folder");
}

TEST_CASE("an output is written with the mode of the process, and keeps that of a file that is there") {
  const Folder folder;
  DiskFiles files;
  const mode_t before = ::umask(027);
  CHECK_FALSE(files.write({{folder.at("new"), "x"}}));
  ::umask(before);
  CHECK(mode_of(folder.at("new")) == 0640);
  put(folder.at("old"), "a longer text than before");
  fs::permissions(folder.at("old"), fs::perms(0604));
  CHECK_FALSE(files.write({{folder.at("old"), "y"}}));
  CHECK(content(folder.at("old")) == "y");
  CHECK(mode_of(folder.at("old")) == 0604);
  CHECK(folder.size() == 2);
}

TEST_CASE("an output through a symbolic link replaces what it points to") {
  const Folder folder;
  put(folder.at("target"), "old");
  fs::create_symlink("target", folder.at("link"));
  CHECK_FALSE(DiskFiles().write({{folder.at("link"), "new"}}));
  CHECK(fs::is_symlink(folder.at("link")));
  fs::create_directory(folder.at("below"));
  fs::create_symlink("below/not-yet", folder.at("ahead"));
  fs::create_symlink("ahead", folder.at("far-ahead"));
  CHECK_FALSE(DiskFiles().write({{folder.at("far-ahead"), "made"}}));
  CHECK(fs::is_symlink(folder.at("far-ahead")));
  CHECK(fs::is_symlink(folder.at("ahead")));
  CHECK(content(folder.at("below/not-yet")) == "made");
  CHECK(content(folder.at("target")) == "new");
}

TEST_CASE("when one output cannot be written none is, and nothing is left behind") {
  const Folder folder;
  put(folder.at("a"), "old");
  DiskFiles files;
  CHECK(files.write({{folder.at("a"), "new"}, {folder.at("none/b"), "x"}}) ==
        "cannot write " + folder.at("none/b") + ": no such file or folder");
  CHECK(files.write({{folder.at("a"), "new"}, {folder.path().string(), "x"}}) ==
        "cannot write " + folder.path().string() + ": is a folder");
  CHECK(content(folder.at("a")) == "old");
  CHECK(folder.size() == 1);
}

TEST_CASE("when an output is a device that is full, no other output is written") {
  const Folder folder;
  put(folder.at("a"), "old");
  DiskFiles files;
  CHECK(files.write({{folder.at("a"), "new"}, {folder.at("b"), "new"}, {"/dev/full", "x"}}) ==
        "cannot write /dev/full: the disk is full");
  CHECK(content(folder.at("a")) == "old");
  CHECK(folder.size() == 1);
}

TEST_CASE("a file may have the longest name that there is") {
  const Folder folder;
  const std::string path = folder.at(std::string(255, 'n'));
  CHECK_FALSE(DiskFiles().write({{path, "x"}}));
  CHECK(content(path) == "x");
  CHECK(DiskFiles().write({{path + "n", "x"}}) == "cannot write " + path + "n: the name is too long");
}

TEST_CASE("what stands at a path is told, and what cannot be read says why") {
  const Folder folder;
  REQUIRE(::mkfifo(folder.at("pipe").c_str(), 0600) == 0);
  fs::create_symlink("round", folder.at("about"));
  fs::create_symlink("about", folder.at("round"));
  fs::create_symlink("nowhere", folder.at("broken"));
  const DiskFiles files;
  CHECK(files.kind(folder.at("pipe")) == FileKind::special);
  CHECK(files.kind("/dev/null") == FileKind::special);
  CHECK(files.kind(folder.at("round")) == FileKind::broken_link);
  CHECK(files.kind(folder.at("broken")) == FileKind::broken_link);
  CHECK(files.kind(folder.at("broken/x/y")) == FileKind::unreachable);
  CHECK(files.kind(folder.at("none/x/y")) == FileKind::missing);
  CHECK(files.read(folder.at("round"), 1).error == "symbolic links go in a circle");
  CHECK(files.read(folder.at("broken"), 1).error == "is a symbolic link to nothing");
  CHECK(files.read(folder.at("broken/x/y"), 1).error == "is below a symbolic link to nothing");
  CHECK(files.read(folder.at("none/x/y"), 1).error == "no such file or folder");
  CHECK(files.read(folder.at("pipe/x"), 1).error == "a part of the path is a file, not a folder");
}

TEST_CASE("a folder that is a link to nothing is an error, and what a baseline lists below it is not gone") {
  const Folder folder;
  const std::string site = "ampsite: 1\nsupply: {id: main, fuse_a: 63, circuits: [{id: K1, fuse_a: 32}]}\n";
  fs::create_directories(folder.at("sites/north"));
  fs::create_directory_symlink("sites", folder.at("link"));
  put(folder.at("sites/north/a.site.yaml"), site);
  put(folder.at("b.site.yaml"), site);
  DiskFiles files;
  const std::string known = folder.at("known.json");
  const auto validate = [&](const std::string& path, const std::string& option) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    std::vector<std::string> arguments{"validate", path, folder.at("b.site.yaml"), "--write-baseline", known};
    if (!option.empty()) arguments.insert(arguments.end(), {option, known});
    const int exit_code = run(arguments, {in, out, err, false, false}, files);
    return std::to_string(exit_code) + "\n" + err.str();
  };
  validate(folder.at("link"), "");
  const std::string listed = content(known);
  REQUIRE(listed.find("link/north/a.site.yaml") != std::string::npos);
  fs::rename(folder.at("sites"), folder.at("gone"));
  for (const std::string& path : {folder.at("link"), folder.at("link/north"), folder.at("link/*/a.site.yaml")}) {
    CAPTURE(path);
    const std::string told = validate(path, "--baseline");
    CHECK(told.starts_with("2\n"));
    CHECK(told.find(" a symbolic link to nothing\n") != std::string::npos);
    CHECK(told.find("gone") == std::string::npos);
    CHECK(content(known) == listed);
  }
}

TEST_CASE("two paths to one file resolve to the same") {
  const Folder folder;
  put(folder.at("a"), "");
  fs::create_symlink("a", folder.at("link"));
  const DiskFiles files;
  CHECK(files.resolved(folder.at("link")) == files.resolved(folder.at("a")));
  CHECK(files.resolved(folder.at("new")) != files.resolved(folder.at("a")));
  fs::create_symlink("new", folder.at("ahead"));
  CHECK(files.resolved(folder.at("ahead")) == files.resolved(folder.at("new")));
}

TEST_CASE("a folder with a pipe in it is searched without waiting for the pipe") {
  const Folder folder;
  REQUIRE(::mkfifo(folder.at("pipe.site.yaml").c_str(), 0600) == 0);
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  DiskFiles files;
  CHECK(run({"validate", folder.path().string()}, {in, out, err}, files) == 2);
  CHECK(err.str().ends_with(": no site file was found\n"));
}

TEST_CASE("a file is created only where nothing stands, whole, and nothing else is left behind") {
  const Folder folder;
  DiskFiles files;
  CHECK_FALSE(files.create({folder.at("new"), "x"}));
  CHECK(content(folder.at("new")) == "x");
  const std::string exists = ": it exists already, and is not overwritten";
  CHECK(files.create({folder.at("new"), "y"}) == "cannot write " + folder.at("new") + exists);
  CHECK(content(folder.at("new")) == "x");
  CHECK(files.create({folder.path().string(), "y"}) == "cannot write " + folder.path().string() + exists);
  fs::create_symlink("nowhere", folder.at("link"));
  CHECK(files.create({folder.at("link"), "y"}) == "cannot write " + folder.at("link") + exists);
  CHECK_FALSE(fs::exists(folder.at("nowhere")));
  CHECK(files.create({folder.at("none/b"), "y"}) == "cannot write " + folder.at("none/b") + ": no such file or folder");
  CHECK(folder.size() == 2);
}

TEST_CASE("init leaves a folder as it is, and one behind a symbolic link") {
  const Folder folder;
  fs::create_directory(folder.at("sites"));
  fs::create_symlink("sites", folder.at("link"));
  DiskFiles files;
  for (const std::string& path : {folder.at("sites"), folder.at("link")}) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    CHECK(run({"init", path}, {in, out, err}, files) == 2);
    CHECK(out.str().empty());
    CHECK(err.str() == "error: cannot write " + path + ": it is a folder; name a file in it\n");
  }
  CHECK(fs::is_empty(folder.at("sites")));
  CHECK(folder.size() == 2);
}

TEST_CASE("of several processes that create one file at once, one does, and it is whole") {
  const Folder folder;
  const std::string path = folder.at("contested");
  constexpr int processes = 8;
  constexpr std::size_t size = 1UL << 20;
  std::vector<pid_t> children;
  for (int i = 0; i < processes; ++i) {
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) ::_exit(DiskFiles().create({path, std::string(size, static_cast<char>('a' + i))}) ? 1 : 0);
    children.push_back(child);
  }
  int created = 0;
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    if (status == 0) ++created;
  }
  CHECK(created == 1);
  const std::string text = content(path);
  CHECK(text.size() == size);
  CHECK(text == std::string(size, text.empty() ? '\0' : text.front()));
  CHECK(folder.size() == 1);
}

TEST_CASE("an output may be a device") {
  DiskFiles files;
  CHECK_FALSE(files.write({{"/dev/null", "x"}}));
  CHECK(fs::is_character_file("/dev/null"));
  CHECK(files.write({{"/dev/full", "x"}}) == "cannot write /dev/full: the disk is full");
}

TEST_CASE("the number of a closed standard output goes to no other file") {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(STDOUT_FILENO);
    keep_standard_descriptors();
    const int next = ::open("/dev/null", O_RDONLY);
    const bool harmless = next > STDERR_FILENO && ::write(STDOUT_FILENO, "x", 1) < 0;
    ::_exit(harmless ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("SIGINT ends the program with exit code 130") {
  int input[2];
  int ready[2];
  REQUIRE(::pipe(input) == 0);
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    std::signal(SIGINT, SIG_DFL);  // a test run in the background ignores it
    set_signal_handling();
    ::dup2(input[0], STDIN_FILENO);
    [[maybe_unused]] const ssize_t told = ::write(ready[1], "x", 1);
    DiskFiles files;
    std::ostringstream out;
    ::_exit(run({"validate", "-"}, {std::cin, out, out}, files));
  }
  char byte = 0;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  REQUIRE(::kill(child, SIGINT) == 0);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 130);
  for (const int descriptor : {input[0], input[1], ready[0], ready[1]}) ::close(descriptor);
}
