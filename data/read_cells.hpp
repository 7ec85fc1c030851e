#pragma once
#include <filesystem>
#include <string>

#include "data/remarks.hpp"
#include "model/inputs.hpp"

namespace data {

/// How a table of grid squares says where a square lies.
enum class CellForm {
    index,     ///< two columns: lower-left corner divided by the side (SSB's 250 m indices)
    corner_m,  ///< two columns: lower-left corner in metres, EPSG:25833
    ssb_id,    ///< one column (`x`): SSB's id, (east + 2 000 000) * 10^7 + north of the lower-left corner
};

/// Names of the columns of a grid table.
struct CellColumns {
    std::string x = "x", y = "y";               ///< `y` is not read with CellForm::ssb_id
    std::string municipality = "municipality";  ///< empty: the source has none, see read_cells
    std::string people = "people";
};

struct ReadCells {
    geo::PopulationGrid grid;
    std::uint32_t empty = 0;  ///< rows left out because they have 0 people
};

/// Inhabited squares of side `cell_m`, ordered by row and column; squares with 0 people are left out and
/// counted. Without a municipality column every square has `none` and the caller places it. Throws InputError
/// (file:line) for unknown municipalities, negative counts, squares that come twice, corners that are not
/// whole multiples of the side.
ReadCells read_cells(const std::filesystem::path& file, const CellColumns& columns, CellForm form,
                     std::uint32_t cell_m, const model::Municipalities& municipalities,
                     Remarks* remarks = nullptr);

}  // namespace data
