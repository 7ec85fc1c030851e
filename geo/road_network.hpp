#pragma once
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "geo/road_graph.hpp"
#include "geo/road_lines.hpp"
#include "geo/road_speeds.hpp"

namespace geo {

/// A run of lines from one junction to the next, without a choice on the way. Its two directions are arcs of
/// the graph, unless a shorter chain joins the same junctions.
struct Chain {
    std::uint32_t start = 0,
                  end = 0;  ///< nodes of the graph; the same for a road that returns to its junction
    std::uint32_t forward_ms = unreachable_ms;   ///< start to end; unreachable_ms: not allowed or closed
    std::uint32_t backward_ms = unreachable_ms;  ///< end to start
    bool ferry = false;
    bool operator==(const Chain&) const = default;
};

/// Where a line lies on its chain: milliseconds to its first and its last vertex, driving forward from the
/// chain's start and backward from the chain's end. Of a closed direction the numbers mean nothing.
struct LinePlace {
    std::uint32_t chain = 0;
    std::uint32_t forward_first = 0, forward_last = 0;
    std::uint32_t backward_first = 0, backward_last = 0;
    bool operator==(const LinePlace&) const = default;
};

/// Where a ferry line ends and no road meets it: the only way to a place without roads. People walk to it.
struct RoadlessQuay {
    std::uint32_t line = 0;  ///< the ferry line
    std::uint32_t node = 0;  ///< node of the graph ashore
    Point place;
    bool operator==(const RoadlessQuay&) const = default;
};

/// Road and ferry lines as a graph of junctions.
///
/// Nodes with exactly two lines are merged away. A ferry is boarded and left only where a road meets its
/// quay, or where it ends without meeting anything. Every crossing has its own copy of the nodes it touches,
/// joined to the land by a boarding arc (quay and waiting time: what the source states, else by the length of
/// the crossing) and a landing arc (quay time). So the wait is paid once per crossing however many pieces it
/// is drawn in, a passenger may stay on board at a quay, and two crossings that meet at sea are not
/// connected.
///
/// A crossing is a connected set of ferry lines with equal class, number and name. Lines with neither number
/// nor name belong together only where they meet at sea. A line that would end at sea belongs to whatever
/// meets it there, since some maps draw the last stretch to a quay only once.
struct RoadNetwork {
    RoadGraph graph;
    std::vector<Chain> chains;
    std::vector<LinePlace> lines;  ///< one per line
    std::vector<std::uint32_t>
        node_of_source;  ///< graph node of each source node ashore; no_index if merged or at sea
    std::vector<RoadlessQuay> roadless_quays;

    bool operator==(const RoadNetwork&) const = default;
};

/// Builds the network. Throws InputError naming the line if its nodes, length or vertices are impossible.
RoadNetwork build_network(const RoadLines& lines, const RoadSpeeds& speeds);

/// The network with some lines closed to through traffic: no arc leads along their chains. Nodes, chains and
/// arcs keep their numbers, so an order made for the open network serves the closed one.
RoadNetwork with_closed_lines(const RoadNetwork& network, std::span<const std::uint32_t> closed);

/// Ferry lines of this name, for closing a crossing.
std::vector<std::uint32_t> ferry_lines_named(const RoadLines& lines, std::string_view name);

}  // namespace geo
