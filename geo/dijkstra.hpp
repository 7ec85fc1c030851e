#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "geo/road_graph.hpp"

namespace geo {

/// A node a search starts from, and the milliseconds already spent there.
struct Start {
    std::uint32_t node;
    std::uint32_t millis;
};

/// Shortest times from a few starts, one node after the other: the obvious method, and the test of every
/// faster one. One object is one workspace and may be used again and again; use one per thread.
class Dijkstra {
public:
    explicit Dijkstra(std::uint32_t nodes) : millis_(nodes, unreachable_ms) {}

    /// Finds every node within `limit_ms` (closed). Over graph.backward() the times are those to the starts.
    void run(const Adjacency& arcs, std::span<const Start> starts,
             std::uint32_t limit_ms = unreachable_ms - 1);

    /// Time of a node in the last run; unreachable_ms if it is beyond the limit.
    std::uint32_t millis(std::uint32_t node) const { return millis_[node]; }
    /// Nodes found by the last run, nearest first; equals by number.
    std::span<const std::uint32_t> found() const { return found_; }

private:
    void push(std::uint64_t item);
    std::uint64_t pop();
    void offer(std::uint32_t node, std::uint32_t millis);

    std::vector<std::uint32_t> millis_;
    std::vector<std::uint32_t> touched_, found_;
    std::vector<std::uint64_t>
        heap_;  ///< four-ary; time in the high half, node in the low half, so ties go by number
};

}  // namespace geo
