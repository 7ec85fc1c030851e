#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

namespace data {

/// The most bytes of a file that a person writes: a scenario, a measure, a plan.
inline constexpr std::uintmax_t written_by_hand = 1'000'000;

/// The whole of a file. Throws InputError if it is not there, is no file but a folder, a pipe or a device
/// (which may never end), or is larger than `most_bytes`; std::system_error if the disk fails.
std::string read_text_file(const std::filesystem::path& file, std::uintmax_t most_bytes = written_by_hand,
                           const char* expected = "a text file");

/// Throws InputError for a pipe or a device, which a reader would wait for or never come to the end of.
void must_be_no_stream(const std::filesystem::path& file);

}  // namespace data
