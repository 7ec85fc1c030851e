#pragma once
// What `legekart map` shows: values, classes and words, made from snapshot files.
#include <deque>
#include <span>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "viz/map/map.hpp"
#include "viz/map/map_request.hpp"

namespace viz {

/// Squares with a value, as columns.
struct SquareTable {
    std::vector<std::int32_t> col, row;
    std::vector<double> value;
};

/// One picture: a map, or several with the same classes and one legend.
struct MapView {
    std::vector<Panel> panels;        ///< titles say what differs between them
    std::deque<SquareTable> squares;  ///< what panels of squares point to
    MapSpec spec;                     ///< title and subtitle say what the panels share
};

/// What every map of municipalities has in common: sources, names and county borders. The rest is as in an
/// empty MapSpec.
MapSpec map_of_municipalities(const model::Municipalities& municipalities,
                              std::span<const data::Attribution> sources, Language language);

/// File, seed and version that a map is from.
std::string map_footer(const data::Snapshot& snapshot, Language language);

/// What every map of squares has in common, wherever its values are from: the field's name as title, its
/// unit, sources, names and county borders of the municipalities, and usual classes for minutes ("min"). The
/// rest is as in an empty MapSpec.
MapSpec map_of_cells(const data::IndicatorInfo& field, const model::Municipalities& municipalities,
                     std::span<const data::Attribution> sources, Language language);

/// Maps of `snapshots` (one or more, of one input set): every file × indicator × month asked for. With
/// `minus` the values are differences, this minus that. Classes are made from all months of the files, so
/// that the maps of one file agree over time. Throws InputError for an indicator, month or
/// size that the files or the program do not know, and for indicators of several units in one picture.
MapView map_view(std::span<const data::Snapshot> snapshots, const data::Snapshot* minus,
                 const MapRequest& arguments);

}  // namespace viz
