#include "geo/hierarchy.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <numeric>
#include <queue>

namespace geo {
namespace {

/// Beyond this many neighbours, counting what is missing between them costs more than it saves.
constexpr std::int64_t most_counted = 64;

/// The graph that is left while nodes are removed, without directions.
class Elimination {
public:
    explicit Elimination(const RoadGraph& graph)
        : neighbours_(graph.nodes()),
          level_(graph.nodes(), 0),
          cost_(graph.nodes()),
          order_(graph.nodes(), no_index) {
        for (std::uint32_t v = 0; v < graph.nodes(); ++v) {
            const auto out = graph.head.begin(), in = graph.tail.begin();
            std::set_union(out + graph.first_out[v], out + graph.first_out[v + 1], in + graph.first_in[v],
                           in + graph.first_in[v + 1], std::back_inserter(neighbours_[v]));
        }
        for (std::uint32_t v = 0; v < graph.nodes(); ++v) wait(v);
        std::uint32_t removed = 0;
        while (!queue_.empty()) {
            const auto [cost, v] = queue_.top();
            queue_.pop();
            if (order_[v] != no_index || cost != cost_[v]) continue;
            order_[v] = removed++;
            remove(v);
        }
    }

    /// When each node went.
    const std::vector<std::uint32_t>& order() const { return order_; }
    /// The neighbours each node had when it went.
    const std::vector<std::vector<std::uint32_t>>& left() const { return neighbours_; }

private:
    using Entry = std::pair<std::int64_t, std::uint32_t>;

    /// Pairs of neighbours that are not joined yet; where there are many neighbours, as if none were.
    std::int64_t missing(const std::vector<std::uint32_t>& around) const {
        const auto count = static_cast<std::int64_t>(around.size());
        if (count > most_counted) return count * (count - 1) / 2;
        std::int64_t out = 0;
        for (std::size_t i = 0; i < around.size(); ++i) {
            auto known = neighbours_[around[i]].begin();
            const auto end = neighbours_[around[i]].end();
            for (auto k = i + 1; k < around.size(); ++k) {
                while (known != end && *known < around[k]) ++known;
                if (known == end || *known != around[k]) ++out;
            }
        }
        return out;
    }

    void wait(std::uint32_t v) {
        const auto& around = neighbours_[v];
        cost_[v] = missing(around) - static_cast<std::int64_t>(around.size()) + level_[v];
        queue_.emplace(cost_[v], v);
    }

    void remove(std::uint32_t v) {
        const auto& around = neighbours_[v];
        for (const auto u : around) {
            joined_.clear();
            std::set_union(around.begin(), around.end(), neighbours_[u].begin(), neighbours_[u].end(),
                           std::back_inserter(joined_));
            std::erase_if(joined_, [&](std::uint32_t w) { return w == u || w == v; });
            neighbours_[u].assign(joined_.begin(), joined_.end());
            level_[u] = std::max(level_[u], level_[v] + 1);
        }
        for (const auto u : around) wait(u);
    }

    std::vector<std::vector<std::uint32_t>> neighbours_;
    std::vector<std::uint32_t> level_;
    std::vector<std::int64_t> cost_;
    std::vector<std::uint32_t> order_, joined_;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

/// Positions in a postorder of the elimination tree; children in the order they were removed.
std::vector<std::uint32_t> postorder(const Elimination& elimination) {
    const auto& order = elimination.order();
    const auto nodes = static_cast<std::uint32_t>(order.size());
    std::vector<std::uint32_t> node_at(nodes), parent(nodes, no_index), subtree(nodes, 1), position(nodes);
    for (std::uint32_t v = 0; v < nodes; ++v) node_at[order[v]] = v;
    for (std::uint32_t v = 0; v < nodes; ++v)
        for (const auto u : elimination.left()[v]) parent[order[v]] = std::min(parent[order[v]], order[u]);
    for (std::uint32_t i = 0; i < nodes; ++i)
        if (parent[i] != no_index) subtree[parent[i]] += subtree[i];
    // From the top: a subtree takes the run of places that ends before `free[parent]`, its last child first.
    std::vector<std::uint32_t> free(nodes);
    std::uint32_t top = nodes;
    for (std::uint32_t i = nodes; i-- > 0;) {
        auto& end = parent[i] == no_index ? top : free[parent[i]];
        position[node_at[i]] = end - 1;
        free[i] = end - 1;
        end -= subtree[i];
    }
    return position;
}

}  // namespace

Hierarchy build_hierarchy(const RoadGraph& graph) {
    const Elimination elimination(graph);
    const auto nodes = graph.nodes();
    Hierarchy out;
    out.position = postorder(elimination);
    out.first_up.assign(nodes + std::size_t{1}, 0);
    for (std::uint32_t v = 0; v < nodes; ++v)
        out.first_up[out.position[v] + 1] = static_cast<std::uint32_t>(elimination.left()[v].size());
    std::partial_sum(out.first_up.begin(), out.first_up.end(), out.first_up.begin());
    out.up.resize(out.first_up.back());
    for (std::uint32_t v = 0; v < nodes; ++v) {
        const auto begin = out.up.begin() + out.first_up[out.position[v]];
        auto to = begin;
        for (const auto u : elimination.left()[v]) *to++ = out.position[u];
        std::sort(begin, to);
    }
    out.arc_slot.resize(graph.arcs());
    for (std::uint32_t v = 0; v < nodes; ++v)
        for (auto a = graph.first_out[v]; a < graph.first_out[v + 1]; ++a) {
            const auto from = out.position[v], to = out.position[graph.head[a]];
            const auto low = std::min(from, to);
            const auto at = std::lower_bound(out.up.begin() + out.first_up[low],
                                             out.up.begin() + out.first_up[low + 1], std::max(from, to));
            out.arc_slot[a] = 2 * static_cast<std::uint32_t>(at - out.up.begin()) + (from > to ? 1 : 0);
        }
    return out;
}

void AncestorSearch::run(const Hierarchy& hierarchy, const Adjacency& arcs, std::span<const Start> starts) {
    for (const auto v : ancestors_) millis_[v] = unreachable_ms;
    ancestors_.clear();
    for (const Start& start : starts)
        for (auto v = start.node;;) {
            ancestors_.push_back(v);
            const auto first = hierarchy.first_up[v];
            if (first == hierarchy.first_up[v + 1]) break;
            v = hierarchy.up[first];
        }
    std::sort(ancestors_.begin(), ancestors_.end());
    ancestors_.erase(std::unique(ancestors_.begin(), ancestors_.end()), ancestors_.end());
    for (const Start& start : starts) millis_[start.node] = std::min(millis_[start.node], start.millis);
    for (const auto v : ancestors_) {
        if (millis_[v] >= unreachable_ms) continue;
        for (auto k = arcs.first[v]; k < arcs.first[v + 1]; ++k)
            millis_[arcs.head[k]] = std::min(millis_[arcs.head[k]], millis_[v] + arcs.millis[k]);
    }
}

std::uint32_t travel_millis(const Hierarchy& hierarchy, const SearchGraph& search, std::uint32_t from,
                            std::uint32_t to) {
    AncestorSearch out(hierarchy.nodes()), in(hierarchy.nodes());
    const Start start{hierarchy.position[from], 0}, goal{hierarchy.position[to], 0};
    out.run(hierarchy, search.upward(), {&start, 1});
    in.run(hierarchy, search.downward(), {&goal, 1});
    std::uint32_t best = unreachable_ms;
    for (const auto v : out.ancestors()) best = std::min(best, out.millis(v) + in.millis(v));
    return best;
}

}  // namespace geo
