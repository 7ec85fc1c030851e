#pragma once
#include <cstdint>
#include <vector>

#include "geo/road_lines.hpp"

namespace geo {

/// Which ferry crossing each line belongs to (dense from 0; 0xFFFFFFFF on land), after the rules in
/// geo/road_network.hpp.
std::vector<std::uint32_t> ferry_crossings(const RoadLines& lines);

/// 1 for every source node that a line on land touches.
std::vector<std::uint8_t> nodes_on_land(const RoadLines& lines);

}  // namespace geo
