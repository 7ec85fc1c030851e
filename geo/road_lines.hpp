#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "geo/point.hpp"

namespace geo {

/// What a line of the road and ferry network is; decides its speed.
enum class RoadClass : std::uint8_t {
    motorway = 0,         ///< motorvei
    expressway = 1,       ///< motortrafikkvei
    european = 2,         ///< europavei (E)
    national = 3,         ///< riksvei (R)
    county = 4,           ///< fylkesvei (F)
    municipal = 5,        ///< kommunal vei (K)
    private_road = 6,     ///< privat vei (P)
    link = 7,             ///< joins a ferry landing or a gap in the source to the nearest road
    car_ferry = 8,        ///< bilferge
    passenger_ferry = 9,  ///< passenger boat that calls at a place without a road
    boat = 10,            ///< a boat assumed where an inhabited place has no line at all in the source
};
inline constexpr int road_classes = 11;
inline constexpr bool is_ferry(RoadClass c) {
    return c >= RoadClass::car_ferry;
}

enum class Medium : std::uint8_t { surface = 0, bridge = 1, tunnel = 2 };

/// Lines of the road and ferry network as drawn in the source, before speeds: one row per line, both
/// directions unless `oneway`. Row i has the vertices [vertex_start[i], vertex_start[i+1]), at least two; its
/// first vertex is node from[i], its last node to[i].
struct RoadLines {
    std::vector<std::uint32_t> from, to;  ///< node numbers, dense from 0
    std::vector<RoadClass> road_class;
    std::vector<Medium> medium;
    std::vector<std::uint8_t> oneway;     ///< 1: only from -> to
    std::vector<std::uint32_t> length_m;  ///< along the source's full geometry, metres
    std::vector<std::uint32_t>
        given_ms;  ///< travel time one way stated by the source, milliseconds; 0: none, use speeds
    std::vector<std::uint32_t> given_back_ms;  ///< the same from last to first vertex, where it differs; 0:
                                               ///< as given_ms. Empty: nowhere
    std::vector<std::uint32_t>
        wait_ms;  ///< mean wait for a ferry stated by the source, milliseconds; 0: none. Empty: none anywhere
    std::vector<std::uint16_t> number;  ///< road number, 0 if none
    std::vector<std::string> name;      ///< of a ferry crossing; empty on roads
    std::vector<std::uint32_t> vertex_start{0};
    std::vector<Point> vertices;  ///< EPSG:25833, may be simplified

    std::uint32_t size() const { return static_cast<std::uint32_t>(from.size()); }
    std::uint32_t stated_wait_ms(std::uint32_t line) const { return wait_ms.empty() ? 0 : wait_ms[line]; }
    std::uint32_t back_ms(std::uint32_t line) const {
        return given_back_ms.empty() ? 0 : given_back_ms[line];
    }
    std::uint32_t nodes = 0;  ///< number of nodes
    bool operator==(const RoadLines&) const = default;
};

/// A crossing by its quays, such as "Bognes–Skarberget", and the names its ferry lines have in the road
/// layer.
struct Crossing {
    std::string name;
    std::vector<std::string> lines;
    std::string road;  ///< "E 6"
    bool operator==(const Crossing&) const = default;
};

}  // namespace geo
