#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "data/attribution.hpp"
#include "geo/boundaries.hpp"
#include "model/inputs.hpp"

namespace data {

/// An input set: the figures the model needs, and the polygons for maps and for finding places.
struct InputSet {
    model::Inputs figures;
    geo::Boundaries full;             ///< to the territorial border
    geo::Boundaries land;             ///< clipped to land
    geo::Boundaries small;            ///< land, generalised for small maps
    geo::Boundaries neighbours = {};  ///< land beyond the border, one area; none in a set that lacks it
    std::vector<Attribution> attributions;
    /// ferries.csv as it is written, for who writes the set again; `figures` have what counts of it.
    std::string crossings_table;
    /// Of an area alone (only_area.hpp) what is simulated for it: its municipalities, which `figures` has,
    /// and what is around them. None: `figures`.
    std::shared_ptr<const model::Inputs> simulated = {};
};

/// Every file that a set in this folder may have, there or not.
std::vector<std::filesystem::path> input_set_files(const std::filesystem::path& folder);

/// What a run is made from.
inline const model::Inputs& simulated(const InputSet& set) {
    return set.simulated ? *set.simulated : set.figures;
}

/// Writes the set as five netCDF-4 files (municipalities, people, cells, roads, practices), and projections
/// and neighbours if it has any, in our compact schema: whole metres, whole persons, deflate + shuffle; each
/// file carries its own attribution. Bytes depend on content only. Named ferry crossings become ferries.csv.
void write_input_set(const std::filesystem::path& folder, const InputSet& set);

/// Reads a set written by write_input_set. Throws InputError naming the file and what is missing or wrong.
InputSet read_input_set(const std::filesystem::path& folder);

/// The table of municipalities alone, without polygons, for looking up names.
model::Municipalities read_municipality_names(const std::filesystem::path& folder);

}  // namespace data
