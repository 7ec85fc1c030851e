#pragma once
// What `legekart map` shows: the choice of indicator, month, area and words, made from a snapshot file.
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "runs/arguments.hpp"
#include "viz/map.hpp"

namespace runs {

struct MapView {
    std::vector<double> values;  ///< per municipality; NaN is no data
    viz::MapSpec spec;
};

/// Values and words of one map. Classes are made from all months of the file, so maps of one file agree over
/// time. Throws InputError for an indicator, month, region, language or size the file or the program does not
/// know.
MapView map_view(const data::Snapshot& snapshot, const MapArguments& arguments);

/// A field of the inhabited squares and what to draw of it.
struct CellView {
    std::vector<std::int32_t> col, row;
    std::vector<double> values;
    std::uint32_t cell_m = 0;
    viz::MapSpec spec;
};

/// The field `--cells` of the squares at `--month`. Throws InputError if the file has no squares or no such
/// field.
CellView cell_view(const data::Snapshot& snapshot, const MapArguments& arguments);

/// The values of `snapshot` minus those of `other` at one month; both must have the same municipalities.
MapView difference_view(const data::Snapshot& snapshot, const data::Snapshot& other,
                        const MapArguments& arguments);

}  // namespace runs
