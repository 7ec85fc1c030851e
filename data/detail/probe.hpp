#pragma once
#include <filesystem>

#include "data/detail/read_through.hpp"

namespace data::detail {

/// Lets a child process read all of an HDF5 file, so that content on which the library crashes or never ends
/// costs the child and not us; gives its texts of variable length, which nobody else may ask the library for:
/// it follows lengths in the file without looking, and what it comes upon differs from process to process.
/// Throws InputError if the child crashed or never ended, or if the file claims more than it can hold, holds
/// too many things or points to other files; std::system_error if the child was killed, if the machine fails
/// or has no room for one more process. What else is wrong is
/// left to who reads.
FileTexts probe(const std::filesystem::path& file);

/// The most bytes that a file of some size can unpack to; deflate makes at most 1032 of one.
double most_unpacked_bytes(std::uintmax_t file_bytes);

}  // namespace data::detail
