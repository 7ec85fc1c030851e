#pragma once
#include <string>
#include <vector>

#include "data/input_set.hpp"
#include "geo/road_lines.hpp"

namespace data {

/// Roads and ferries of one file, and what should be known of them.
struct RoadFile {
    geo::RoadLines roads;
    bool ferries_are_named = false;    ///< the source has names of its own
    std::vector<std::string> remarks;  ///< what was left out, in sentences
    Attribution source;
};

}  // namespace data
