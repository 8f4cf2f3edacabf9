#pragma once
// Findings as annotations of GitHub Actions, one workflow command a line:
//
//   ::error file=garage.site.yaml,line=12,col=15,endLine=12,endColumn=17,title=AMP201 charger-fuse-over-63a::message
//
// The help follows the message on a line of its own. Columns are left out where a place spans several lines, which
// GitHub does not take. Nothing in a file or its name can begin a command: line breaks are escaped, and other
// characters that do not print became U+FFFD.
//
// Source: the published commands of GitHub Actions, and how its runner reads them: `::` at the beginning of a line, and
// the older `##[command]` anywhere in a line that is none of the former.

#include <string>
#include <string_view>
#include <vector>

#include "ampsite/report/checked_file.h"

namespace ampsite {

/// Severities are the commands error, warning and notice. In the order of the files, then of their findings; empty
/// where there is none. What could not be checked comes first, as errors: GitHub shows ten of them.
std::string findings_github(const std::vector<CheckedFile>& files, const std::vector<UncheckedPath>& unchecked = {});

/// A text that the log of GitHub Actions shows as it is, whatever it says: the runner takes no command from it. Between
/// two commands with a word that the text cannot hold, its own digest. An empty text stays empty.
std::string without_workflow_commands(std::string_view text);

/// A line for the log in which the runner sees no command, short of one at its very beginning: "##[" is parted by
/// U+FFFD.
std::string without_inner_commands(std::string_view line);

}  // namespace ampsite
