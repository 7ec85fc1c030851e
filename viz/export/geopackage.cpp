#include <cpl_conv.h>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>

#include "data/write_file.hpp"
#include "geo/base/error.hpp"
#include "viz/export/formats.hpp"
#include "viz/export/gdal.hpp"
#include "viz/export/style.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

/// Quoted for SQL: 'text' or "name".
std::string quoted(const std::string& text, char mark) {
    std::string result(1, mark);
    for (const char c : text) {
        if (c == mark) result += mark;
        result += c;
    }
    return result + mark;
}
std::string sql_text(const std::string& text) {
    return quoted(text, '\'');
}
std::string sql_name(const std::string& text) {
    return quoted(text, '"');
}

/// One GeoPackage being made in memory.
class Package {
public:
    Package() : file_(".gpkg"), dataset_(new_dataset("GPKG", file_)) {}

    GDALDataset& dataset() { return *dataset_; }
    OGRLayer& table(const char* name, const char* description, OGRwkbGeometryType type = wkbNone) {
        auto system = utm33();
        GdalOptions options({"FID=fid", "GEOMETRY_NAME=geom", fmt::format("DESCRIPTION={}", description)});
        OGRLayer* layer =
            dataset_->CreateLayer(name, type == wkbNone ? nullptr : &system, type, options.get());
        if (!layer)
            throw std::runtime_error(fmt::format("cannot add table '{}': {}", name, CPLGetLastErrorMsg()));
        return *layer;
    }
    /// A table of texts.
    void texts(const char* name, const char* description, const std::vector<const char*>& heads,
               const std::vector<std::vector<std::string>>& rows) {
        OGRLayer& layer = table(name, description);
        for (const char* head : heads) add_field(layer, head, OFTString);
        OGRFeature feature(layer.GetLayerDefn());
        for (const auto& row : rows) {
            for (std::size_t i = 0; i < row.size(); ++i)
                feature.SetField(static_cast<int>(i), row[i].c_str());
            write_feature(layer, feature);
        }
    }
    void sql(const std::string& statement) {
        CPLErrorReset();
        OGRLayer* result = dataset_->ExecuteSQL(statement.c_str(), nullptr, nullptr);
        if (result) dataset_->ReleaseResultSet(result);
    }
    std::string finish() {
        dataset_.reset();
        return file_.bytes();
    }

private:
    MemoryFile file_;
    GDALDatasetUniquePtr dataset_;
};

void write_municipalities(Package& package, const ExportTable& table) {
    const auto& snapshot = *table.snapshot;
    OGRLayer& layer = package.table("municipalities", "Municipalities and their polygons", wkbMultiPolygon);
    add_municipality_fields(layer);
    OGRFeature feature(layer.GetLayerDefn());
    for (const auto i : table.rows) {
        set_municipality_fields(feature, snapshot.municipalities, i);
        if (feature.SetGeometryDirectly(multipolygon(snapshot.polygons, i).release()) != OGRERR_NONE)
            throw std::runtime_error("cannot set a polygon");
        write_feature(layer, feature);
    }
}

void write_figures(Package& package, std::span<const ExportTable> tables) {
    OGRLayer& layer = package.table("figures", "Indicators by scenario, month and municipality");
    add_field(layer, "scenario", OFTString);
    add_field(layer, "month", OFTDate);
    add_field(layer, "number", OFTString);
    add_field(layer, futures_field, OFTInteger);
    add_figure_fields(layer, tables.front().columns);
    OGRFeature feature(layer.GetLayerDefn());
    for (const ExportTable& table : tables) {
        feature.SetField(0, table.scenario.c_str());
        feature.SetField(futures_field, table.snapshot->replicates);
        for (std::size_t t = 0; t < table.times.size(); ++t) {
            const auto month = table.snapshot->month(table.times[t]);
            feature.SetField(1, static_cast<int>(month.year()),
                             static_cast<int>(static_cast<unsigned>(month.month())), 1);
            for (const auto i : table.rows) {
                feature.SetField(2, table.snapshot->municipalities.number[model::MunicipalityId{i}].c_str());
                for (std::size_t c = 0; c < table.columns.size(); ++c)
                    set_figure(feature, static_cast<int>(c) + 4, table.columns[c], table.value(c, t, i));
                write_feature(layer, feature);
            }
        }
    }
}

