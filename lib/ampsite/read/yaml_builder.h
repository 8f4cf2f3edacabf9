#pragma once
// Builds the tree from yaml-cpp's events, and follows them through the text to find all that yaml-cpp lets pass.

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ampsite/read/yaml_cursor.h"
#include "ampsite/read/yaml_tree.h"

namespace ampsite {

class YamlTreeBuilder : public YAML::EventHandler {
 public:
  /// `text_start` is the length of the byte order mark. yaml-cpp's offsets plus `shift` (modulo 2^32) are those
  /// of the text.
  YamlTreeBuilder(std::string_view text, std::uint32_t text_start, std::uint32_t shift, int nesting_limit);

  /// The text given to yaml-cpp has its surrogate pairs hidden.
  void set_pairs_hidden(bool hidden) { pairs_hidden_ = hidden; }

  // All of them throw a YamlStop at the first thing that does not belong.
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { end_collection(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { end_collection(); }

  /// After the last event: nothing may follow the root, and aliases must not blow the file up.
  void finish();

  YamlTree take_tree() { return std::move(tree_); }
  std::vector<Comment> take_comments() { return cursor_.take_comments(); }
  Span last_scalar() const { return last_scalar_; }
  /// Where the brackets stand that are open here, from the outermost.
  std::vector<std::uint32_t> open_brackets() const;
  /// How far the text has been read and found good.
  std::uint32_t at() const { return cursor_.at(); }

 private:
  static constexpr std::uint32_t no_line = UINT32_MAX;
  enum class Form : std::uint8_t { block, flow, pair };  ///< a pair is `[a: 1]`, a mapping without its braces
  struct Open {
    YamlIndex node = 0;
    Form form = Form::block;
    bool mapping = false;
    bool value_next = false;  ///< of a mapping: a key has been read, its value has not
    bool empty = true;
    std::uint32_t column = 0;  ///< of a block collection
    YAML::anchor_t anchor = 0;
    std::uint64_t added_before = 0;  ///< nodes that aliases had added when it began
    int height = 1;                  ///< levels from here down, aliases followed
  };
  struct Anchor {
    YamlIndex node = 0;
    std::uint64_t nodes = 0;  ///< with aliases followed; 0 while its node is still open
    int height = 0;
  };
  struct Use {
    YamlIndex alias = 0;
    std::uint64_t added = 0;
  };

  std::uint32_t offset_of(const YAML::Mark& mark) const { return static_cast<std::uint32_t>(mark.pos) + shift_; }
  bool is_key_next() const { return !open_.empty() && open_.back().mapping && !open_.back().value_next; }

  // From one node to the next, in yaml_structure.cpp.
  /// To the child that begins at `offset`. Fails where anything else stands before it.
  void begin_child(std::uint32_t offset, bool block_list = false);
  /// Of a value that the cursor has come to from the line that starts at `line_before`.
  void check_indented(std::uint32_t line_before, bool block_list) const;
  void expect_at(std::uint32_t offset) const;
  /// Over what stands between two children. False where a value has no colon before it.
  bool skip_separator();
  void skip_to_root();
  void skip_comma(const Open& parent);
  bool skip_colon(const Open& parent);
  /// Whether a place where nothing at all stands may be empty.
  void check_nothing(bool separated) const;
  void check_key(const YamlNode& node) const;
  void check_not_key(const char* what, std::uint32_t offset) const;

  void begin_collection(const YAML::Mark& mark, bool mapping, const std::string& tag, YAML::anchor_t anchor,
                        YAML::EmitterStyle::value style);
  void end_collection();
  void read_plain(const std::string& value, YamlNode& node);
  void read_quoted(const std::string& value, YamlNode& node);
  void read_block(const std::string& value, YamlNode& node);
  void keep_text(const std::string& value, std::string_view raw, YamlNode& node);
  void check_escapes(Span quoted) const;
  void check_block_indentation(Span block) const;
  void check_continuation(Span quoted) const;
  void add_leaf(YamlNode node, YAML::anchor_t anchor);
  void child_done(int height);
  void set_anchor(YAML::anchor_t anchor, Anchor target);
  [[noreturn]] void stop(Span span, std::string message, std::string help) const;
  [[noreturn]] void stop_at_unexpected() const;
  [[noreturn]] void stop_too_deep(Span span) const;

  YamlCursor cursor_;
  std::uint32_t text_start_;
  std::uint32_t shift_;
  std::size_t nesting_limit_;
  YamlTree tree_;
  std::vector<Open> open_;
  std::vector<Anchor> anchors_;
  std::vector<Use> uses_;
  std::uint64_t added_ = 0;  ///< nodes that aliases stand for
  Span last_scalar_;
  std::uint32_t last_end_ = 0;             ///< of the node that was read last
  std::uint32_t document_line_ = no_line;  ///< start of the line of the --- mark
  bool root_done_ = false;
  bool pairs_hidden_ = false;
};

}  // namespace ampsite
