#pragma once
// The last line of every netCDF file of ours: the SHA-256 of all bytes before it. HDF5, and all that stand on
// it, look no further than where their content ends. By hand: head -c -82 x.nc | sha256sum; tail -c 82 x.nc
#include <filesystem>
#include <string>

namespace data::detail {

/// Appends the line. Throws std::system_error if the disk fails.
void seal(const std::filesystem::path& file);

/// Reads the whole file once, and gives the SHA-256 of all of it as `sha256sum` does. Throws InputError if
/// the line is missing or does not fit, std::system_error if the disk fails.
std::string check_seal(const std::filesystem::path& file);

}  // namespace data::detail
