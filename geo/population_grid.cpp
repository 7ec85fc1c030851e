#include "geo/population_grid.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "geo/base/error.hpp"

namespace geo {
namespace {

/// a / b rounded down, for b > 0: column -1 of a fine grid lies in column -1 of a coarse one, not in column
/// 0.
constexpr std::int32_t floor_divide(std::int32_t a, std::int32_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

struct Square {
    std::int32_t row, col;
    MunicipalityId municipality;
    std::uint32_t people;

    auto place() const { return std::tie(row, col, municipality); }
};

}  // namespace

PopulationGrid coarsen(const PopulationGrid& grid, std::uint32_t cell_m) {
    if (cell_m == 0 || cell_m % grid.cell_m != 0)
        throw InputError("cell size " + std::to_string(cell_m) + " m",
                         "expected a whole multiple of the grid's " + std::to_string(grid.cell_m) + " m");
    const auto factor = static_cast<std::int32_t>(cell_m / grid.cell_m);
    std::vector<Square> squares;
    squares.reserve(grid.size());
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
        const CellId cell{i};
        squares.push_back({floor_divide(grid.row[cell], factor), floor_divide(grid.col[cell], factor),
                           grid.municipality[cell], grid.people[cell]});
    }
    std::stable_sort(squares.begin(), squares.end(),
                     [](const Square& a, const Square& b) { return a.place() < b.place(); });

    PopulationGrid coarse;
    coarse.cell_m = cell_m;
    for (std::size_t i = 0; i < squares.size(); ++i) {
        if (i > 0 && squares[i].place() == squares[i - 1].place()) {
            coarse.people[CellId{coarse.size() - 1}] += squares[i].people;
            continue;
        }
        coarse.row.push_back(squares[i].row);
        coarse.col.push_back(squares[i].col);
        coarse.municipality.push_back(squares[i].municipality);
        coarse.people.push_back(squares[i].people);
    }
    return coarse;
}

}  // namespace geo
