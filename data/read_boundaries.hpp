#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "geo/boundaries.hpp"
#include "model/inputs.hpp"

namespace data {

/// Where to find the polygons of the municipalities in a source.
struct BoundarySource {
    std::string layer;              ///< empty: the only layer
    std::string number = "number";  ///< column with the municipality number
    std::string crs;                ///< for a layer that does not state its own, such as "EPSG:25832"
};

struct ReadBoundaries {
    geo::Boundaries boundaries;        ///< row i is MunicipalityId{i}; points on whole metres
    std::vector<geo::Repair> repairs;  ///< polygons that were invalid in the source
    std::uint32_t joined = 0;          ///< municipalities that came as several features, now one area
    std::uint32_t mended = 0;          ///< areas repaired once more after rounding to metres
};

/// Municipality polygons from any vector format and coordinate system, brought into EPSG:25833 and onto whole
/// metres; shared borders stay shared. Heights are dropped, curves become lines, invalid polygons are
/// repaired. Throws InputError for unknown or missing municipalities, features that are not polygons, an
/// unknown coordinate system.
ReadBoundaries read_boundaries(const std::filesystem::path& file, const BoundarySource& source,
                               const model::Municipalities& municipalities);

}  // namespace data
