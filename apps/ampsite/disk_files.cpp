#include "disk_files.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace ampsite::app {

namespace {

namespace fs = std::filesystem;

std::string error_text(int error) {
  switch (error) {
    case ENOENT:
      return "no such file or folder";
    case EACCES:
    case EPERM:
      return "permission denied";
    case EISDIR:
      return "is a folder";
    case EEXIST:
      return "it exists already, and is not overwritten";
    case ENOTDIR:
      return "a part of the path is a file, not a folder";
    case ELOOP:
      return "symbolic links go in a circle";
    case ENAMETOOLONG:
      return "the name is too long";
    case ENOSPC:
    case EDQUOT:
      return "the disk is full";
    case EFBIG:
      return "larger than files may be here";
    case EROFS:
      return "the disk is read-only";
    case EBUSY:
      return "it is in use, or mounted from elsewhere";
    case ENXIO:
      return "is a socket or a device that cannot be opened";
    default:
      return std::generic_category().message(error);
  }
}

/// The link to nothing that is the path, or on its way; empty where there is none.
fs::path broken_link_of(fs::path path) {
  std::error_code ignored;
  while (!fs::exists(fs::symlink_status(path, ignored)) && path.has_relative_path()) path = path.parent_path();
  const bool broken = fs::status_known(fs::status(path, ignored)) && !fs::exists(fs::status(path, ignored));
  return broken ? path : fs::path();
}

/// Links followed as far as they lead, those to nothing too: writing through one makes the file that it names.
fs::path real_path(fs::path path, std::error_code& error) {
  constexpr int most_links = 40;  // as many as the kernel follows
  std::error_code ignored;
  for (int i = 0; i < most_links && fs::is_symlink(fs::symlink_status(path, ignored)); ++i) {
    path = path.parent_path() / fs::read_symlink(path, ignored);
  }
  return fs::weakly_canonical(path, error);
}

std::string read_error(const std::string& path, int error) {
  const fs::path broken_link = error == ENOENT ? broken_link_of(path) : fs::path();
  if (broken_link.empty()) return error_text(error);
  return broken_link == path ? "is a symbolic link to nothing" : "is below a symbolic link to nothing";
}

FileKind kind_of(const fs::file_status& status) {
  switch (status.type()) {
    case fs::file_type::not_found:
      return FileKind::missing;
    case fs::file_type::regular:
      return FileKind::file;
    case fs::file_type::directory:
      return FileKind::folder;
    case fs::file_type::none:
    case fs::file_type::unknown:
      return FileKind::unreachable;
    default:
      return FileKind::special;
  }
}

/// A link to nothing is not missing: what it led to may come back.
FileKind kind_of(const fs::file_status& status, bool symlink) {
  const FileKind kind = kind_of(status);
  return symlink && (kind == FileKind::missing || kind == FileKind::unreachable) ? FileKind::broken_link : kind;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  bool good() const { return number_ >= 0; }
  int number() const { return number_; }
  /// 0, or the error of closing: on some file systems only that tells of a full disk.
  int close() {
    if (number_ < 0) return 0;
    const int result = ::close(std::exchange(number_, -1));
    return result == 0 ? 0 : errno;
  }

 private:
  int number_;
};

constexpr std::array<int, 4> ending_signals{SIGINT, SIGQUIT, SIGTERM, SIGHUP};
constexpr int patience_ms = 50;

/// Whether a signal that is held back waits to end the process.
bool asked_to_end() {
  sigset_t pending;
  if (::sigpending(&pending) != 0) return false;
  return std::any_of(ending_signals.begin(), ending_signals.end(),
                     [&](int number) { return sigismember(&pending, number) == 1; });
}

/// Opens a device or a pipe without waiting for whoever reads it for longer than nobody interrupts; -1 on an error.
int open_directly(const char* path, bool pipe) {
  while (true) {
    const int descriptor = ::open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor >= 0 || errno != ENXIO || !pipe) return descriptor;
    if (asked_to_end()) {
      errno = EINTR;
      return -1;
    }
    ::poll(nullptr, 0, patience_ms);
  }
}

