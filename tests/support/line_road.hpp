#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "geo/base/units.hpp"
#include "geo/road_lines.hpp"

namespace support {

/// Draws small road maps: straight lines between given places, with stated times so that sums can be done in
/// the head.
class RoadSketch {
public:
    explicit RoadSketch(std::vector<geo::Point> places);

    RoadSketch& road(std::uint32_t from, std::uint32_t to, geo::Minutes time);
    RoadSketch& oneway(std::uint32_t from, std::uint32_t to, geo::Minutes time);
    RoadSketch& ferry(std::uint32_t from, std::uint32_t to, geo::Minutes time, const std::string& name);

    geo::RoadLines lines;

private:
    void add(std::uint32_t from, std::uint32_t to, geo::Minutes time, geo::RoadClass road_class);
    std::vector<geo::Point> places_;
};

/// `nodes` places in a row, 10 km apart from west to east, `each` between neighbours.
geo::RoadLines line_road(std::uint32_t nodes, geo::Minutes each);

/// Places on such a road, in steps between neighbours: 0 is the first node, 0.5 halfway to the second.
std::vector<geo::Point> along_line_road(const std::vector<double>& steps);

}  // namespace support
