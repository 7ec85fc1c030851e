#include "data/fine_outlines.hpp"

#include <algorithm>

#include "data/detail/boundary_columns.hpp"
#include "data/detail/netcdf.hpp"
#include "data/project_folder.hpp"

namespace data {

std::optional<geo::Boundaries> fine_outlines(const Snapshot& snapshot,
                                             std::optional<std::filesystem::path> folder) {
    constexpr const char* table = "municipalities.nc";
    if (!folder) folder = embedded_inputs();
    if (!folder || !std::filesystem::exists(*folder / table)) return std::nullopt;
    const detail::NcReader file(*folder / table);
    const auto is_this = [&](const Attribution& input) {
        return input.table == table && input.sha256 == file.sha256();
    };
    const auto& inputs = snapshot.run.inputs;
    if (std::none_of(inputs.begin(), inputs.end(), is_this)) return std::nullopt;
    geo::Boundaries land;
    detail::InputGet columns(file);
    detail::boundary_columns(columns, "/land", "polygons clipped to land", land);
    if (land.size() != snapshot.polygons.size()) return std::nullopt;  // of an area simulated alone
    return land;
}

}  // namespace data
