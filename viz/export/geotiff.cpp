#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "viz/export/formats.hpp"
#include "viz/export/gdal.hpp"

namespace viz {
namespace {

constexpr double no_value = -9999;

/// Rows of `cells.times`.
std::vector<std::size_t> chosen_times(const data::Snapshot& snapshot, const std::string& months) {
    const auto& times = snapshot.cells->times;
    std::vector<std::size_t> rows;
    if (months == "final") return {times.size() - 1};
    if (months == "all") {
        for (std::size_t t = 0; t < times.size(); ++t) rows.push_back(t);
        return rows;
    }
    for (const int wanted : export_times(snapshot, months)) {
        const auto found = std::find(times.begin(), times.end(), snapshot.month(wanted));
        if (found == times.end()) {
            std::vector<std::string> known;
            for (const auto t : times) known.push_back(month_text(t));
            throw geo::InputError("--months",
                                  fmt::format("{} holds the squares at {}, not at {}", snapshot.path.string(),
                                              fmt::join(known, ", "), month_text(snapshot.month(wanted))));
        }
        rows.push_back(static_cast<std::size_t>(found - times.begin()));
    }
    return rows;
}

std::vector<data::CellField> chosen_fields(const data::Snapshot& snapshot,
                                           const std::vector<std::string>& names) {
    const auto& fields = snapshot.cells->fields;
    if (names.empty()) return fields;
    std::vector<data::CellField> chosen;
    for (const auto& name : names) {
        const auto found =
            std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.name == name; });
        if (found == fields.end()) {
            std::vector<std::string> known;
            for (const auto& f : fields) known.push_back(f.name);
            throw geo::InputError(
                "--indicator", fmt::format("{} has no '{}' of the squares; it has {}", snapshot.path.string(),
                                           name, fmt::join(known, ", ")));
        }
        chosen.push_back(*found);
    }
    return chosen;
}

/// The inhabited squares, EPSG:25833: a float32 band per field and month, nodata -9999, deflate.
/// `choice.indicators` picks fields, `choice.months` picks months. Throws InputError if the file holds no
/// squares or not these, or if several files are given.
void write_geotiff(const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                   const ExportChoice& choice) {
    if (snapshots.size() != 1)
        throw geo::InputError(path.string(), "holds one scenario; export each file to its own .tif");
    const data::Snapshot& snapshot = snapshots.front();
    if (!snapshot.cells)
        throw geo::InputError(
            snapshot.path.string(),
            "holds no squares, only municipalities; a .tif needs a file with the group /cells, "
            "use .gpkg for municipalities");
    const auto& grid = *snapshot.cells;
    const auto fields = chosen_fields(snapshot, choice.indicators);
    const auto times = chosen_times(snapshot, choice.months);
    const auto width = static_cast<int>(grid.width), height = static_cast<int>(grid.height);
    const auto bands = static_cast<int>(fields.size() * times.size());
    const auto attempt = "make " + path.string();

    const GdalErrors errors;
    const MemoryFile file(".tif");
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    GdalOptions options(
        {"COMPRESS=DEFLATE", "PREDICTOR=3", "TILED=YES", "INTERLEAVE=BAND", "BIGTIFF=IF_SAFER"});
    GDALDatasetUniquePtr dataset(
        driver->Create(file.name().c_str(), width, height, bands, GDT_Float32, options.get()));
    errors.check(attempt);
    double corner[] = {grid.west_m, grid.cell_m, 0, grid.north_m, 0, -grid.cell_m};
    dataset->SetGeoTransform(corner);
    const auto system = utm33();
    dataset->SetSpatialRef(&system);
    const auto& run = snapshot.run;
    dataset->SetMetadataItem("TIFFTAG_SOFTWARE",
                             fmt::format("Legekart {} ({})", run.version, run.git_commit).c_str());
    dataset->SetMetadataItem(
        "TIFFTAG_IMAGEDESCRIPTION",
        fmt::format("{}, seed {}, {}: squares of {} m", snapshot.path.stem().string(), run.seed,
                    futures_text(snapshot.replicates, snapshot.municipalities, choice.language), grid.cell_m)
            .c_str());
    dataset->SetMetadataItem("TIFFTAG_COPYRIGHT", attribution_line(snapshot).c_str());
    int number = 0;
    for (const auto& field : fields)
        for (const std::size_t t : times) {
            auto values = snapshot.cell_values(field.name, t);
            for (float& v : values)
                if (!std::isfinite(v)) v = static_cast<float>(no_value);
            GDALRasterBand* band = dataset->GetRasterBand(++number);
            const auto month = month_text(grid.times[t]);
            band->SetNoDataValue(no_value);
            band->SetDescription(fmt::format("{} {}", field.name, month).c_str());
            band->SetUnitType(field.unit.c_str());
            band->SetMetadataItem("long_name", field.long_name.c_str());
            band->SetMetadataItem("long_name_no", field.long_name_no.c_str());
            band->SetMetadataItem("month", month.c_str());
            if (band->RasterIO(GF_Write, 0, 0, width, height, values.data(), width, height, GDT_Float32, 0, 0,
                               nullptr) != CE_None)
                errors.check(attempt);
        }
    dataset.reset();
    errors.check(attempt);
    data::write_file(path, file.bytes());
}

}  // namespace

extern constinit const ExportFormat geotiff_format{
    .name = "tif",
    .other = "tiff",
    .about = "raster of the inhabited squares, a band per month",
    .months = "all",
    .write = write_geotiff};

}  // namespace viz
