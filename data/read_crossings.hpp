#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "geo/road_lines.hpp"

namespace data {

/// Beside the other files of an input set, or beside the manifest it is made from.
inline constexpr const char* crossings_file = "ferries.csv";

/// Ferry crossings by the names that people give them: a CSV table with the columns crossing, lines (names in
/// the road layer, with "; " between), quays_in (municipalities), road and source. `table`
/// gets it as it is written. Throws InputError (file:line).
std::vector<geo::Crossing> read_crossings(const std::filesystem::path& file, std::string* table = nullptr);

}  // namespace data
