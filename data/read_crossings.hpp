#pragma once
#include <filesystem>
#include <vector>

#include "geo/road_lines.hpp"

namespace data {

/// Ferry crossings by the names that people give them: a CSV table with the columns crossing, lines (names in
/// the road layer, with "; " between), quays_in (municipalities), road and source. Throws InputError
/// (file:line).
std::vector<geo::Crossing> read_crossings(const std::filesystem::path& file);

}  // namespace data
