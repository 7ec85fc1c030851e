#include "data/read_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "data/detail/municipality_index.hpp"
#include "geo/base/error.hpp"

namespace data {
namespace {

struct Square {
    std::int32_t row, col;
    std::uint32_t municipality, people;
    GIntBig line;
    auto place() const { return std::tuple(row, col, municipality); }
};

/// `metres` divided by the side; refused where it is not a whole multiple. Negative coordinates are multiples
/// too.
std::int32_t index_of(std::int64_t metres, std::int64_t cell_m, const detail::TableReader& table,
                      std::size_t column) {
    if (metres % cell_m != 0) table.refuse(column, fmt::format("a corner on the grid of {} m", cell_m));
    return static_cast<std::int32_t>(metres / cell_m);
}

}  // namespace

ReadCells read_cells(const std::filesystem::path& file, const CellColumns& c, CellForm form,
                     std::uint32_t cell_m, const model::Municipalities& municipalities, Remarks* remarks) {
    const std::int64_t side = cell_m;
    const bool by_id = form == CellForm::ssb_id;
    detail::TableReader table(file, {c.x, by_id ? std::string() : c.y, c.municipality, c.people}, remarks);
    detail::MunicipalityIndex index(municipalities);
    std::vector<Square> squares;
    GIntBig line = 1;
    std::uint32_t empty = 0;
    index.each(table, [&] {
        Square square{};
        square.line = ++line;
        if (by_id) {
            const auto id = table.whole(0, 0, 99'999'999'999'999);
            square.col = index_of(id / 10'000'000 - 2'000'000, side, table, 0);
            square.row = index_of(id % 10'000'000, side, table, 0);
        } else if (form == CellForm::corner_m) {
            square.col = index_of(table.whole(0, -2'000'000, 4'000'000), side, table, 0);
            square.row = index_of(table.whole(1, 0, 9'999'999), side, table, 1);
        } else {
            square.col = static_cast<std::int32_t>(table.whole(0, -2'000'000 / side, 4'000'000 / side));
            square.row = static_cast<std::int32_t>(table.whole(1, 0, 9'999'999 / side));
        }
        square.municipality =
            c.municipality.empty() ? model::none<model::MunicipalityId>.value : index.in(table, 2).value;
        square.people = static_cast<std::uint32_t>(table.whole(3, 0, 1'000'000));
        if (square.people > 0)
            squares.push_back(square);
        else
            ++empty;
    });
    if (squares.empty()) throw geo::InputError(file.string(), "has no inhabited squares");
    std::sort(squares.begin(), squares.end(), [](const Square& a, const Square& b) {
        return std::tuple(a.place(), a.line) < std::tuple(b.place(), b.line);
    });

    ReadCells read;
    auto& out = read.grid;
    out.cell_m = cell_m;
    read.empty = empty;
    for (std::size_t i = 0; i < squares.size(); ++i) {
        const auto& s = squares[i];
        if (i > 0 && s.place() == squares[i - 1].place())
            throw geo::InputError(fmt::format("{}:{}", file.string(), s.line),
                                  fmt::format("square {}, {} comes twice, first at line {}; keep one row",
                                              s.col, s.row, squares[i - 1].line));
        out.col.push_back(s.col);
        out.row.push_back(s.row);
        out.municipality.push_back({s.municipality});
        out.people.push_back(s.people);
    }
    return read;
}

}  // namespace data
