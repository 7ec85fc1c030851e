#pragma once
#include <filesystem>
#include <string>

#include "data/road_file.hpp"

namespace data {

/// Lines of "NVDB Ruteplan nettverksdatasett" (Statens vegvesen), as FileGDB, GeoPackage or any copy with the
/// same columns, upper or lower case; coordinates in any stated system.
///
/// FROMNODE and TONODE join the links; DRIVETIME_FW and DRIVETIME_BW are minutes with and against the line,
/// under 0 where it is closed. ONEWAY: B both ways, FT only from FROMNODE to TONODE, TF only back, N closed
/// to cars; N is left out. A link is a ferry if
/// ISFERRY says so, or where the source lacks that column if ROADCLASS is 4. ISTUNNEL, ISBRIDGE, ROADNUMBER
/// and ROADID ("{F17}": category and number) are used where they are there. Of the route network to 2021 the
/// columns are FromNodeID, ToNodeID, FT_MINUTES, TF_MINUTES (-1: closed that way) and medium (B or L bridge,
/// T or U tunnel); links without nodes are left out and counted.
///
/// `layer` empty: the only layer, or `ruttger_link_geom`, its name in the agency's geodatabase. Throws
/// InputError for missing columns, unknown words, lines of several parts, or no line open to cars.
RoadFile read_nvdb(const std::filesystem::path& file, const std::string& layer = {}, int epsg = geo::epsg);

}  // namespace data
