#pragma once
#include <filesystem>
#include <string_view>

namespace data {

/// Writes a whole file through `path.tmp.PID` and a rename, so that a file with the final name is always
/// complete. Throws InputError if it cannot be created there, std::system_error (disk full) if it cannot be
/// completed.
void write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace data
