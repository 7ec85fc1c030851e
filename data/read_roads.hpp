#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "data/remarks.hpp"
#include "geo/road_lines.hpp"

namespace data {

/// Where to find the lines of roads and ferries in a source, and how its columns are called. An empty name is
/// a column the source does not have.
///
/// `type`: road, landing_link, gap_link, car_ferry, pax_ferry, synth_boat (a boat assumed); without the
/// column every line is a road. `category` of a
/// road: E, R, F, K, P (Norwegian road categories). `motorway`: M motorway, T expressway, else empty.
/// `medium`: bridge, B or L, tunnel, T or U, else empty. `oneway`: 0, B, no or empty both ways; 1, yes, F or
/// FT only forward, -1, T or TF only backward. `minutes`: travel time one way; `minutes_back`: against the
/// line. A category may also be a word of OpenStreetMap's highway. The columns type, number, motorway, medium
/// and length_m are done without where the file has none of that name.
struct RoadSource {
    std::string layer, crs;
    std::string from = "from",
                to = "to";  ///< node numbers; both empty: lines that end on the same metre meet
    std::string type = "type", category = "category", number = "number", motorway = "motorway",
                medium = "medium";
    std::string length_m = "length_m";  ///< empty: measured along the line in EPSG:25833
    std::string oneway, minutes, minutes_back;
    std::string name;  ///< of a ferry crossing
};

/// Lines in the order of the file, vertices on whole metres, nodes numbered densely in the order of the
/// source's numbers. A ferry without a name in the source has that of its road, such as "fv. 836", or none.
/// Throws InputError for words it does not know, lines of fewer than two vertices, nodes whose lines end far
/// apart.
geo::RoadLines read_roads(const std::filesystem::path& file, const RoadSource& source,
                          Remarks* remarks = nullptr, int epsg = geo::epsg);

/// The columns of a layer of lines whose classes are OpenStreetMap's words: highway, fclass or class; nothing
/// if it has none of them.
std::optional<RoadSource> openstreetmap_columns(const std::filesystem::path& file);

}  // namespace data