/// Final minus start, per column and municipality. Ratios: difference of the file's values, in float32 as
/// the file's own `_change`.
std::vector<std::vector<double>> changes_of(const ExportTable& table) {
    const int start[] = {0};
    const std::size_t width = table.municipalities();
    std::vector<std::vector<double>> result;
    for (const ExportColumn& c : table.columns) {
        auto change = export_values(*table.snapshot, c.info, start);
        const double* last = c.values.data() + (table.times.size() - 1) * width;
        for (std::size_t i = 0; i < width; ++i) change[i] = last[i] - change[i];
        result.push_back(std::move(change));
    }
    return result;
}

void write_changes(Package& package, std::span<const ExportTable> tables,
                   const std::vector<std::vector<std::vector<double>>>& changes) {
    OGRLayer& layer = package.table("changes", "Last month minus the start, by scenario and municipality");
    add_field(layer, "scenario", OFTString);
    add_field(layer, "number", OFTString);
    add_field(layer, futures_field, OFTInteger);
    add_figure_fields(layer, tables.front().columns);
    OGRFeature feature(layer.GetLayerDefn());
    for (std::size_t s = 0; s < tables.size(); ++s) {
        const ExportTable& table = tables[s];
        feature.SetField(0, table.scenario.c_str());
        feature.SetField(futures_field, table.snapshot->replicates);
        for (const auto i : table.rows) {
            feature.SetField(1, table.snapshot->municipalities.number[model::MunicipalityId{i}].c_str());
            for (std::size_t c = 0; c < table.columns.size(); ++c)
                set_figure(feature, static_cast<int>(c) + 3, table.columns[c], changes[s][c][i]);
            write_feature(layer, feature);
        }
    }
}

void write_about(Package& package, std::span<const ExportTable> tables) {
    std::vector<std::vector<std::string>> indicators, runs, sources;
    for (const ExportColumn& c : tables.front().columns)
        indicators.push_back({c.info.name, c.info.unit, c.info.long_name, c.info.long_name_no,
                              c.info.numerator, c.info.denominator,
                              c.info.is_ratio ? fmt::format("{}", c.info.scale) : ""});
    for (const ExportTable& t : tables) {
        const auto& run = t.snapshot->run;
        runs.push_back({t.scenario, t.snapshot->path.filename().string(), fmt::format("{}", run.seed),
                        fmt::format("{}", t.snapshot->replicates), run.version, run.git_commit,
                        month_text(t.snapshot->first_month),
                        month_text(t.snapshot->month(t.snapshot->time_points - 1)), run.scenario});
        for (const auto& i : run.inputs)
            sources.push_back(
                {t.scenario, i.table, i.what, i.origin, i.licence, i.attribution, i.retrieved, i.sha256});
    }
    package.texts("indicators", "What the columns mean; ratios are scale × numerator / denominator",
                  {"name", "unit", "long_name", "long_name_no", "numerator", "denominator", "scale"},
                  indicators);
    package.texts("runs", "Where the figures come from: a simulation, not official statistics",
                  {"scenario", "file", "seed", futures_field, "version", "git_commit", "first_month",
                   "last_month", "scenario_text"},
                  runs);
    package.texts("attribution", "Sources of the inputs, to be named beside figures and maps",
                  {"scenario", "input", "what", "origin", "licence", "attribution", "retrieved", "sha256"},
                  sources);
}

struct View {
    std::string name, description, columns, join;
    QgisStyle style;
};

/// A view's name: the scenario's, unless a table has it or the format keeps it for itself.
std::string free_name(std::set<std::string>& used, std::string wanted) {
    const auto lower = [](std::string text) {
        for (char& c : text)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return text;
    };
    for (const char* reserved : {"gpkg_", "rtree_", "sqlite_"})
        if (lower(wanted).starts_with(reserved)) wanted.insert(0, "scenario_");
    while (!used.insert(lower(wanted)).second) wanted += "_";
    return wanted;
}

/// Column that the default style shows.
std::size_t shown_column(const std::vector<ExportColumn>& columns) {
    for (const auto& is_it : {+[](const ExportColumn& c) { return c.info.name == "percent_without_gp"; },
                              +[](const ExportColumn& c) { return c.info.is_ratio; }}) {
        const auto found = std::find_if(columns.begin(), columns.end(), is_it);
        if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
    }
    return 0;
}

