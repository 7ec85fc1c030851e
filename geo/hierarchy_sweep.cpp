#include "geo/hierarchy_sweep.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

// The loops over lanes are compiled for several instruction sets and the best one is chosen when the program
// starts; whole numbers give the same result in each. Sanitizers cannot run before that choice is made.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define LEGEKART_LANE_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define LEGEKART_LANE_CLONES
#endif

namespace geo {
namespace {

/// Under this many kept positions a subtree is swept without asking.
constexpr std::uint32_t least_gate = 32;

/// The arrays one pass works on.
struct Pass {
    const std::uint32_t *first, *head, *arc_ms;
    std::uint32_t* millis;
    std::uint32_t* visited;
    std::uint8_t* near;
    const std::uint8_t* started;
    std::uint32_t number, limit_ms;
};

/// Sweeps the positions [begin, end) downward.
template <std::uint32_t lanes>
[[gnu::always_inline]] inline void sweep_run(const Pass& pass, std::uint32_t begin, std::uint32_t end) {
    for (auto v = begin; v < end; ++v) {
        std::uint32_t best[lanes];
        std::uint32_t* own = pass.millis + std::size_t{v} * lanes;
        if (pass.started[v])
            for (std::uint32_t l = 0; l < lanes; ++l) best[l] = own[l];
        else
            for (std::uint32_t l = 0; l < lanes; ++l) best[l] = unreachable_ms;
        for (auto k = pass.first[v]; k < pass.first[v + 1]; ++k) {
            const std::uint32_t* there = pass.millis + std::size_t{pass.head[k]} * lanes;
            const auto ms = pass.arc_ms[k];
            for (std::uint32_t l = 0; l < lanes; ++l) best[l] = std::min(best[l], there[l] + ms);
        }
        std::uint32_t least = unreachable_ms;
        for (std::uint32_t l = 0; l < lanes; ++l) {
            own[l] = best[l];
            least = std::min(least, best[l]);
        }
        pass.near[v] = least <= pass.limit_ms;
        pass.visited[v] = pass.number;
    }
}

LEGEKART_LANE_CLONES void sweep_run_16(const Pass& pass, std::uint32_t begin, std::uint32_t end) {
    sweep_run<16>(pass, begin, end);
}
LEGEKART_LANE_CLONES void sweep_run_8(const Pass& pass, std::uint32_t begin, std::uint32_t end) {
    sweep_run<8>(pass, begin, end);
}

template <std::uint32_t lanes>
void sweep_part(const Pass& pass, std::uint32_t begin, std::uint32_t end) {
    if constexpr (lanes == 16)
        sweep_run_16(pass, begin, end);
    else if constexpr (lanes == 8)
        sweep_run_8(pass, begin, end);
    else
        sweep_run<lanes>(pass, begin, end);
}

}  // namespace

SweepGraph::SweepGraph(const Hierarchy& hierarchy, const SearchGraph& search, std::span<const Access> cells)
    : hierarchy_(hierarchy), search_(search), kept_of_(hierarchy.nodes(), no_index), doors_(cells.size()) {
    const auto nodes = hierarchy.nodes();
    std::vector<std::uint8_t> wanted(nodes, 0);
    for (const Access& cell : cells)
        for (int e = 0; e < 2; ++e)
            if (cell.node[e] != no_index && cell.leave_ms[e] < unreachable_ms)
                wanted[hierarchy.position[cell.node[e]]] = 1;
    for (std::uint32_t v = 0; v < nodes; ++v)
        if (wanted[v])
            for (auto k = search.first_up[v]; k < search.first_up[v + 1]; ++k) wanted[search.up[k]] = 1;
    std::vector<std::uint32_t> kept;  // positions, top first
    for (auto v = nodes; v-- > 0;)
        if (wanted[v]) {
            kept_of_[v] = static_cast<std::uint32_t>(kept.size());
            kept.push_back(v);
        }
    for (const auto v : kept) {
        for (auto k = search.first_up[v]; k < search.first_up[v + 1]; ++k) {
            head_.push_back(kept_of_[search.up[k]]);
            millis_.push_back(search.up_millis[k]);
        }
        first_.push_back(static_cast<std::uint32_t>(head_.size()));
    }
    for (std::size_t c = 0; c < cells.size(); ++c)
        for (std::size_t e = 0; e < 2; ++e)
            if (cells[c].node[e] != no_index && cells[c].leave_ms[e] < unreachable_ms) {
                doors_[c].position[e] = kept_of_[hierarchy.position[cells[c].node[e]]];
                doors_[c].millis[e] = cells[c].leave_ms[e];
            }
    add_gates(hierarchy, kept);
}

/// Gates stand where a subtree is about half its parent's or less, so that a way down passes few of them.
void SweepGraph::add_gates(const Hierarchy& hierarchy, std::span<const std::uint32_t> kept) {
    const auto nodes = hierarchy.nodes();
    std::vector<std::uint32_t> inside(nodes, 0), parent(nodes, no_index);
    for (std::uint32_t v = 0; v < nodes; ++v) {
        if (kept_of_[v] != no_index) ++inside[v];
        if (hierarchy.first_up[v] == hierarchy.first_up[v + 1]) continue;
        parent[v] = hierarchy.up[hierarchy.first_up[v]];
        inside[parent[v]] += inside[v];
    }
    for (const auto v : kept) {
        const auto size = inside[v];
        const auto above = parent[v] == no_index ? 0 : inside[parent[v]];
        if (size < least_gate || std::bit_width(size) == std::bit_width(above)) continue;
        const auto first = static_cast<std::uint32_t>(exits_.size());
        for (auto k = hierarchy.first_up[v]; k < hierarchy.first_up[v + 1]; ++k)
            if (kept_of_[hierarchy.up[k]] != no_index) exits_.push_back(kept_of_[hierarchy.up[k]]);
        gates_.push_back({kept_of_[v], first, static_cast<std::uint32_t>(exits_.size()), kept_of_[v] + size});
    }
}

std::uint32_t SweepGraph::sort_key(const Access& practice) const {
    return practice.node[0] == no_index ? no_index : hierarchy_.position[practice.node[0]];
}

SweepGraph::Workspace::Workspace(const SweepGraph& graph)
    : search_(graph.hierarchy_.nodes()),
      millis_(std::size_t{graph.positions()} * sweep_lanes),
      visited_(graph.positions(), 0),
      near_(graph.positions(), 0),
      started_(graph.positions(), 0) {}

template <std::uint32_t lanes>
void SweepGraph::sweep(Workspace& workspace, std::uint32_t limit_ms) const {
    const Pass pass{first_.data(),
                    head_.data(),
                    millis_.data(),
                    workspace.millis_.data(),
                    workspace.visited_.data(),
                    workspace.near_.data(),
                    workspace.started_.data(),
                    workspace.sweep_,
                    limit_ms};
    std::uint32_t v = 0;
    for (const Gate& gate : gates_) {
        if (gate.position < v) continue;  // inside a subtree that was left out
        sweep_part<lanes>(pass, v, gate.position + 1);
        v = gate.position + 1;
        bool open = workspace.near_[gate.position] || workspace.started_[gate.position];
        for (auto k = gate.first_exit; k < gate.end_exit && !open; ++k) open = workspace.near_[exits_[k]];
        if (!open) v = gate.after;
    }
    sweep_part<lanes>(pass, v, positions());
}

template <std::uint32_t lanes>
void SweepGraph::collect(const Workspace& workspace, std::uint32_t limit_ms,
                         std::span<std::vector<Reached>> reached) const {
    for (std::uint32_t c = 0; c < cells(); ++c) {
        const Door& door = doors_[c];
        std::uint32_t best[lanes] = {};
        bool any = false;
        for (std::size_t e = 0; e < 2; ++e) {
            const auto v = door.position[e];
            if (door.millis[e] >= unreachable_ms || workspace.visited_[v] != workspace.sweep_ ||
                !workspace.near_[v])
                continue;
            const std::uint32_t* there = workspace.millis_.data() + std::size_t{v} * lanes;
            for (std::uint32_t l = 0; l < lanes; ++l) {
                const auto ms = there[l] + door.millis[e];
                best[l] = any ? std::min(best[l], ms) : ms;
            }
            any = true;
        }
        if (!any) continue;
        for (std::uint32_t l = 0; l < reached.size(); ++l)
            if (best[l] <= limit_ms) reached[l].push_back({CellId{c}, best[l]});
    }
}

void SweepGraph::run(Workspace& workspace, std::span<const Access> practices, std::uint32_t limit_ms,
                     std::uint32_t lanes, std::span<std::vector<Reached>> reached) const {
    assert(practices.size() <= lanes && practices.size() == reached.size() && limit_ms < unreachable_ms);
    if (positions() == 0) return;
    ++workspace.sweep_;
    for (std::uint32_t l = 0; l < practices.size(); ++l) {
        std::array<Start, 2> starts{};
        std::size_t count = 0;
        for (std::size_t e = 0; e < 2; ++e)
            if (practices[l].node[e] != no_index && practices[l].arrive_ms[e] < unreachable_ms)
                starts[count++] = {hierarchy_.position[practices[l].node[e]], practices[l].arrive_ms[e]};
        workspace.search_.run(hierarchy_, search_.downward(), {starts.data(), count});
        for (const auto position : workspace.search_.ancestors()) {
            const auto v = kept_of_[position];
            if (v == no_index) continue;
            std::uint32_t* own = workspace.millis_.data() + std::size_t{v} * lanes;
            if (!workspace.started_[v]) {
                workspace.started_[v] = 1;
                workspace.above_.push_back(v);
                std::fill(own, own + lanes, unreachable_ms);
            }
            own[l] = std::min(workspace.search_.millis(position), unreachable_ms);
        }
    }
    const auto with = [&]<std::uint32_t width>() {
        sweep<width>(workspace, limit_ms);
        collect<width>(workspace, limit_ms, reached);
    };
    switch (lanes) {
        case 1:
            with.template operator()<1>();
            break;
        case 8:
            with.template operator()<8>();
            break;
        default:
            assert(lanes == sweep_lanes);
            with.template operator()<sweep_lanes>();
    }
    for (const auto v : workspace.above_) workspace.started_[v] = 0;
    workspace.above_.clear();
}

}  // namespace geo
