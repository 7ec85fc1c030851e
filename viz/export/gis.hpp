#pragma once
#include <filesystem>
#include <span>

#include "viz/export/table.hpp"

namespace viz {

/// GeoPackage, EPSG:25833.
///
/// Table `municipalities` holds the polygons once. Table `figures` has a row per scenario, month and
/// municipality (all months unless the choice says otherwise), `changes` the last of these months minus the
/// start of the run. Two spatial views per scenario join them for GIS programs: `<scenario>` at the last
/// month and `<scenario>_change`. `layer_styles` holds QGIS's default style of each view; `indicators`,
/// `runs` and `attribution` say what the figures are and where they come from. Undefined ratios are NULL.
/// Same content, same bytes: the format's time stamps are the first month of the first run.
void export_geopackage(const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                       const ExportChoice& choice);

enum class FlatFormat {
    flatgeobuf,  ///< EPSG:25833
    geojson,     ///< WGS 84 (RFC 7946), five decimals
};

/// One feature per municipality with the figures of one month (the last unless chosen) and the attribution
/// line. Throws InputError for several months or several files.
void export_flat(const std::filesystem::path& path, FlatFormat format,
                 std::span<const data::Snapshot> snapshots, const ExportChoice& choice);

/// GeoTIFF of the inhabited squares, EPSG:25833: a float32 band per field and month, nodata -9999,
/// deflate. `choice.indicators` picks fields, `choice.months` picks months (all by default).
/// Throws InputError if the file holds no squares or not these, or if several files are given.
void export_geotiff(const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                    const ExportChoice& choice);

/// A folder that the web site SimWrapper shows as a dashboard: dashboard-1.yaml, municipalities.geojson,
/// and per scenario figures-NAME.csv (last month) and nation-NAME.csv (all months). The folder is made if its
/// parent is there; files of other names in it stay. Throws InputError if it cannot be made.
void export_simwrapper(const std::filesystem::path& folder, std::span<const data::Snapshot> snapshots,
                       const ExportChoice& choice);

}  // namespace viz
