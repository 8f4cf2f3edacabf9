#pragma once

#include <cstddef>
#include <string>

#include "files.h"
#include "find_files.h"
#include "streams.h"

namespace ampsite::app {

/// The text of an input file or of standard input, or why it cannot be read. Of a file larger than the reader
/// takes, one byte more than that is read: the reader then says so.
Outcome<std::string> read_input(const InputFile& file, const Streams& streams, const Files& files);

/// The same with a limit of its own: at most so many bytes.
Outcome<std::string> read_input(const InputFile& file, const Streams& streams, const Files& files, std::size_t limit);

}  // namespace ampsite::app
