#include "geo/travel_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "geo/dijkstra.hpp"

namespace geo {
namespace {

/// Cells by the chain they lie on.
class CellsOnChains {
public:
    /// Of the chains of `practices` only: the others hold no direct way.
    CellsOnChains(std::span<const Access> cells, std::span<const Access> practices) : cells_(cells) {
        std::vector<std::uint32_t> chains;
        for (const Access& practice : practices)
            if (practice.chain != no_index) chains.push_back(practice.chain);
        std::sort(chains.begin(), chains.end());
        for (std::uint32_t c = 0; c < cells.size(); ++c)
            if (std::binary_search(chains.begin(), chains.end(), cells[c].chain))
                by_chain_.emplace_back(cells[c].chain, c);
        std::sort(by_chain_.begin(), by_chain_.end());
    }

    /// Puts the direct ways along the practice's own chain into `reached`, which is and stays ordered by
    /// cell.
    void add_direct(const Access& practice, std::uint32_t limit_ms, std::vector<Reached>& reached) const {
        if (practice.chain == no_index) return;
        const auto begin =
            std::lower_bound(by_chain_.begin(), by_chain_.end(), std::pair(practice.chain, 0U));
        std::vector<Reached> missing;
        for (auto at = begin; at != by_chain_.end() && at->first == practice.chain; ++at) {
            const auto millis = direct_millis(cells_[at->second], practice);
            if (millis > limit_ms) continue;
            const CellId cell{at->second};
            const auto known = std::lower_bound(reached.begin(), reached.end(), Reached{cell, 0});
            if (known != reached.end() && known->cell == cell)
                known->millis = std::min(known->millis, millis);
            else
                missing.push_back({cell, millis});
        }
        const auto middle = static_cast<std::ptrdiff_t>(reached.size());
        reached.insert(reached.end(), missing.begin(), missing.end());
        std::inplace_merge(reached.begin(), reached.begin() + middle, reached.end());
    }

private:
    std::span<const Access> cells_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_chain_;
};

TravelColumn column_of(const std::vector<Reached>& reached) {
    TravelColumn out;
    out.cell.reserve(reached.size());
    out.tenth_minutes.reserve(reached.size());
    for (const auto& [cell, millis] : reached) {
        out.cell.push_back(cell);
        out.tenth_minutes.push_back(tenths_of_minute(Millis{millis}));
    }
    return out;
}

/// Joins the columns and frees each as it goes, so that a large table is held once.
TravelTableByPractice table_of(std::size_t cells, std::vector<TravelColumn> columns) {
    TravelTableByPractice out{.cells = static_cast<std::uint32_t>(cells),
                              .practices = static_cast<std::uint32_t>(columns.size())};
    for (const auto& column : columns)
        out.first.push_back(out.first.back() + static_cast<std::uint32_t>(column.cell.size()));
    out.cell.reserve(out.first.back());
    out.tenth_minutes.reserve(out.first.back());
    for (auto& column : columns) {
        out.cell.insert(out.cell.end(), column.cell.begin(), column.cell.end());
        out.tenth_minutes.insert(out.tenth_minutes.end(), column.tenth_minutes.begin(),
                                 column.tenth_minutes.end());
        column = {};
    }
    return out;
}

void search_backward(Dijkstra& search, const RoadGraph& graph, std::span<const Access> cells,
                     const Access& practice, std::uint32_t limit_ms, std::vector<Reached>& reached) {
    std::array<Start, 2> starts{};
    std::size_t count = 0;
    for (std::size_t e = 0; e < 2; ++e)
        if (practice.node[e] != no_index && practice.arrive_ms[e] < unreachable_ms)
            starts[count++] = {practice.node[e], practice.arrive_ms[e]};
    search.run(graph.backward(), {starts.data(), count}, limit_ms);
    for (std::uint32_t c = 0; c < cells.size(); ++c) {
        std::uint32_t best = unreachable_ms;
        for (std::size_t e = 0; e < 2; ++e)
            if (cells[c].node[e] != no_index)
                best = std::min(best, search.millis(cells[c].node[e]) + cells[c].leave_ms[e]);
        if (best <= limit_ms) reached.push_back({CellId{c}, best});
    }
}

}  // namespace

TravelTableByPractice travel_times(const SweepGraph& sweep, std::span<const Access> cells,
                                   std::span<const Access> practices, Minutes cut_off, std::uint32_t lanes) {
    const auto limit_ms = cut_off_millis(cut_off).count();
    const CellsOnChains on_chains(cells, practices);
    const auto count = static_cast<std::uint32_t>(practices.size());
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(sweep.sort_key(practices[a]), a) < std::pair(sweep.sort_key(practices[b]), b);
    });
    struct Scratch {
        SweepGraph::Workspace workspace;
        std::vector<std::vector<Reached>> reached;
    };
    PerThread<Scratch> scratch([&] { return Scratch{SweepGraph::Workspace(sweep), {}}; });
    std::vector<TravelColumn> columns(count);
    for_each_index((count + lanes - 1) / lanes, [&](std::uint32_t batch) {
        const auto begin = batch * lanes, end = std::min(count, begin + lanes);
        std::vector<Access> together;
        for (auto i = begin; i < end; ++i) together.push_back(practices[order[i]]);
        auto& [workspace, reached] = scratch.local();
        reached.resize(end - begin);
        for (auto& column : reached) column.clear();
        sweep.run(workspace, together, limit_ms, lanes, reached);
        for (auto i = begin; i < end; ++i) {
            on_chains.add_direct(practices[order[i]], limit_ms, reached[i - begin]);
            columns[order[i]] = column_of(reached[i - begin]);
        }
    });
    return table_of(cells.size(), std::move(columns));
}

