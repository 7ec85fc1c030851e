#pragma once
#include <cstdint>

#include "geo/ids.hpp"
#include "geo/point.hpp"

namespace geo {

/// Inhabited squares of a regular grid in EPSG:25833, one row per square, ordered by (row, col).
struct PopulationGrid {
    std::uint32_t cell_m = 1000;  ///< side of a square, metres
    Column<CellId, std::int32_t> col,
        row;  ///< lower-left corner divided by cell_m (floor: columns can be negative)
    Column<CellId, MunicipalityId> municipality;  ///< the one most of its people live in
    Column<CellId, std::uint32_t> people;  ///< weight: residents counted, scaled later to municipality totals

    std::uint32_t size() const { return people.size(); }
    bool operator==(const PopulationGrid&) const = default;
};

/// Middle of a square.
inline Point centre(const PopulationGrid& grid, CellId cell) {
    return {(grid.col[cell] + 0.5) * grid.cell_m, (grid.row[cell] + 0.5) * grid.cell_m};
}

/// The same people on squares `cell_m` wide, a whole multiple of the grid's own. A coarse square that spans
/// several municipalities is split into one row for each, so no one changes municipality. Throws InputError
/// if `cell_m` is not a multiple.
PopulationGrid coarsen(const PopulationGrid& grid, std::uint32_t cell_m);

}  // namespace geo
