#pragma once
// Findings one a line, for editors and grep: `garage.site.yaml:12:15: error[AMP201] message`.

#include <string>
#include <vector>

#include "ampsite/report/checked_file.h"

namespace ampsite {

std::string findings_concise(const std::vector<CheckedFile>& files);

}  // namespace ampsite