/// Waits until more can be written; 0 or EINTR.
int wait_for_room(int descriptor) {
  pollfd room{descriptor, POLLOUT, 0};
  ::poll(&room, 1, patience_ms);
  return asked_to_end() ? EINTR : 0;
}

int write_all(int descriptor, const std::string& text) {
  std::size_t written = 0;
  while (written < text.size()) {
    const ssize_t count = ::write(descriptor, text.data() + written, text.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) {
      if (const int error = wait_for_room(descriptor); error != 0) return error;
      continue;
    }
    if (count < 0) return errno;
    written += static_cast<std::size_t>(count);
  }
  return 0;
}

/// Holds signals back while files are half written, so that none is ever left so. Whoever waits meanwhile has to look
/// whether one of them has come.
class SignalsHeldBack {
 public:
  SignalsHeldBack() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : ending_signals) sigaddset(&set, number);
    pthread_sigmask(SIG_BLOCK, &set, &before_);
  }
  SignalsHeldBack(const SignalsHeldBack&) = delete;
  SignalsHeldBack& operator=(const SignalsHeldBack&) = delete;
  ~SignalsHeldBack() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

/// A file on its way to its place: a temporary one beside the target until it is moved there.
class PendingFile {
 public:
  explicit PendingFile(const OutputFile& output) : output_(output) {
    std::error_code error;
    target_ = output.path;
    const fs::file_status status = fs::status(target_, error);
    pipe_ = fs::is_fifo(status);
    direct_ = fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
    folder_ = fs::is_directory(status);
    if (fs::is_regular_file(status)) mode_ = static_cast<mode_t>(status.permissions()) & 07777U;
    if (direct_) return;  // /dev/stdout may be a link to a pipe, which has no other path
    target_ = real_path(output.path, error);
    if (!error) return;
    target_ = output.path;
    error_ = error.value();
  }
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  ~PendingFile() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }

  const std::string& path() const { return output_.path; }
  /// A device or a pipe: what is written there stays.
  bool direct() const { return direct_; }

  /// Writes the text beside its place; 0 or the error.
  int prepare() {
    if (error_ != 0) return error_;
    if (folder_) return EISDIR;
    if (direct_) return 0;
    // A file that may not be written to is not to be replaced either, which its folder would allow.
    if (mode_ && ::access(target_.c_str(), W_OK) != 0) return errno;
    Descriptor file(create_temporary());
    if (!file.good()) return errno;
    if (mode_ && ::fchmod(file.number(), *mode_) != 0) return errno;
    const int error = write_all(file.number(), output_.text);
    const int close_error = file.close();
    return error != 0 ? error : close_error;
  }

  /// Writes to a device or a pipe; 0 or the error.
  int write_directly() {
    Descriptor file(open_directly(target_.c_str(), pipe_));
    if (!file.good()) return errno;
    const int error = write_all(file.number(), output_.text);
    const int close_error = file.close();
    return error != 0 ? error : close_error;
  }

  /// Puts the file in its place; 0 or the error.
  int finish() {
    // What stands there changes places with the new file, and goes with this object unless it is put back.
    if (mode_ && ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) == 0) return 0;
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) return errno;
    temporary_.clear();
    return 0;
  }

  /// After finish(): leaves the place as it was before, where the file system lets it.
  void take_back() {
    if (!temporary_.empty()) {
      ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE);
    } else if (!mode_) {
      ::unlink(target_.c_str());
    }
  }

  /// Puts the file in its place unless anything stands there; 0 or the error.
  int finish_new() {
    // A hard link comes into being whole and only where nothing is. Where there are none, renaming can do the same.
    if (::link(temporary_.c_str(), target_.c_str()) == 0) return 0;
    if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS) return errno;
    if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, target_.c_str(), RENAME_NOREPLACE) != 0) return errno;
    temporary_.clear();
    return 0;
  }

 private:
  int create_temporary() {
    for (int attempt = 0; attempt < 100; ++attempt) {
      // Not the whole name: it may be as long as names can be.
      const std::string name = "." + target_.filename().string().substr(0, 100) + "." + std::to_string(::getpid()) +
                               "-" + std::to_string(attempt) + ".tmp";
      std::string path = (target_.parent_path() / name).string();
      const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (descriptor >= 0) temporary_ = std::move(path);
      if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return -1;
  }

  const OutputFile& output_;
  fs::path target_;
  std::string temporary_;
  std::optional<mode_t> mode_;
  int error_ = 0;  ///< why the path leads nowhere, such as links in a circle
  bool direct_ = false;
  bool pipe_ = false;
  bool folder_ = false;
};