TravelTableByPractice travel_times_by_dijkstra(const RoadGraph& graph, std::span<const Access> cells,
                                               std::span<const Access> practices, Minutes cut_off) {
    const auto limit_ms = cut_off_millis(cut_off).count();
    const CellsOnChains on_chains(cells, practices);
    struct Scratch {
        Dijkstra search;
        std::vector<Reached> reached;
    };
    PerThread<Scratch> scratch([&] { return Scratch{Dijkstra(graph.nodes()), {}}; });
    std::vector<TravelColumn> columns(practices.size());
    for_each_index(static_cast<std::uint32_t>(practices.size()), [&](std::uint32_t p) {
        auto& [search, reached] = scratch.local();
        reached.clear();
        search_backward(search, graph, cells, practices[p], limit_ms, reached);
        on_chains.add_direct(practices[p], limit_ms, reached);
        columns[p] = column_of(reached);
    });
    return table_of(cells.size(), std::move(columns));
}

TravelColumn travel_column(const SweepGraph& sweep, SweepGraph::Workspace& workspace,
                           std::span<const Access> cells, const Access& practice, Minutes cut_off) {
    const auto limit_ms = cut_off_millis(cut_off).count();
    std::vector<Reached> reached;
    sweep.run(workspace, {&practice, 1}, limit_ms, 1, {&reached, 1});
    CellsOnChains(cells, {&practice, 1}).add_direct(practice, limit_ms, reached);
    return column_of(reached);
}

TravelColumn travel_column_by_dijkstra(const RoadGraph& graph, std::span<const Access> cells,
                                       const Access& practice, Minutes cut_off) {
    const auto limit_ms = cut_off_millis(cut_off).count();
    std::vector<Reached> reached;
    Dijkstra search(graph.nodes());
    search_backward(search, graph, cells, practice, limit_ms, reached);
    CellsOnChains(cells, {&practice, 1}).add_direct(practice, limit_ms, reached);
    return column_of(reached);
}

TravelTableByPractice with_column(const TravelTableByPractice& table, PracticeId practice,
                                  const TravelColumn& column) {
    if (practice.value > table.practices)
        throw InputError(fmt::format("practice {} in a table of {}: expected at most {}", practice.value,
                                     table.practices, table.practices));
    const bool added = practice.value == table.practices;
    TravelTableByPractice out{.cells = table.cells, .practices = table.practices + (added ? 1 : 0)};
    const auto begin = table.first[practice.value], end = added ? begin : table.first[practice.value + 1];
    const auto splice = [&](const auto& old, const auto& fresh, auto& to) {
        to.reserve(old.size() - (end - begin) + fresh.size());
        to.insert(to.end(), old.begin(), old.begin() + begin);
        to.insert(to.end(), fresh.begin(), fresh.end());
        to.insert(to.end(), old.begin() + end, old.end());
    };
    splice(table.cell, column.cell, out.cell);
    splice(table.tenth_minutes, column.tenth_minutes, out.tenth_minutes);
    for (std::uint32_t p = 0; p < out.practices; ++p) {
        const auto size = p == practice.value ? static_cast<std::uint32_t>(column.cell.size())
                                              : table.first[p + 1] - table.first[p];
        out.first.push_back(out.first.back() + size);
    }
    return out;
}

}  // namespace geo
