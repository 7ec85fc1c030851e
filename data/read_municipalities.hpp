#pragma once
#include <filesystem>
#include <string>

#include "data/remarks.hpp"
#include "model/inputs.hpp"

namespace data {

/// Names of the columns in the source. `number` is the official kommunenummer.
struct MunicipalityColumns {
    std::string number = "number", name = "name", county_number = "county_number", county = "county";
    std::string health_region = "health_region";
    std::string centrality = "centrality", centrality_index = "centrality_index";
    std::string land_km2 = "land_km2";
    std::string centre_east_m = "centre_east_m", centre_north_m = "centre_north_m";  ///< EPSG:25833
};

/// One row per municipality, in any order; the result is ordered by number.
/// Throws InputError (file:line) for a missing column, an empty or wrong value, a number that comes twice.
model::Municipalities read_municipalities(const std::filesystem::path& file,
                                          const MunicipalityColumns& columns, Remarks* remarks = nullptr);

}  // namespace data
