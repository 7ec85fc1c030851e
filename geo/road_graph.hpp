#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace geo {

/// Of a plain index that points to nothing.
inline constexpr std::uint32_t no_index = std::numeric_limits<std::uint32_t>::max();

/// Milliseconds of a way that does not exist. Two of them still fit in 32 bits, so sums need no test before
/// they are compared.
inline constexpr std::uint32_t unreachable_ms = 1U << 30;

/// One direction of one piece of road or ferry.
struct Arc {
    std::uint32_t from = 0, to = 0;
    std::uint32_t millis = 0;  ///< below unreachable_ms
    bool ferry = false;
};

/// Arcs grouped by one of their ends: those of node v are [first[v], first[v+1]).
struct Adjacency {
    std::span<const std::uint32_t> first;
    std::span<const std::uint32_t> head;    ///< the other end
    std::span<const std::uint32_t> millis;  ///< unreachable_ms: closed
};

/// Directed graph in adjacency arrays, whole milliseconds, no loops, at most one arc from one node to
/// another.
struct RoadGraph {
    std::vector<std::uint32_t> first_out{0};  ///< nodes + 1 entries
    std::vector<std::uint32_t> head;          ///< ordered within a node
    std::vector<std::uint32_t> millis;        ///< unreachable_ms: closed
    std::vector<std::uint8_t> ferry;
    std::vector<std::uint32_t> first_in{0};  ///< the same arcs by the node they enter
    std::vector<std::uint32_t> tail;         ///< ordered within a node
    std::vector<std::uint32_t> in_millis;
    std::vector<std::uint32_t> in_arc;  ///< which outgoing arc it is
    std::vector<std::uint32_t>
        component;  ///< strongly connected component of each node, numbered by lowest node
    std::uint32_t components = 0;
    std::uint32_t main_component = 0;  ///< the one with most nodes; the first of equals

    std::uint32_t nodes() const { return static_cast<std::uint32_t>(first_out.size() - 1); }
    std::uint32_t arcs() const { return static_cast<std::uint32_t>(head.size()); }
    Adjacency forward() const { return {first_out, head, millis}; }
    Adjacency backward() const { return {first_in, tail, in_millis}; }
    bool operator==(const RoadGraph&) const = default;
};

/// Graph over nodes 0..nodes-1. Loops are dropped; of parallel arcs the shortest stays (a road before a ferry
/// of equal time). The order of `arcs` does not matter. Throws InputError for an end outside the nodes or a
/// time of unreachable_ms or more.
RoadGraph build_graph(std::uint32_t nodes, std::vector<Arc> arcs);

/// The same arcs with other times, one per arc in the order of `head`; components follow the arcs that are
/// open.
RoadGraph with_millis(const RoadGraph& graph, std::vector<std::uint32_t> millis);

/// Arc from one node to another, or none<> as 0xFFFFFFFF if there is none.
std::uint32_t find_arc(const RoadGraph& graph, std::uint32_t from, std::uint32_t to);

}  // namespace geo
