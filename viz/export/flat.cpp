// FlatGeobuf and GeoJSON: one table of municipalities with the figures of one month.
#include <fmt/format.h>

#include <stdexcept>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "viz/export/formats.hpp"
#include "viz/export/gdal.hpp"

namespace viz {
namespace {

enum class FlatFormat {
    flatgeobuf,  ///< EPSG:25833
    geojson,     ///< WGS 84 (RFC 7946), five decimals
};

/// One feature per municipality with the figures of one month and the attribution line. Throws InputError for
/// several months or several files.
void write_flat(const std::filesystem::path& path, FlatFormat format,
                std::span<const data::Snapshot> snapshots, const ExportChoice& choice) {
    if (snapshots.size() != 1)
        throw geo::InputError(
            path.string(), fmt::format("holds one scenario, and {} files were given; export each to its own "
                                       "file, or all to one .gpkg",
                                       snapshots.size()));
    const auto tables = export_tables(snapshots, choice);
    const ExportTable& table = tables.front();
    if (table.times.size() != 1)
        throw geo::InputError(
            path.string(),
            fmt::format("holds one month, and {} were chosen; choose one, or use .gpkg or .csv",
                        table.times.size()));
    const GdalErrors errors;
    const bool json = format == FlatFormat::geojson;
    const MemoryFile file(json ? ".geojson" : ".fgb");
    auto dataset = new_dataset(json ? "GeoJSON" : "FlatGeobuf", file);
    const auto month = month_text(table.snapshot->month(table.times[0]));
    const auto attribution = attribution_line(*table.snapshot);
    auto system = utm33();
    std::vector<std::string> options{"SPATIAL_INDEX=YES"};
    if (json)
        options = {"RFC7946=YES", "COORDINATE_PRECISION=5",
                   fmt::format("DESCRIPTION=Legekart {}, {}, {}, seed {}, {}. {}",
                               table.snapshot->run.version, table.scenario, month, table.snapshot->run.seed,
                               futures_text(table.snapshot->replicates, table.snapshot->municipalities,
                                            choice.language),
                               attribution)};
    GdalOptions given(options);
    OGRLayer* layer = dataset->CreateLayer(table.scenario.c_str(), &system, wkbMultiPolygon, given.get());
    if (!layer)
        throw std::runtime_error(fmt::format("cannot make {}: {}", path.string(), CPLGetLastErrorMsg()));
    add_municipality_fields(*layer);
    add_field(*layer, "key", OFTInteger);  // the number as a number, for programs that drop leading zeros
    for (const char* name : {"scenario", "month", "attribution"}) add_field(*layer, name, OFTString);
    add_field(*layer, futures_field, OFTInteger);
    const int first = layer->GetLayerDefn()->GetFieldCount();
    add_figure_fields(*layer, table.columns);
    OGRFeature feature(layer->GetLayerDefn());
    for (const auto i : table.rows) {
        set_municipality_fields(feature, table.snapshot->municipalities, i);
        feature.SetField("key", std::stoi(table.snapshot->municipalities.number[model::MunicipalityId{i}]));
        feature.SetField("scenario", table.scenario.c_str());
        feature.SetField("month", month.c_str());
        feature.SetField("attribution", attribution.c_str());
        feature.SetField(futures_field, table.snapshot->replicates);
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            set_figure(feature, first + static_cast<int>(c), table.columns[c], table.value(c, 0, i));
        if (feature.SetGeometryDirectly(multipolygon(table.snapshot->polygons, i).release()) != OGRERR_NONE)
            throw std::runtime_error("cannot set a polygon");
        write_feature(*layer, feature);
    }
    dataset.reset();
    errors.check("make " + path.string());
    data::write_file(path, file.bytes());
}

}  // namespace

extern constinit const ExportFormat flatgeobuf_format{
    .name = "fgb",
    .about = "FlatGeobuf: one month of one file, for GIS and the web",
    .months = "final",
    .write = [](const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                const ExportChoice& choice) { write_flat(path, FlatFormat::flatgeobuf, snapshots, choice); }};

extern constinit const ExportFormat geojson_format{
    .name = "geojson",
    .about = "GeoJSON: one month of one file, for the web",
    .months = "final",
    .write = [](const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                const ExportChoice& choice) { write_flat(path, FlatFormat::geojson, snapshots, choice); }};

}  // namespace viz
