#pragma once
#include <cstdint>
#include <vector>

#include "geo/road_graph.hpp"

namespace support {

/// Small generator for made-up worlds: the same numbers on every machine (splitmix64).
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t bits();
    /// A whole number in [0, end).
    std::uint32_t below(std::uint32_t end);
    /// A number in [0, 1).
    double unit();

private:
    std::uint64_t state_;
};

/// A made-up country that has the traits of a national road file.
///
/// Towns of falling size lie in a strip 250 km by 1 700 km. A town is a street grid with missing blocks,
/// every eighth street faster and three of a hundred streets one-way. Each town has a road to the nearest
/// town founded before it and to its two nearest neighbours, drawn in pieces of about 250 m (so most nodes
/// have two neighbours) with dead-end side roads; three of a hundred of these roads are ferries.
struct RandomRoads {
    geo::RoadGraph graph;
    std::uint32_t street_nodes = 0;  ///< nodes 0..street_nodes-1 lie in towns
};

/// 2 350 towns give about 0.8 million nodes and 2.0 million arcs.
RandomRoads random_roads(std::uint32_t towns, std::uint64_t seed);

}  // namespace support
