#pragma once
#include <filesystem>

#include "data/read_boundaries.hpp"

namespace data {

/// Land beyond the border, for maps that show it behind the municipalities: what a layer of land or
/// countries, in any vector format and coordinate system, has around `full` (polygons to the territorial
/// border) and outside it. One area in EPSG:25833 on whole metres, generalised to 800 m; no area
/// if there is no land. Throws InputError for features that are not polygons or an unknown coordinate system.
geo::Boundaries read_neighbours(const std::filesystem::path& file, const BoundarySource& source,
                                const geo::Boundaries& full);

}  // namespace data
