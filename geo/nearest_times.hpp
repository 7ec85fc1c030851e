#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "geo/road_graph.hpp"
#include "geo/snap.hpp"

namespace geo {

/// Minutes from each cell to the nearest of the practices whose `marked` is 1, in whole tenths as in a
/// TravelTable but without a cut-off; infinity where there is no way at all. One search from all practices
/// together, so it costs little on any graph. Throws InputError if `marked` and `practices` differ in length.
std::vector<double> nearest_times(const RoadGraph& graph, std::span<const Access> cells,
                                  std::span<const Access> practices, std::span<const std::uint8_t> marked);

}  // namespace geo
