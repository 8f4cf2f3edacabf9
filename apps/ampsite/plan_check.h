#pragma once
// `plan --check PLAN`: whether a plan that was written earlier is still what its site gives.

#include <string>
#include <string_view>

#include "ampsite/plan/document/json_tree.h"
#include "ampsite/source/source_text.h"
#include "files.h"
#include "find_files.h"
#include "streams.h"

namespace ampsite::app {

/// The written plan, "-" for standard input. One that is missing, a folder, unreadable or too large, and standard
/// input where the site comes from there, are a UsageError; `taker` is what takes the plan.
SourceText read_written_plan(const std::string& path, std::string_view taker, const InputFile& site_file,
                             const Streams& streams, const Files& files);

/// A text that is no plan of this format at all is a UsageError: why, and where that shows.
[[noreturn]] void refuse_written_plan(const SourceText& written, const std::string& problem, Span place);

/// The JSON of a written plan, valid as long as the text. What is no plan of this format is a UsageError.
JsonTree parse_written_plan(const SourceText& written);

/// A plan that stands where a site file is asked for is a UsageError; `instead` says what to name there.
void refuse_plan_as_site(const SourceText& site, std::string_view instead);

/// Prints how it differs from the plan of today in JSON, or that it does not; the exit code for that.
int check_written_plan(const JsonTree& written, const std::string& name, const std::string& json_now,
                       const Streams& streams);

}  // namespace ampsite::app