std::string write_error(const PendingFile& file, int error) {
  return "cannot write " + file.path() + ": " + error_text(error);
}

using PendingFiles = std::vector<std::unique_ptr<PendingFile>>;

/// Puts all files in their places, or leaves all places as they were.
std::optional<std::string> finish_all(const PendingFiles& pending) {
  // What cannot be taken back comes first: a device that is full then leaves every file as it was.
  for (const auto& file : pending) {
    const int error = file->direct() ? file->write_directly() : 0;
    if (error != 0) return write_error(*file, error);
  }
  std::vector<PendingFile*> done;
  for (const auto& file : pending) {
    if (file->direct()) continue;
    if (const int error = file->finish(); error != 0) {
      std::for_each(done.rbegin(), done.rend(), [](PendingFile* earlier) { earlier->take_back(); });
      return write_error(*file, error);
    }
    done.push_back(file.get());
  }
  return std::nullopt;
}

}  // namespace

FileKind DiskFiles::kind(const std::string& path) const {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  const FileKind kind = kind_of(status, fs::is_symlink(fs::symlink_status(path, error)));
  return kind == FileKind::missing && !broken_link_of(path).empty() ? FileKind::unreachable : kind;
}

std::string DiskFiles::resolved(const std::string& path) const {
  std::error_code error;
  const fs::path real = real_path(path, error);
  return error ? path : real.generic_string();
}

Outcome<std::string> DiskFiles::read(const std::string& path, std::size_t limit) const {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.good()) return {std::nullopt, read_error(path, errno)};
  std::string text;
  std::string buffer(65536, '\0');
  while (text.size() < limit) {
    const ssize_t count = ::read(file.number(), buffer.data(), std::min(buffer.size(), limit - text.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return {std::nullopt, error_text(errno)};
    if (count == 0) break;
    text.append(buffer, 0, static_cast<std::size_t>(count));
  }
  return {std::move(text), {}};
}

Outcome<std::vector<FolderEntry>> DiskFiles::list(const std::string& folder) const {
  std::error_code error;
  std::vector<FolderEntry> entries;
  fs::directory_iterator entry(folder, error);
  while (!error && entry != fs::directory_iterator()) {
    std::error_code why;  // none of an entry that vanished meanwhile: it counts as missing
    const bool symlink = entry->is_symlink(why);
    const FileKind kind = kind_of(entry->status(why), symlink);
    entries.push_back({entry->path().filename().string(), kind, symlink,
                       kind == FileKind::unreachable ? error_text(why.value()) : ""});
    entry.increment(error);
  }
  if (error) return {std::nullopt, error_text(error.value())};
  return {std::move(entries), {}};
}

std::optional<std::string> DiskFiles::write(const std::vector<OutputFile>& outputs) {
  const SignalsHeldBack held_back;
  PendingFiles pending;
  for (const OutputFile& output : outputs) {
    pending.push_back(std::make_unique<PendingFile>(output));
    if (const int error = pending.back()->prepare(); error != 0) return write_error(*pending.back(), error);
  }
  return finish_all(pending);
}

std::optional<std::string> DiskFiles::create(const OutputFile& output) {
  const SignalsHeldBack held_back;
  std::error_code ignored;  // where the path cannot be looked at, writing tells why
  const bool exists = fs::exists(fs::symlink_status(output.path, ignored));
  PendingFile file(output);
  if (exists) return write_error(file, EEXIST);
  if (const int error = file.prepare(); error != 0) return write_error(file, error);
  if (const int error = file.finish_new(); error != 0) return write_error(file, error);
  return std::nullopt;
}

std::optional<std::string> DiskFiles::environment(const std::string& name) const {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::string DiskFiles::current_folder() const {
  std::error_code error;
  return fs::current_path(error).generic_string();
}

}  // namespace ampsite::app
