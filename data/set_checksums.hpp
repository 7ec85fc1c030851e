#pragma once
// The checksums of an input set's files, which its sources.toml lists: the last table of that file.
#include <filesystem>
#include <map>
#include <string>

namespace data {

inline constexpr const char* set_manifest = "sources.toml";

/// SHA-256 by name of file, as [checksums] in the folder's sources.toml states them; none if there is no such
/// file or table. Throws InputError if it cannot be read.
std::map<std::string, std::string> read_set_checksums(const std::filesystem::path& folder);

/// Puts the manifest a set was made by into the set's folder, with the checksums of the files there; only
/// those if there is no manifest (an empty path).
void write_set_manifest(const std::filesystem::path& folder, const std::filesystem::path& manifest);

}  // namespace data
