#pragma once
#include <span>
#include <vector>

#include "geo/point.hpp"

namespace geo {

/// The line with fewer vertices: every vertex left out lies within `tolerance_m` of what remains; both ends
/// are kept (Douglas and Peucker, 1973). In a closed line the first cut is at the vertex farthest from its
/// end.
std::vector<Point> simplified(std::span<const Point> line, double tolerance_m);

}  // namespace geo
