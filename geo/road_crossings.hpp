#pragma once
#include <cstdint>
#include <vector>

#include "geo/road_lines.hpp"

namespace geo {

/// Which ferry crossing each line belongs to (dense from 0; 0xFFFFFFFF on land), after the rules in
/// geo/road_network.hpp.
std::vector<std::uint32_t> ferry_crossings(const RoadLines& lines);

/// What a ferry finds at a source node.
enum class Shore : std::uint8_t {
    sea = 0,      ///< other ferries at most
    road = 1,     ///< a line on land
    no_road = 2,  ///< the end of a single ferry line: the quay of a place without roads
};
std::vector<Shore> shores(const RoadLines& lines);

}  // namespace geo
