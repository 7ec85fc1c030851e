#pragma once
#include <string>

#include "data/detail/netcdf.hpp"
#include "geo/boundaries.hpp"

namespace data::detail {

/// Writes polygons as a CF-1.8 geometry container called "geometry" at the root of the file, one instance per
/// entry of the dimension `instances`. GDAL, QGIS and R then show every 1-D variable that says
/// geometry="geometry" as a column. CF wants shells counter-clockwise, the opposite of Boundaries: rings are
/// turned on the way out and back on the way in.
void write_polygons(NcWriter& file, const std::string& instances, const geo::Boundaries& polygons);

/// Reads what write_polygons wrote. Throws InputError if counts of points, rings and areas disagree.
geo::Boundaries read_polygons(const NcReader& file, const std::string& instances);

}  // namespace data::detail
