#pragma once
#include <filesystem>
#include <span>

#include "viz/export/table.hpp"

namespace viz {

/// A folder that the web site SimWrapper shows as a dashboard: dashboard-1.yaml, municipalities.geojson,
/// and per scenario figures-NAME.csv (last month) and nation-NAME.csv (all months). The folder is made if its
/// parent is there; files of other names in it stay. Throws InputError if it cannot be made.
void export_simwrapper(const std::filesystem::path& folder, std::span<const data::Snapshot> snapshots,
                       const ExportChoice& choice);

}  // namespace viz
