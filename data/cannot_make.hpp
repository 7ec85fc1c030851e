#pragma once
#include <filesystem>
#include <string>

namespace data {

/// Throws "path: attempt: reason" for a file or folder that the system refused to make: std::system_error
/// where the machine is at fault (disk full, broken or read-only, too many files open), else InputError.
[[noreturn]] void cannot_make(const std::filesystem::path& path, const std::string& attempt, int reason);

}  // namespace data
