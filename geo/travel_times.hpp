#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "geo/hierarchy_sweep.hpp"
#include "geo/travel_table.hpp"

namespace geo {

/// Times from every cell to every practice up to `cut_off` (closed), by a search backward from each practice.
/// A pair joined to different components, or farther apart than the cut-off, is missing. Two places on one
/// chain may use the direct way between them. Both ways of computing give the same bytes, on any number of
/// threads and lanes. Throw InputError for a cut-off beyond `longest_travel`.
TravelTableByPractice travel_times(const SweepGraph& sweep, std::span<const Access> cells,
                                   std::span<const Access> practices, Minutes cut_off,
                                   std::uint32_t lanes = sweep_lanes);
TravelTableByPractice travel_times_by_dijkstra(const RoadGraph& graph, std::span<const Access> cells,
                                               std::span<const Access> practices, Minutes cut_off);

/// Column of one practice: the cells that reach it, by cell, and their times in tenths of a minute.
struct TravelColumn {
    std::vector<CellId> cell{};
    std::vector<std::uint16_t> tenth_minutes{};
    bool operator==(const TravelColumn&) const = default;
};

/// One practice alone: what a new or moved practice changes, without redoing the others.
TravelColumn travel_column(const SweepGraph& sweep, SweepGraph::Workspace& workspace,
                           std::span<const Access> cells, const Access& practice, Minutes cut_off);
TravelColumn travel_column_by_dijkstra(const RoadGraph& graph, std::span<const Access> cells,
                                       const Access& practice, Minutes cut_off);

/// The table with the column of `practice` replaced; `practice` one past the last adds one, an empty column
/// takes one away without renumbering the others. Throws InputError for a practice beyond that.
TravelTableByPractice with_column(const TravelTableByPractice& table, PracticeId practice,
                                  const TravelColumn& column);

}  // namespace geo