QgisStyle style_of(const data::IndicatorInfo& info, Classes classes, const char* colours, Language language) {
    const auto labels = class_labels(classes, language);
    auto fill = palette(colours, classes.size());
    return {info.name, std::move(classes), std::move(fill), labels, messages(language).map.no_data};
}

std::vector<View> views_of(std::span<const ExportTable> tables,
                           const std::vector<std::vector<std::vector<double>>>& changes, Language language) {
    const std::size_t shown = shown_column(tables.front().columns);
    const auto& info = tables.front().columns[shown].info;
    std::vector<double> ever, change;
    for (std::size_t s = 0; s < tables.size(); ++s) {
        const auto& values = tables[s].columns[shown].values;
        ever.insert(ever.end(), values.begin(), values.end());
        change.insert(change.end(), changes[s][shown].begin(), changes[s][shown].end());
    }
    const bool zeros = std::any_of(ever.begin(), ever.end(), [](double v) { return v == 0; });
    // Fixed for the main indicator, so that all maps of coverage agree.
    const Classes classes = info.name == "percent_without_gp" ? user_classes({2, 5, 10, 20}, true)
                                                              : quantile_classes(ever, 6, zeros);
    const QgisStyle style = style_of(info, classes, "ylorrd", language);
    const QgisStyle change_style = style_of(info, difference_classes(change, 7), "rdbu-r", language);

    std::string attributes, figures = fmt::format(", f.{0} AS {0}", futures_field);
    for (const char* name : {"number", "name", "county_number", "county", "health_region", "centrality",
                             "centrality_index", "land_km2"})
        attributes += fmt::format(", m.{0} AS {0}", name);
    for (const ExportColumn& c : tables.front().columns)
        figures += fmt::format(", f.{0} AS {0}", sql_name(c.info.name));

    const auto of_month = attributes + ", f.month AS month" + figures, of_change = attributes + figures;

    std::set<std::string> used{"municipalities", "figures",     "changes",     "indicators",
                               "runs",           "attribution", "layer_styles"};
    std::vector<View> views;
    for (const ExportTable& t : tables) {
        const auto last = month_text(t.snapshot->month(t.times.back()));
        const auto scenario = sql_text(t.scenario);
        const auto futures = futures_text(t.snapshot->replicates, t.snapshot->municipalities, language);
        views.push_back({free_name(used, t.scenario),
                         fmt::format("{}: state on 1 {}, {}", t.scenario, last, futures), of_month,
                         fmt::format("figures f ON f.scenario = {} AND f.month = '{}-01' AND "
                                     "f.number = m.number",
                                     scenario, last),
                         style});
        views.push_back({free_name(used, t.scenario + "_change"),
                         fmt::format("{}: {} minus {}, {}", t.scenario, last,
                                     month_text(t.snapshot->first_month), futures),
                         of_change,
                         fmt::format("changes f ON f.scenario = {} AND f.number = m.number", scenario),
                         change_style});
    }
    return views;
}

/// GDAL takes a view's column OGC_FID for its row id; gpkg_contents and gpkg_geometry_columns make it
/// spatial.
void add_view(Package& package, const View& view) {
    package.sql(
        fmt::format("CREATE VIEW {} AS SELECT m.fid AS OGC_FID, m.geom AS geom{} FROM municipalities m "
                    "LEFT JOIN {}",
                    sql_name(view.name), view.columns, view.join));
    package.sql(
        fmt::format("INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
                    "last_change, min_x, min_y, max_x, max_y, srs_id) SELECT {0}, 'features', {0}, {1}, "
                    "last_change, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents WHERE "
                    "table_name = 'municipalities'",
                    sql_text(view.name), sql_text(view.description)));
    package.sql(
        fmt::format("INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, "
                    "srs_id, z, m) SELECT {}, column_name, geometry_type_name, srs_id, z, m FROM "
                    "gpkg_geometry_columns WHERE table_name = 'municipalities'",
                    sql_text(view.name)));
}

