#pragma once
// What a study of access reads.
#include <filesystem>
#include <vector>

#include "data/input_set.hpp"
#include "data/road_file.hpp"
#include "model/area_names.hpp"
#include "runs/study/watch.hpp"

namespace study {

/// Where a study's figures come from.
struct AccessSources {
    std::filesystem::path inputs;     ///< an input set; empty: the embedded Norway
    std::filesystem::path own_lists;  ///< a table put over its lists; empty: none
    std::filesystem::path roads;      ///< a road file in place of its roads; empty: none
};
/// The input set with one's own lists and roads; what is odd about them goes to `watch.remark`. Throws
/// InputError for files that cannot be read, geo::Stopped if asked to stop between two.
data::InputSet read_access_inputs(const AccessSources& sources, const Watch& watch = {});

/// Areas by name, with size classes of the 1 January after the set's lists.
model::AreaNames area_names(const data::InputSet& set, std::vector<model::OwnArea> own = {});

/// Puts a road file in place of the set's own roads, and names its ferries where it does not.
void take_roads(data::InputSet& set, data::RoadFile roads);

}  // namespace study
