#include "geo/population_grid.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "geo/base/error.hpp"

namespace {

using geo::CellId;
using geo::MunicipalityId;

geo::PopulationGrid grid_of(
    std::uint32_t cell_m,
    const std::vector<std::tuple<std::int32_t, std::int32_t, std::uint32_t, std::uint32_t>>& rows) {
    geo::PopulationGrid grid;
    grid.cell_m = cell_m;
    for (const auto& [row, col, municipality, people] : rows) {
        grid.row.push_back(row);
        grid.col.push_back(col);
        grid.municipality.push_back(MunicipalityId{municipality});
        grid.people.push_back(people);
    }
    return grid;
}

}  // namespace

TEST_CASE("Coarse squares hold the people of their fine ones, split where a border runs through",
          "[geo][fast]") {
    // 250 m squares into 1 km: columns -4..-1 are column -1, 0..3 are column 0
    const auto fine = grid_of(
        250, {{-1, 0, 0, 1}, {0, -4, 0, 2}, {0, -1, 0, 4}, {0, 0, 0, 8}, {1, 3, 1, 16}, {3, 2, 0, 32}});
    const auto coarse = geo::coarsen(fine, 1000);
    CHECK(coarse == grid_of(1000, {{-1, 0, 0, 1}, {0, -1, 0, 6}, {0, 0, 0, 40}, {0, 0, 1, 16}}));
}

TEST_CASE("Coarsening keeps every municipality's people, and by a factor of one changes nothing",
          "[geo][fast]") {
    std::vector<std::tuple<std::int32_t, std::int32_t, std::uint32_t, std::uint32_t>> rows;
    std::vector<std::uint64_t> before(7), after(7);
    for (std::int32_t row = -20; row < 20; ++row)
        for (std::int32_t col = -20; col < 20; ++col) {
            const auto mixed = static_cast<std::uint32_t>((row + 20) * 31 + (col + 20) * 17);
            rows.emplace_back(row, col, mixed % 7, mixed % 101);
            before[mixed % 7] += mixed % 101;
        }
    const auto fine = grid_of(250, rows);
    const auto coarse = geo::coarsen(fine, 750);
    for (std::uint32_t i = 0; i < coarse.size(); ++i)
        after[coarse.municipality[CellId{i}].value] += coarse.people[CellId{i}];
    CHECK(after == before);
    CHECK(coarse.size() < fine.size());
    CHECK(geo::coarsen(fine, 250) == fine);
    CHECK(geo::coarsen({}, 5000).size() == 0);
}

TEST_CASE("A cell size that does not fit the grid is an InputError", "[geo][fast]") {
    CHECK_THROWS_AS(geo::coarsen(grid_of(250, {}), 600), geo::InputError);
    CHECK_THROWS_AS(geo::coarsen(grid_of(250, {}), 0), geo::InputError);
}
