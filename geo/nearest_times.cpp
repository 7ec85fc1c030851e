#include "geo/nearest_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "geo/base/error.hpp"
#include "geo/dijkstra.hpp"

namespace geo {

std::vector<double> nearest_times(const RoadGraph& graph, std::span<const Access> cells,
                                  std::span<const Access> practices, std::span<const std::uint8_t> marked) {
    if (marked.size() != practices.size())
        throw InputError(fmt::format("{} marks for {} practices", marked.size(), practices.size()));
    std::vector<Start> starts;
    std::vector<std::uint32_t> by_chain;  // marked practices, for cells on the same chain
    for (std::uint32_t p = 0; p < practices.size(); ++p) {
        if (!marked[p]) continue;
        const Access& place = practices[p];
        for (std::size_t e = 0; e < 2; ++e)
            if (place.node[e] != no_index && place.arrive_ms[e] < unreachable_ms)
                starts.push_back({place.node[e], place.arrive_ms[e]});
        if (place.chain != no_index) by_chain.push_back(p);
    }
    const auto chain = [&](std::uint32_t p) { return practices[p].chain; };
    std::ranges::sort(by_chain, {}, chain);
    const auto before = [&](std::uint32_t p, std::uint32_t wanted) { return practices[p].chain < wanted; };

    Dijkstra search(graph.nodes());
    search.run(graph.backward(), starts);
    std::vector<double> minutes;
    minutes.reserve(cells.size());
    for (const Access& cell : cells) {
        std::uint32_t best = unreachable_ms;
        for (std::size_t e = 0; e < 2; ++e)
            if (cell.node[e] != no_index && cell.leave_ms[e] < unreachable_ms)
                best = std::min(best, search.millis(cell.node[e]) + cell.leave_ms[e]);
        if (cell.chain != no_index)
            for (auto p = std::lower_bound(by_chain.begin(), by_chain.end(), cell.chain, before);
                 p != by_chain.end() && practices[*p].chain == cell.chain; ++p)
                best = std::min(best, direct_millis(cell, practices[*p]));
        const auto tenths = (best + 3'000) / 6'000;
        minutes.push_back(best >= unreachable_ms ? std::numeric_limits<double>::infinity() : tenths / 10.0);
    }
    return minutes;
}

}  // namespace geo
