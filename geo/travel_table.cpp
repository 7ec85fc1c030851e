#include "geo/travel_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "geo/base/wide.hpp"

namespace geo {
namespace {

/// Turns compressed rows, each ordered by column, into compressed columns. Every block of columns is made by
/// itself: its part of a row is one run, and rows are visited in order, so each column comes out sorted.
template <class RowId, class ColumnId>
void transpose(std::uint32_t rows, std::uint32_t columns, const std::vector<std::uint32_t>& first,
               const std::vector<ColumnId>& column, const std::vector<std::uint16_t>& tenths,
               std::vector<std::uint32_t>& out_first, std::vector<RowId>& out_row,
               std::vector<std::uint16_t>& out_tenths) {
    out_first.assign(columns + std::size_t{1}, 0);
    out_row.resize(column.size());
    out_tenths.resize(column.size());
    const auto pairs = static_cast<std::uint32_t>(column.size());
    const auto blocks = std::clamp(pairs / std::max(1U, rows) / 64U, 1U, 64U);  // runs of 64 pairs or more
    const auto each_pair = [&](std::uint32_t block, const auto& visit) {
        const auto begin = static_cast<std::uint32_t>(std::uint64_t{columns} * block / blocks);
        const auto end = static_cast<std::uint32_t>(std::uint64_t{columns} * (block + 1) / blocks);
        for (std::uint32_t r = 0; r < rows; ++r) {
            const auto last = column.begin() + first[r + 1];
            auto k = column.begin() + first[r];
            if (begin > 0) k = std::lower_bound(k, last, ColumnId{begin});
            for (; k != last && k->value < end; ++k)
                visit(r, k->value, static_cast<std::size_t>(k - column.begin()));
        }
    };
    for_each_index(blocks, [&](std::uint32_t block) {
        each_pair(block, [&](std::uint32_t, std::uint32_t c, std::size_t) { ++out_first[c + 1]; });
    });
    std::partial_sum(out_first.begin(), out_first.end(), out_first.begin());
    std::vector<std::uint32_t> next(out_first.begin(), out_first.end() - 1);
    for_each_index(blocks, [&](std::uint32_t block) {
        each_pair(block, [&](std::uint32_t r, std::uint32_t c, std::size_t k) {
            const auto to = next[c]++;
            out_row[to] = RowId{r};
            out_tenths[to] = tenths[k];
        });
    });
}

/// Practices ordered from south to north, so that those near a cell are one short run.
struct NorthOrder {
    std::vector<std::uint32_t> id;
    std::vector<double> north_m, east_m;

    explicit NorthOrder(std::span<const Point> places) : id(places.size()) {
        std::iota(id.begin(), id.end(), 0U);
        std::sort(id.begin(), id.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::pair(places[a].north_m, a) < std::pair(places[b].north_m, b);
        });
        for (const auto i : id) {
            north_m.push_back(places[i].north_m);
            east_m.push_back(places[i].east_m);
        }
    }

    /// Calls visit(id, straight metres) for every place within `reach_m` of `from`, from south to north.
    template <class Visit>
    void within(Point from, double reach_m, const Visit& visit) const {
        const auto begin = std::lower_bound(north_m.begin(), north_m.end(), from.north_m - reach_m);
        for (auto i = static_cast<std::size_t>(begin - north_m.begin());
             i < id.size() && north_m[i] <= from.north_m + reach_m; ++i) {
            const double dx = east_m[i] - from.east_m, dy = north_m[i] - from.north_m;
            const double square = dx * dx + dy * dy;
            if (square <= reach_m * reach_m) visit(id[i], std::sqrt(square));
        }
    }
};

}  // namespace

TravelTableByPractice by_practice(const TravelTable& table) {
    TravelTableByPractice out{.cells = table.cells, .practices = table.practices};
    transpose(table.cells, table.practices, table.first, table.practice, table.tenth_minutes, out.first,
              out.cell, out.tenth_minutes);
    return out;
}

TravelTable by_cell(const TravelTableByPractice& table) {
    TravelTable out{.cells = table.cells, .practices = table.practices};
    transpose(table.practices, table.cells, table.first, table.cell, table.tenth_minutes, out.first,
              out.practice, out.tenth_minutes);
    return out;
}

