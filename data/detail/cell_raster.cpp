#include "data/detail/cell_raster.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace data::detail {

namespace {
constexpr std::uint64_t tile = 64;  ///< squares along a side; 16 kB of float
constexpr float no_value = std::numeric_limits<float>::quiet_NaN();
}  // namespace

CellRaster::CellRaster(NcWriter& file, const CellLayout& layout, std::chrono::year_month first_month)
    : file_(file), layout_(layout) {
    const geo::PopulationGrid& grid = layout.grid;
    if (grid.size() == 0 || layout.times.empty() || !std::is_sorted(layout.times.begin(), layout.times.end()))
        throw std::logic_error("CellRaster: no squares, or times that do not ascend");
    const auto [west, east] = std::minmax_element(grid.col.begin(), grid.col.end());
    const auto [south, north] = std::minmax_element(grid.row.begin(), grid.row.end());
    width_ = static_cast<std::uint64_t>(*east - *west) + 1;
    height_ = static_cast<std::uint64_t>(*north - *south) + 1;
    const std::uint64_t tiles_across = (width_ + tile - 1) / tile;
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
        const auto x = static_cast<std::uint64_t>(grid.col[geo::CellId{i}] - *west);
        const auto y = static_cast<std::uint64_t>(*north - grid.row[geo::CellId{i}]);
        tiles_[y / tile * tiles_across + x / tile].push_back(
            {i, static_cast<std::uint32_t>(y % tile), static_cast<std::uint32_t>(x % tile)});
    }

    file.group("/cells");
    std::vector<double> days, x, y;
    for (const int time : layout.times)
        days.push_back(days_since_2020(first_month + std::chrono::months{time}));
    for (std::uint64_t i = 0; i < width_; ++i)
        x.push_back((*west + static_cast<double>(i) + 0.5) * grid.cell_m);
    for (std::uint64_t i = 0; i < height_; ++i)
        y.push_back((*north - static_cast<double>(i) + 0.5) * grid.cell_m);
    file.coordinate<double>("/cells/time", days);
    file.attribute("/cells/time", "units", time_unit);
    file.attribute("/cells/time", "calendar", "standard");
    file.attribute("/cells/time", "standard_name", "time");
    file.attribute("/cells/time", "axis", "T");
    const auto axis = [&](const std::string& name, const char* letter, const std::vector<double>& values) {
        file.coordinate<double>(name, values);
        file.attribute(name, "units", "m");
        file.attribute(name, "axis", letter);
        file.attribute(name, "standard_name",
                       *letter == 'X' ? "projection_x_coordinate" : "projection_y_coordinate");
        file.attribute(name, "long_name", "centre of the square, EPSG:25833");
    };
    axis("/cells/y", "Y", y);
    axis("/cells/x", "X", x);
    file.attribute("/cells/x", "cell_m", static_cast<double>(grid.cell_m));
    write_crs(file, "/cells/crs");
    for (const CellField& field : layout.fields) {
        const std::string name = "/cells/" + field.name;
        file.variable<float>(
            name, {.dimensions = {"/cells/time", "/cells/y", "/cells/x"}, .chunk = {1, tile, tile}},
            no_value);
        file.attribute(name, "units", file_unit(field.unit));
        file.attribute(name, "long_name", field.long_name);
        file.attribute(name, "long_name_no", field.long_name_no);
        file.attribute(name, "grid_mapping", "crs");
        file.attribute(name, "merge", field.merge == CellMerge::sum ? "sum" : "mean");
    }
}

std::vector<float> CellRaster::merged(const CellField& field, const std::vector<Square>& squares,
                                      const std::vector<float>& values, std::uint64_t rows,
                                      std::uint64_t columns) const {
    std::vector<double> total(rows * columns, 0), weight(rows * columns, 0);
    const bool mean = field.merge == CellMerge::mean;
    for (const Square& square : squares) {
        if (!std::isfinite(values[square.row])) continue;
        // A square without residents still shows its value.
        const double w = mean ? std::max(1U, layout_.grid.people[geo::CellId{square.row}]) : 1.0;
        total[square.y * columns + square.x] += w * static_cast<double>(values[square.row]);
        weight[square.y * columns + square.x] += w;
    }
    std::vector<float> result(total.size(), no_value);
    for (std::size_t i = 0; i < total.size(); ++i)
        if (weight[i] > 0) result[i] = static_cast<float>(mean ? total[i] / weight[i] : total[i]);
    return result;
}

void CellRaster::write(int time_index, const std::vector<std::vector<float>>& values) {
    const auto found = std::find(layout_.times.begin(), layout_.times.end(), time_index);
    if (found == layout_.times.end()) throw std::logic_error("CellRaster: not one of the layout's times");
    if (values.size() != layout_.fields.size())
        throw std::logic_error("CellRaster: not one column per field");
    const auto band = static_cast<std::uint64_t>(found - layout_.times.begin());
    const std::uint64_t tiles_across = (width_ + tile - 1) / tile;
    for (std::size_t f = 0; f < values.size(); ++f) {
        if (values[f].size() != layout_.grid.size())
            throw std::logic_error("CellRaster: not one value per square");
        for (const auto& [number, squares] : tiles_) {
            const std::uint64_t y = number / tiles_across * tile, x = number % tiles_across * tile;
            const std::uint64_t rows = std::min(tile, height_ - y), columns = std::min(tile, width_ - x);
            file_.write_box<float>("/cells/" + layout_.fields[f].name, {band, y, x}, {1, rows, columns},
                                   merged(layout_.fields[f], squares, values[f], rows, columns));
        }
    }
}

}  // namespace data::detail
