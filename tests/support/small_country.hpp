#pragma once
#include <filesystem>
#include <string>

namespace support {

/// Writes the country of tiny_inputs() as an input set into `folder`/country and a scenario for it,
/// `folder`/small.toml, that simulates `months` from January 2026 with a
/// few candidates and immigrants a year, as fits a country so small. Returns the scenario's path.
std::filesystem::path write_small_country(const std::filesystem::path& folder, std::uint32_t municipalities,
                                          std::uint32_t people, int months);

}  // namespace support
