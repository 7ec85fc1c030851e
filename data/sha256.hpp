#pragma once
#include <filesystem>
#include <span>
#include <string>

namespace data {

/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.
std::string sha256(std::span<const unsigned char> bytes);

/// The same of a file's content, read in pieces. Throws InputError if the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace data
