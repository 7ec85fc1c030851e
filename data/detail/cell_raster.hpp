#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <vector>

#include "data/detail/netcdf.hpp"
#include "data/snapshot.hpp"

namespace data::detail {

/// The group /cells: inhabited squares as a CF raster, time × y × x with y descending, so that GDAL and QGIS
/// see a georeferenced grid. Tiles without people are never written and read as the fill value.
class CellRaster {
public:
    /// Defines the group. Throws std::logic_error if the layout has no squares, or times that do not ascend.
    CellRaster(NcWriter& file, const CellLayout& layout, std::chrono::year_month first_month);
    /// Shape of `values`: fields × rows of the grid.
    void write(int time_index, const std::vector<std::vector<float>>& values);

private:
    struct Square {
        std::uint32_t row;   ///< of the grid
        std::uint32_t y, x;  ///< within its tile
    };
    std::vector<float> merged(const CellField& field, const std::vector<Square>& squares,
                              const std::vector<float>& values, std::uint64_t rows,
                              std::uint64_t columns) const;
    NcWriter& file_;
    const CellLayout& layout_;
    std::uint64_t width_ = 0, height_ = 0;
    std::map<std::uint64_t, std::vector<Square>>
        tiles_;  ///< those with people, row-major from the north-west
};

}  // namespace data::detail
