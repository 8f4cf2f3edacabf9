#include "baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <tuple>
#include <utility>

#include "ampsite/plan/document/json_tree.h"
#include "ampsite/read/merge_marks.h"
#include "ampsite/report/findings_text.h"
#include "ampsite/report/json_report.h"
#include "paths.h"
#include "usage_error.h"

namespace ampsite::app {

namespace {

constexpr std::string_view format = "ampsite-baseline/1";
constexpr std::size_t most_bytes = 256UL * 1024 * 1024;

/// From the text of a baseline to its entries.
class BaselineReader {
 public:
  BaselineReader(const SourceText& source, std::string folder, bool colour)
      : source_(source), folder_(std::move(folder)), colour_(colour) {}

  Baseline read() {
    JsonResult parsed = parse_json(source_.text());
    if (!parsed.tree) {
      if (const auto mark = unfinished_merge(source_.text())) {
        refuse(*mark, "a mark of an unfinished merge stands here", "settle the merge, or write the baseline anew");
      }
      refuse(parsed.place, parsed.problem, write_anew);
    }
    json_ = std::move(*parsed.tree);
    check_format();
    check_keys(0, {"format", "findings"});
    const auto findings = json_.member(0, "findings");
    if (!findings || json_[*findings].kind != JsonKind::array) {
      refuse(json_[findings.value_or(0)].span, "a baseline has a list of findings", write_anew);
    }
    Baseline baseline;
    for (const JsonIndex entry : json_.children(*findings)) baseline.push_back(read_entry(entry));
    return baseline;
  }

 private:
  static constexpr std::string_view write_anew = "write it anew with --write-baseline";

  [[noreturn]] void refuse(Span place, std::string message, std::string_view help) const {
    Finding finding;
    finding.span = place;
    finding.message = std::move(message);
    finding.help = help;
    throw UsageError("the baseline " + source_.name() + " cannot be used",
                     problem_text(source_, finding, "error", {colour_, false}) + "\n");
  }

  void check_format() const {
    const auto stated = json_.member(0, "format");
    if (!stated || json_[*stated].kind != JsonKind::string) {
      refuse(json_[0].span, fmt::format("this is no baseline: its format is not \"{}\"", format), write_anew);
    }
    if (json_[*stated].text == format) return;
    refuse(json_[*stated].span,
           fmt::format("this program reads and writes \"{}\", not \"{}\"", format, json_[*stated].text),
           "use the version of ampsite that wrote it, or write it anew with --write-baseline");
  }

  void check_keys(JsonIndex object, std::initializer_list<std::string_view> known) const {
    if (json_[object].kind != JsonKind::object) refuse(json_[object].span, "an object is expected here", write_anew);
    std::vector<std::string_view> seen;
    for (const JsonIndex member : json_.children(object)) {
      const std::string_view key = json_[member].key;
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        refuse(json_[member].span, fmt::format("a baseline has no key \"{}\"", key), "take it out");
      }
      if (std::find(seen.begin(), seen.end(), key) != seen.end()) {
        refuse(json_[member].span, fmt::format("\"{}\" stands here twice", key), "take one of them out");
      }
      seen.push_back(key);
    }
  }

  std::string text(JsonIndex object, std::string_view key, bool may_be_empty) const {
    const auto member = json_.member(object, key);
    if (!member) refuse(json_[object].span, fmt::format("\"{}\" is missing", key), write_anew);
    if (json_[*member].kind != JsonKind::string || (json_[*member].text.empty() && !may_be_empty)) {
      refuse(json_[*member].span, fmt::format("\"{}\" has to be a text", key), write_anew);
    }
    return std::string(json_[*member].text);
  }

  BaselineEntry read_entry(JsonIndex object) const {
    check_keys(object, {"fingerprint", "rule", "file", "entity", "message"});
    return {text(object, "fingerprint", false), text(object, "rule", false),
            absolute_path(folder_, text(object, "file", false)), text(object, "entity", true),
            text(object, "message", true)};
  }

  const SourceText& source_;
  std::string folder_;
  bool colour_;
  JsonTree json_;
};

}  // namespace

Baseline read_baseline(const std::string& path, const Files& files, bool colour) {
  const std::string name = relative_path(files.current_folder(), path);
  const FileKind kind = files.kind(path);
  if (kind == FileKind::special) {
    throw UsageError("the baseline " + name + " is a pipe or a device, not a file");
  }
  Outcome<std::string> text = files.read(path, most_bytes + 1);
  if (!text.value) {
    const bool missing = kind == FileKind::missing;
    throw UsageError(fmt::format("cannot read the baseline {}: {}{}", name, text.error,
                                 missing ? "; --write-baseline alone, without --baseline, writes a first one" : ""));
  }
  if (text.value->size() > most_bytes) {
    throw UsageError(fmt::format("the baseline {} is larger than {} MiB", name, most_bytes / 1024 / 1024));
  }
  const SourceText source(name, std::move(*text.value));
  return BaselineReader(source, folder_of(path), colour).read();
}

std::string baseline_text(const Baseline& baseline, std::string_view path) {
  const std::string folder = folder_of(path);
  std::vector<std::pair<std::string, const BaselineEntry*>> sorted;
  for (const BaselineEntry& entry : baseline) sorted.emplace_back(relative_path(folder, entry.path), &entry);
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->rule, a.second->entity, a.second->fingerprint) <
           std::tie(b.first, b.second->rule, b.second->entity, b.second->fingerprint);
  });
  constexpr std::size_t one_line_each = 1UL << 30;
  JsonReport text(one_line_each);
  text.begin_object();
  text.add("format", format);
  text.begin_list("findings");
  for (const auto& [file, entry] : sorted) {
    text.add(Json{{"fingerprint", entry->fingerprint},
                  {"rule", entry->rule},
                  {"file", file},
                  {"entity", entry->entity},
                  {"message", entry->message}});
  }
  text.end_list();
  text.end_object();
  return text.take();
}

}  // namespace ampsite::app
