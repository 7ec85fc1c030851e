#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "geo/dijkstra.hpp"
#include "geo/road_graph.hpp"

namespace geo {

/// An order of the nodes of a graph, and the shortcuts that order asks for whatever the times on the arcs are
/// (a customisable contraction hierarchy: Dibbelt, Strasser, Wagner 2016, doi 10.1145/2886843).
///
/// Nodes are removed one after the other; the neighbours a node has left when it goes are joined to each
/// other. The next one is always the node that adds fewest arcs net, where nodes whose neighbourhood was
/// worked on wait (edge difference plus level; equals by number). On road networks this needs neither
/// coordinates nor a partition: 2.5 million shortcuts and 6 million triangles for 0.8 million nodes,
/// against 1.0 million road pieces.
///
/// Nodes are numbered by position in a postorder of the elimination tree: parent(v) = up[first_up[v]] is
/// above v, the subtree below v is a run of positions that ends in v, and everything a way from inside to
/// outside must pass is v or among up(v). Plain arrays, so that a file can keep them; they depend on which
/// arcs exist, not on their times.
struct Hierarchy {
    std::vector<std::uint32_t> position;     ///< of each node
    std::vector<std::uint32_t> first_up{0};  ///< positions + 1 entries
    std::vector<std::uint32_t> up;           ///< higher positions joined to this one, ascending
    std::vector<std::uint32_t> arc_slot;  ///< per arc of the graph: 2 * shortcut + (1 if the arc leads down)

    std::uint32_t nodes() const { return static_cast<std::uint32_t>(position.size()); }
    std::uint32_t shortcuts() const { return static_cast<std::uint32_t>(up.size()); }
    bool operator==(const Hierarchy&) const = default;
};

Hierarchy build_hierarchy(const RoadGraph& graph);

/// The shortcuts that shortest ways need at given arc times, in both directions; the others are left out.
/// Positions as in the hierarchy.
struct SearchGraph {
    std::vector<std::uint32_t> first_up{0};
    std::vector<std::uint32_t> up;  ///< from a position to higher ones
    std::vector<std::uint32_t> up_millis;
    std::vector<std::uint32_t> first_down{0};
    std::vector<std::uint32_t> down;  ///< higher positions that lead down to this one
    std::vector<std::uint32_t> down_millis;

    Adjacency upward() const { return {first_up, up, up_millis}; }
    Adjacency downward() const { return {first_down, down, down_millis}; }
    bool operator==(const SearchGraph&) const = default;
};

/// Times of all shortcuts for the arc times of `graph`, which has the arcs the hierarchy was built from
/// (times may differ: a closed ferry is a time of unreachable_ms). Throws InputError if the number of arcs or
/// nodes differs.
SearchGraph customise(const Hierarchy& hierarchy, const RoadGraph& graph);

/// Search from a few positions towards the top of the elimination tree. One object is one workspace.
class AncestorSearch {
public:
    explicit AncestorSearch(std::uint32_t nodes) : millis_(nodes, unreachable_ms) {}

    /// `arcs`: search.upward() for times from the starts, search.downward() for times to them. Start nodes
    /// are positions.
    void run(const Hierarchy& hierarchy, const Adjacency& arcs, std::span<const Start> starts);

    std::uint32_t millis(std::uint32_t position) const { return millis_[position]; }
    /// Every ancestor of a start (and the start itself), ascending, reached or not.
    std::span<const std::uint32_t> ancestors() const { return ancestors_; }

private:
    std::vector<std::uint32_t> millis_, ancestors_;
};

/// Milliseconds of the shortest way from one node to another; unreachable_ms if there is none.
std::uint32_t travel_millis(const Hierarchy& hierarchy, const SearchGraph& search, std::uint32_t from,
                            std::uint32_t to);

}  // namespace geo
