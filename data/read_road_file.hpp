#pragma once
#include <filesystem>

#include "data/manifest.hpp"
#include "data/road_file.hpp"

namespace data {

/// Roads of a stated format. `source` names the columns of RoadFormat::columns and the layer of both vector
/// formats.
RoadFile read_roads_as(const std::filesystem::path& file, RoadFormat format, const RoadSource& source,
                       int epsg = geo::epsg);

/// Roads of any form the program knows, told by the name: `.pbf`, `.osm` and their packed forms are
/// OpenStreetMap (read_osm), `.toml` is a mapping of columns (read_road_mapping), anything else a vector file
/// with classes in OpenStreetMap's words or the columns of NVDB's route network (read_nvdb). `epsg` is the
/// plane that lines are drawn in. Throws InputError if it is none of them.
RoadFile read_road_file(const std::filesystem::path& file, int epsg = geo::epsg);

/// The file itself, and the one that a mapping names. Throws InputError if a mapping cannot be read.
std::vector<std::filesystem::path> road_files(const std::filesystem::path& file);

/// A vector file with columns of any name, described by a TOML file with one table [roads] as in the manifest
/// of an input set: file (relative to the TOML file), layer, crs, [roads.columns] (see RoadSource), and what,
/// origin, licence, attribution, retrieved, sha256. With format = "nvdb" or "osm" the file has columns of its
/// own. Throws InputError with everything wrong in it, or if the file has another checksum.
RoadFile read_road_mapping(const std::filesystem::path& toml, int epsg = geo::epsg);

}  // namespace data
