#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/hierarchy.hpp"
#include "geo/ids.hpp"
#include "geo/snap.hpp"

namespace geo {

/// Practices that one sweep can serve side by side.
inline constexpr std::uint32_t sweep_lanes = 16;

/// A cell and the milliseconds from it to a practice.
struct Reached {
    CellId cell;
    std::uint32_t millis;
    auto operator<=>(const Reached&) const = default;
};

/// Times from many fixed places (cells) to up to 16 others (practices) at a time.
///
/// Only the positions that lie above some cell are kept, with the shortcuts leading up from them (restricted
/// PHAST: Delling, Goldberg, Werneck 2011, doi 10.4230/OASIcs.ATMOS.2011.52). A search from the practices to
/// the top of the tree is followed by one pass downward, sixteen times side by side. A subtree none of whose
/// exits is within the limit for any practice is left out as a whole; practices that lie near each other
/// should therefore share a sweep.
class SweepGraph {
public:
    SweepGraph(const Hierarchy& hierarchy, const SearchGraph& search, std::span<const Access> cells);

    std::uint32_t cells() const { return static_cast<std::uint32_t>(doors_.size()); }
    /// Positions above some cell.
    std::uint32_t positions() const { return static_cast<std::uint32_t>(first_.size() - 1); }
    /// A place in the tree; practices with near numbers lie near each other.
    std::uint32_t sort_key(const Access& practice) const;

    /// Scratch of one thread: 64 bytes per position and a little more.
    class Workspace {
    public:
        explicit Workspace(const SweepGraph& graph);

    private:
        friend class SweepGraph;
        AncestorSearch search_;
        std::vector<std::uint32_t> millis_;   ///< positions × lanes
        std::vector<std::uint32_t> visited_;  ///< sweep that last reached a position
        std::vector<std::uint8_t> near_;      ///< some lane is within the limit
        std::vector<std::uint8_t> started_;   ///< a practice lies below
        std::vector<std::uint32_t> above_;    ///< positions of the last searches
        std::uint32_t sweep_ = 0;
    };

    /// Appends to reached[i] the cells that get to practices[i] over the graph within `limit_ms` (closed), by
    /// cell. At most `lanes` practices; lanes is 1, 8 or 16 and changes only the speed.
    void run(Workspace& workspace, std::span<const Access> practices, std::uint32_t limit_ms,
             std::uint32_t lanes, std::span<std::vector<Reached>> reached) const;

private:
    /// Where a cell enters the kept positions.
    struct Door {
        std::array<std::uint32_t, 2> position{0, 0};
        std::array<std::uint32_t, 2> millis{unreachable_ms, unreachable_ms};
    };
    /// A position whose subtree can be left out, and the positions every way out of it passes.
    struct Gate {
        std::uint32_t position, first_exit, end_exit,
            after;  ///< `after`: the first position behind the subtree
    };
    void add_gates(const Hierarchy& hierarchy, std::span<const std::uint32_t> kept);
    template <std::uint32_t lanes>
    void sweep(Workspace& workspace, std::uint32_t limit_ms) const;
    template <std::uint32_t lanes>
    void collect(const Workspace& workspace, std::uint32_t limit_ms,
                 std::span<std::vector<Reached>> reached) const;

    const Hierarchy& hierarchy_;
    const SearchGraph& search_;
    std::vector<std::uint32_t> kept_of_;   ///< kept number of a position, no_index if left out; top first
    std::vector<std::uint32_t> first_{0};  ///< kept + 1 entries
    std::vector<std::uint32_t> head_, millis_;
    std::vector<Gate> gates_;  ///< by position
    std::vector<std::uint32_t> exits_;
    std::vector<Door> doors_;  ///< of each cell
};

}  // namespace geo
