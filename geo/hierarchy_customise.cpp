#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "geo/hierarchy.hpp"

namespace geo {
namespace {

/// Runs of positions that are whole subtrees of at most `most` nodes, and the positions above them.
/// Work inside one run touches no other run.
struct Forest {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> runs;  ///< begin, end
    std::vector<std::uint32_t> above;                           ///< ascending

    Forest(const Hierarchy& hierarchy, std::uint32_t most) {
        const auto nodes = hierarchy.nodes();
        std::vector<std::uint32_t> subtree(nodes, 1);
        const auto parent = [&](std::uint32_t v) {
            return hierarchy.first_up[v] == hierarchy.first_up[v + 1] ? nodes
                                                                      : hierarchy.up[hierarchy.first_up[v]];
        };
        for (std::uint32_t v = 0; v < nodes; ++v)
            if (const auto p = parent(v); p < nodes) subtree[p] += subtree[v];
        for (std::uint32_t v = 0; v < nodes; ++v) {
            if (subtree[v] > most)
                above.push_back(v);
            else if (const auto p = parent(v); p == nodes || subtree[p] > most)
                runs.emplace_back(v + 1 - subtree[v], v + 1);
        }
    }
};

class Customisation {
public:
    Customisation(const Hierarchy& hierarchy, const RoadGraph& graph)
        : h_(hierarchy),
          up_(hierarchy.shortcuts(), unreachable_ms),
          down_(hierarchy.shortcuts(), unreachable_ms),
          forest_(hierarchy, std::max(1'000U, hierarchy.nodes() / 64)) {
        for (std::uint32_t a = 0; a < graph.arcs(); ++a) {
            const auto slot = h_.arc_slot[a];
            (slot % 2 ? down_ : up_)[slot / 2] = graph.millis[a];
        }
        fill_below();
        shorten_through_below();
        all_up_ = up_;
        all_down_ = down_;
        shorten_through_above();
    }

    SearchGraph needed() const {
        SearchGraph out;
        keep(all_up_, up_, out.first_up, out.up, out.up_millis);
        keep(all_down_, down_, out.first_down, out.down, out.down_millis);
        return out;
    }

private:
    /// Shortcuts by their higher end.
    void fill_below() {
        first_below_.assign(h_.nodes() + std::size_t{1}, 0);
        for (const auto y : h_.up) ++first_below_[y + 1];
        std::partial_sum(first_below_.begin(), first_below_.end(), first_below_.begin());
        std::vector<std::uint32_t> next(first_below_.begin(), first_below_.end() - 1);
        below_.resize(h_.shortcuts());
        for (std::uint32_t v = 0; v < h_.nodes(); ++v)
            for (auto k = h_.first_up[v]; k < h_.first_up[v + 1]; ++k)
                below_[next[h_.up[k]]++] = {k, h_.first_up[v + 1]};
    }

    /// Shortcuts x - y become as short as the best way x - v - y over a node v below both.
    void shorten_through_below() {
        PerThread<std::vector<std::uint32_t>> slots([&] { return std::vector<std::uint32_t>(h_.nodes()); });
        const auto visit = [&](std::uint32_t x, std::vector<std::uint32_t>& slot) {
            for (auto k = h_.first_up[x]; k < h_.first_up[x + 1]; ++k) slot[h_.up[k]] = k;
            for (auto i = first_below_[x]; i < first_below_[x + 1]; ++i) {
                const auto a = below_[i].shortcut;
                const auto to_v = down_[a], from_v = up_[a];
                for (auto b = a + 1; b < below_[i].end; ++b) {
                    const auto k = slot[h_.up[b]];
                    up_[k] = std::min(up_[k], to_v + up_[b]);
                    down_[k] = std::min(down_[k], down_[b] + from_v);
                }
            }
        };
        for_each_index(static_cast<std::uint32_t>(forest_.runs.size()), [&](std::uint32_t r) {
            auto& slot = slots.local();
            for (auto x = forest_.runs[r].first; x < forest_.runs[r].second; ++x) visit(x, slot);
        });
        for (const auto x : forest_.above) visit(x, slots.local());
    }

    /// Shortcuts from v become the shortest times there are, over nodes above v as well.
    void shorten_through_above() {
        const auto visit = [&](std::uint32_t v) {
            const auto end = h_.first_up[v + 1];
            for (auto a = h_.first_up[v]; a < end; ++a) {
                auto k = h_.first_up[h_.up[a]];
                for (auto b = a + 1; b < end; ++b, ++k) {
                    while (h_.up[k] != h_.up[b]) ++k;  // every later neighbour of v is one of x = up[a] too
                    up_[b] = std::min(up_[b], up_[a] + up_[k]);
                    up_[a] = std::min(up_[a], up_[b] + down_[k]);
                    down_[b] = std::min(down_[b], down_[k] + down_[a]);
                    down_[a] = std::min(down_[a], up_[k] + down_[b]);
                }
            }
        };
        for (auto i = forest_.above.size(); i-- > 0;) visit(forest_.above[i]);
        for_each_index(static_cast<std::uint32_t>(forest_.runs.size()), [&](std::uint32_t r) {
            for (auto v = forest_.runs[r].second; v-- > forest_.runs[r].first;) visit(v);
        });
    }

    /// A shortcut that became shorter over nodes above is on no shortest up-and-down way: it can go.
    void keep(const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& after,
              std::vector<std::uint32_t>& first, std::vector<std::uint32_t>& head,
              std::vector<std::uint32_t>& millis) const {
        first.assign(1, 0);
        first.reserve(h_.nodes() + std::size_t{1});
        for (std::uint32_t v = 0; v < h_.nodes(); ++v) {
            for (auto k = h_.first_up[v]; k < h_.first_up[v + 1]; ++k)
                if (after[k] == before[k] && after[k] < unreachable_ms) {
                    head.push_back(h_.up[k]);
                    millis.push_back(after[k]);
                }
            first.push_back(static_cast<std::uint32_t>(head.size()));
        }
    }

    struct Below {
        std::uint32_t shortcut;
        std::uint32_t end;  ///< where the shortcuts of its lower end stop
    };
    const Hierarchy& h_;
    std::vector<std::uint32_t> up_, down_;          ///< from the lower end to the higher one, and back
    std::vector<std::uint32_t> all_up_, all_down_;  ///< before shorter ways over the top were tried
    std::vector<std::uint32_t> first_below_;
    std::vector<Below> below_;
    Forest forest_;
};

}  // namespace

SearchGraph customise(const Hierarchy& hierarchy, const RoadGraph& graph) {
    if (hierarchy.arc_slot.size() != graph.arcs() || hierarchy.nodes() != graph.nodes())
        throw InputError(
            fmt::format("an order for {} nodes and {} arcs does not fit a graph of {} nodes and {} arcs",
                        hierarchy.nodes(), hierarchy.arc_slot.size(), graph.nodes(), graph.arcs()));
    return Customisation(hierarchy, graph).needed();
}

}  // namespace geo
