#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace data {

/// Writes a whole file through `path.tmp.PID` and a rename, so that a file with the final name is always
/// complete. Throws as cannot_make if it cannot be created there, std::system_error (disk full) if it cannot
/// be completed.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// Throws "path: attempt: reason" for a file or folder that the system refused to make: std::system_error
/// where the machine is at fault (disk full, broken or read-only, too many files open), else InputError.
[[noreturn]] void cannot_make(const std::filesystem::path& path, const std::string& attempt, int reason);

}  // namespace data