/// The table QGIS itself makes when a person saves a style in a GeoPackage.
void write_styles(Package& package, const std::vector<View>& views, const std::string& when) {
    GdalOptions options({"FID=id", "DESCRIPTION=Default styles of QGIS"});
    OGRLayer* layer = package.dataset().CreateLayer("layer_styles", nullptr, wkbNone, options.get());
    if (!layer) throw std::runtime_error(fmt::format("cannot add layer_styles: {}", CPLGetLastErrorMsg()));
    for (const char* name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column",
                             "styleName", "styleQML", "styleSLD"})
        add_field(*layer, name, OFTString);
    add_field(*layer, "useAsDefault", OFTInteger, OFSTBoolean);
    for (const char* name : {"description", "owner", "ui"}) add_field(*layer, name, OFTString);
    add_field(*layer, "update_time", OFTDateTime);
    OGRFeature feature(layer->GetLayerDefn());
    for (const View& view : views) {
        feature.SetField("f_table_catalog", "");
        feature.SetField("f_table_schema", "");
        feature.SetField("f_table_name", view.name.c_str());
        feature.SetField("f_geometry_column", "geom");
        feature.SetField("styleName", view.style.column.c_str());
        feature.SetField("styleQML", qgis_style_text(view.style).c_str());
        feature.SetField("styleSLD", "");
        feature.SetField("useAsDefault", 1);
        feature.SetField("description", view.description.c_str());
        feature.SetField("owner", "");
        feature.SetField("update_time", when.c_str());
        write_feature(*layer, feature);
    }
}

/// Sets one option of GDAL on this thread, for a while.
class ThreadOption {
public:
    ThreadOption(const char* key, const std::string& value) : key_(key) {
        CPLSetThreadLocalConfigOption(key, value.c_str());
    }
    ~ThreadOption() { CPLSetThreadLocalConfigOption(key_, nullptr); }
    ThreadOption(const ThreadOption&) = delete;
    ThreadOption& operator=(const ThreadOption&) = delete;

private:
    const char* key_;
};

/// GeoPackage, EPSG:25833.
///
/// Table `municipalities` holds the polygons once. Table `figures` has a row per scenario, month and
/// municipality, `changes` the last of these months minus the start of the run. Two spatial views per
/// scenario join them for GIS programs: `<scenario>` at the last month and `<scenario>_change`.
/// `layer_styles` holds QGIS's default style of each view; `indicators`, `runs` and `attribution` say what
/// the figures are and where they come from. Undefined ratios are NULL.
/// Same content, same bytes: the format's time stamps are the first month of the first run.
void write_geopackage(const std::filesystem::path& path, std::span<const data::Snapshot> snapshots,
                      const ExportChoice& choice) {
    const auto tables = export_tables(snapshots, choice);
    std::vector<std::vector<std::vector<double>>> changes;
    for (const ExportTable& table : tables) changes.push_back(changes_of(table));
    const auto attempt = "make " + path.string();
    const GdalErrors errors;
    const auto when = month_text(snapshots.front().first_month) + "-01T00:00:00.000Z";
    const ThreadOption clock("OGR_CURRENT_DATE", when);
    const ThreadOption journal("OGR_SQLITE_JOURNAL", "OFF");

    Package package;
    if (package.dataset().StartTransaction() != OGRERR_NONE) errors.check(attempt);
    write_municipalities(package, tables.front());
    write_figures(package, tables);
    write_changes(package, tables, changes);
    write_about(package, tables);
    const auto views = views_of(tables, changes, choice.language);
    write_styles(package, views, when);
    if (package.dataset().CommitTransaction() != OGRERR_NONE) errors.check(attempt);
    package.dataset().FlushCache();  // GDAL writes the polygons' extent, which the views copy
    package.sql("CREATE UNIQUE INDEX figures_key ON figures (scenario, month, number)");
    package.sql("CREATE UNIQUE INDEX changes_key ON changes (scenario, number)");
    for (const View& view : views) add_view(package, view);
    errors.check(attempt);
    const std::string bytes = package.finish();
    errors.check(attempt);
    data::write_file(path, bytes);
}

}  // namespace

extern constinit const ExportFormat geopackage_format{
    .name = "gpkg",
    .about = "GeoPackage for QGIS: polygons, figures, changes, styles",
    .months = "all",
    .write = write_geopackage};

}  // namespace viz
