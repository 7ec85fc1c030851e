#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "geo/boundaries.hpp"
#include "model/inputs.hpp"

namespace data {

/// Where the figures of one table come from; travels with every file made from them.
struct Attribution {
    std::string table;        ///< file of the input set, such as "people.nc"
    std::string what;         ///< its content in one line
    std::string origin;       ///< publisher and table number
    std::string licence;      ///< such as "CC BY 4.0"
    std::string attribution;  ///< the line to show beside figures and maps
    std::string retrieved;    ///< date of the source figures, ISO 8601
    std::string sha256;       ///< of the file as read; empty before it is written
};

/// An input set: the figures the model needs, and the polygons for maps and for finding places.
struct InputSet {
    model::Inputs figures;
    geo::Boundaries full;   ///< to the territorial border
    geo::Boundaries land;   ///< clipped to land
    geo::Boundaries small;  ///< land, generalised for small maps
    std::vector<Attribution> attributions;
};

/// Writes the set as five netCDF-4 files (municipalities, people, cells, roads, practices), and projections
/// if it has any, in our compact schema: whole metres, whole persons, deflate + shuffle; each file carries
/// its own attribution. Bytes depend on content only.
void write_input_set(const std::filesystem::path& folder, const InputSet& set);

/// Reads a set written by write_input_set. Throws InputError naming the file and what is missing or wrong.
InputSet read_input_set(const std::filesystem::path& folder);

}  // namespace data