namespace {

/// How many of the practices come before one. Short rows are compared as a whole: what is asked of them lies
/// in memory, and a search by halves would wait for each step's line before it knew the next.
GEO_WIDE std::size_t count_before(const PracticeId* row, std::size_t n, std::uint32_t practice) {
    constexpr std::size_t whole = 256;
    std::size_t passed = 0;
    while (n > whole) {
        const auto half = n / 2;
        if (row[half - 1].value < practice) {
            row += half;
            passed += half;
        }
        n -= half;
    }
    std::uint32_t before = 0;
    for (std::size_t k = 0; k < n; ++k) before += row[k].value < practice;
    return passed + before;
}

}  // namespace

std::optional<std::uint16_t> travel_tenths(const TravelTable& table, CellId cell, PracticeId practice) {
    const auto row = table.practices_of(cell);
    // Which of the times is wanted is known after the search; all of a short row are on their way by then.
    constexpr std::size_t line = 64 / sizeof(std::uint16_t), most = 8;
    const auto* tenths = table.tenth_minutes.data() + table.first[cell.value];
    for (std::size_t k = 0; k < std::min(row.size(), most * line); k += line) __builtin_prefetch(tenths + k);
    const auto at = count_before(row.data(), row.size(), practice.value);
    if (at == row.size() || row[at] != practice) return std::nullopt;
    return tenths[at];
}

std::optional<Minutes> travel_time(const TravelTable& table, CellId cell, PracticeId practice) {
    const auto tenths = travel_tenths(table, cell, practice);
    return tenths ? std::optional(minutes_of_tenths(*tenths)) : std::nullopt;
}

std::vector<std::optional<std::uint16_t>> nearest_tenths(const TravelTable& table) {
    std::vector<std::optional<std::uint16_t>> nearest(table.cells);
    for (std::uint32_t c = 0; c < table.cells; ++c) {
        const auto row = table.tenths_of(CellId{c});
        if (!row.empty()) nearest[c] = *std::min_element(row.begin(), row.end());
    }
    return nearest;
}

Millis cut_off_millis(Minutes cut_off) {
    const double ms = std::round(static_cast<double>(cut_off.count()) * 60'000.0);
    if (!(ms >= 0 && ms <= longest_travel.count()))
        throw InputError(fmt::format("cut-off of travel times: {} minutes, expected 0 to {}", cut_off.count(),
                                     longest_travel.count() / 60'000.0));
    return Millis{static_cast<std::uint32_t>(ms)};
}

TravelTable straight_line_times(std::span<const Point> cells, std::span<const Point> practices,
                                KmPerHour speed, double detour, Minutes cut_off) {
    if (!(speed.value > 0))
        throw InputError(fmt::format("straight-line speed: {} km/h, expected more than 0", speed.value));
    if (!(detour >= 1))
        throw InputError(fmt::format("detour: {}, expected at least 1 road km per straight km", detour));
    const Millis limit = cut_off_millis(cut_off);
    const double ms_per_m = detour * 3'600.0 / speed.value;
    const double reach_m =
        (limit.count() + 1.0) / ms_per_m;  // a little too far; the exact test is in whole milliseconds

    TravelTable table{.cells = static_cast<std::uint32_t>(cells.size()),
                      .practices = static_cast<std::uint32_t>(practices.size())};
    table.first.assign(cells.size() + 1, 0);
    const NorthOrder order(practices);
    const auto each_pair = [&](std::uint32_t c, const auto& visit) {
        order.within(cells[c], reach_m, [&](std::uint32_t practice, double straight_m) {
            const auto ms = static_cast<std::uint32_t>(std::lround(straight_m * ms_per_m));
            if (ms <= limit.count()) visit(practice, Millis{ms});
        });
    };
    for_each_index(
        table.cells,
        [&](std::uint32_t c) { each_pair(c, [&](std::uint32_t, Millis) { ++table.first[c + 1]; }); }, 64);
    std::partial_sum(table.first.begin(), table.first.end(), table.first.begin());
    table.practice.resize(table.first.back());
    table.tenth_minutes.resize(table.first.back());
    for_each_range(table.cells, 64, [&](std::uint32_t begin, std::uint32_t end) {
        std::vector<std::pair<std::uint32_t, std::uint16_t>> row;
        for (auto c = begin; c < end; ++c) {
            row.clear();
            each_pair(c, [&](std::uint32_t practice, Millis ms) {
                row.emplace_back(practice, tenths_of_minute(ms));
            });
            std::sort(row.begin(), row.end());
            for (std::size_t k = 0; k < row.size(); ++k) {
                table.practice[table.first[c] + k] = PracticeId{row[k].first};
                table.tenth_minutes[table.first[c] + k] = row[k].second;
            }
        }
    });
    return table;
}

}  // namespace geo
