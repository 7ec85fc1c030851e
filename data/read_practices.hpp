#pragma once
#include <filesystem>
#include <string>

#include "data/remarks.hpp"
#include "model/inputs.hpp"

namespace data {

/// Names of the columns of the table of surgery sites.
struct PracticeColumns {
    std::string municipality = "municipality", postcode = "postcode";  ///< may be empty in a row
    std::string x = "x", y = "y";
    std::string gps_2011 = "gps_2011";  ///< empty: the source does not have it, 0 everywhere
    std::string lists_with_gp = "lists_with_gp", lists_without_gp = "lists_without_gp";
};

/// One row per site, in the order of the file. `crs` is the coordinate system of x and y, empty for
/// EPSG:25833; degrees are x = longitude, y = latitude. Throws InputError (file:line) for wrong values,
/// unknown municipalities, places outside EPSG:25833's reach of Norway.
model::PracticeSites read_practices(const std::filesystem::path& file, const PracticeColumns& columns,
                                    const std::string& crs, const model::Municipalities& municipalities,
                                    Remarks* remarks = nullptr);

}  // namespace data
