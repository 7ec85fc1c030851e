#pragma once
#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include "geo/base/field.hpp"
#include "geo/point.hpp"
#include "geo/road_network.hpp"

namespace geo {

/// How people get from a place to the nearest road.
struct SnapParams {
    double access_km_h = 30;  ///< along the straight line to the road
    double main_within_m =
        5'000;  ///< farther than this from the main network, a nearer line of another component is taken
    double farthest_m =
        std::numeric_limits<double>::infinity();  ///< beyond it there is no road (closed limit)

    bool operator==(const SnapParams&) const = default;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, SnapParams>
void visit_fields(P& p, Visit&& visit) {
    visit(
        "access_km_h", p.access_km_h,
        Field{
            "km/h", 1, 90,
            "assumption: local streets that the road file leaves out, driven at the speed of private roads"});
    visit("main_within_m", p.main_within_m,
          Field{"m", 0, 1e6,
                "assumption: 99 % of inhabited cells lie within 4.4 km of a node of Kartverket N1000"});
}

/// How a place is joined to the graph: up to two nodes, with the way to and from each. Times hold the access
/// to the road.
struct Access {
    std::array<std::uint32_t, 2> node{no_index, no_index};                   ///< start and end of the chain
    std::array<std::uint32_t, 2> leave_ms{unreachable_ms, unreachable_ms};   ///< from the place to the node
    std::array<std::uint32_t, 2> arrive_ms{unreachable_ms, unreachable_ms};  ///< from the node to the place
    std::uint32_t chain = no_index;
    std::uint32_t forward_ms =
        unreachable_ms;  ///< along the chain from its start; unreachable_ms if it is closed that way
    std::uint32_t backward_ms = unreachable_ms;  ///< along the chain from its end
    std::uint32_t access_ms = 0;
    std::uint32_t line =
        no_index;  ///< road line it was snapped to, or the ferry line whose roadless quay it was
    bool on_roadless_quay = false;
    double distance_m = 0;  ///< straight to the road
    bool in_main_component = false;

    /// False for a place no road was found for: it reaches nothing.
    bool joined() const { return node[0] != no_index; }
    bool operator==(const Access&) const = default;
};

/// A place at a node itself, with no way to go to it.
Access at_node(std::uint32_t node);

/// Milliseconds from one place to another along a chain they share, both accesses included; unreachable_ms if
/// there is no such way.
std::uint32_t direct_millis(const Access& from, const Access& to);

/// Joins each place to the nearest line that is not a ferry, or to a quay without roads if that is nearer:
/// one of the main component if it lies within `main_within_m`, else the nearest of any component. Of equal
/// distances the first line. Without any within `farthest_m` the place stays alone (joined() is false,
/// distance infinite). A line belongs to a component if both ends of its chain do; nobody joins a chain whose
/// ends differ unless it is the fallback.
std::vector<Access> snap(const RoadLines& lines, const RoadNetwork& network, std::span<const Point> places,
                         const SnapParams& params);

}  // namespace geo
