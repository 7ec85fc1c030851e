#include "data/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>

#include "data/checks.hpp"
#include "data/ferry_names.hpp"
#include "data/manifest.hpp"
#include "data/read_road_file.hpp"
#include "data/read_text_file.hpp"
#include "data/sha256.hpp"
#include "geo/base/error.hpp"
#include "geo/simplify.hpp"

namespace data {
namespace {

using model::CellId;
using model::MunicipalityId;
namespace fs = std::filesystem;

using Folders = std::span<const fs::path>;

/// Where to look for files, and whether to go on.
struct Sources {
    Folders folders;
    const geo::StopToken& stop;
};

/// The path of one source in the first folder that has it, once its checksum agrees.
fs::path verified(const SourceFile& source, const Sources& sources) {
    sources.stop.check();
    const auto folders = sources.folders;
    const auto has = [&](const fs::path& folder) { return fs::exists(folder / source.file); };
    const auto folder = std::find_if(folders.begin(), folders.end(), has);
    if (folder == folders.end())
        throw geo::InputError(
            (folders.front() / source.file).string(),
            fmt::format("is not there{}; check the source folder and `file` in the manifest",
                        folders.size() > 1 ? ", nor in the other source folders" : ""));
    const auto path = *folder / source.file;
    must_be_no_stream(path);
    if (source.sha256.empty()) return path;
    if (const auto is = sha256_of_file(path); is != source.sha256)
        throw geo::InputError(path.string(),
                              fmt::format("has SHA-256 {}, the manifest states {}; fetch the file again, "
                                          "or state the new checksum if the change is meant",
                                          is, source.sha256));
    return path;
}

/// "Hábmer - Hamarøy" -> "Hamarøy - Hábmer" for the numbers given.
void put_norwegian_first(model::Municipalities& municipalities, const std::vector<std::string>& numbers,
                         const fs::path& manifest) {
    for (const auto& number : numbers) {
        const auto& all = municipalities.number.values();
        const auto at = std::find(all.begin(), all.end(), number);
        if (at == all.end())
            throw geo::InputError(
                manifest.string(),
                fmt::format("norwegian_name_second: no municipality has the number '{}'", number));
        auto& name = municipalities.name.values()[static_cast<std::size_t>(at - all.begin())];
        const auto cut = name.find(" - ");
        if (cut == std::string::npos)
            throw geo::InputError(manifest.string(),
                                  fmt::format("norwegian_name_second: {} is called '{}', expected two "
                                              "names joined by ' - '",
                                              number, name));
        const auto first = name.substr(0, cut);
        const auto rest = name.substr(cut + 3);
        const auto next = rest.find(" - ");
        name = rest.substr(0, next) + " - " + first + (next == std::string::npos ? "" : rest.substr(next));
    }
}

/// Gives squares without a municipality the one their middle lies in; outside all, that of the nearest placed
/// square.
std::uint32_t place_cells(geo::PopulationGrid& grid, const geo::Boundaries& full) {
    std::vector<geo::Point> middles(grid.size());
    for (std::uint32_t i = 0; i < grid.size(); ++i) middles[i] = centre(grid, CellId{i});
    const auto areas = geo::areas_containing(full, middles);
    if (std::none_of(areas.begin(), areas.end(), [](const auto& area) { return area.has_value(); }))
        throw geo::InputError("cells",
                              "no square lies in any municipality; check form and cell_m in the manifest");
    std::uint32_t outside = 0;
    for (std::uint32_t i = 0; i < grid.size(); ++i) {
        auto nearest = i;
        if (!areas[i]) {
            ++outside;
            double least_m = std::numeric_limits<double>::infinity();
            for (std::uint32_t j = 0; j < grid.size(); ++j)
                if (const auto away_m = geo::distance_m(middles[i], middles[j]);
                    areas[j] && away_m < least_m) {
                    least_m = away_m;
                    nearest = j;
                }
        }
        grid.municipality[CellId{i}] = *areas[nearest];
    }
    return outside;
}

/// Every line with fewer vertices, within the tolerance.
geo::RoadLines simplified_lines(geo::RoadLines lines, double tolerance_m) {
    std::vector<std::uint32_t> starts{0};
    std::vector<geo::Point> vertices;
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
        const auto begin = lines.vertex_start[i];
        const auto line = std::span(lines.vertices).subspan(begin, lines.vertex_start[i + 1] - begin);
        const auto fewer = geo::simplified(line, tolerance_m);
        vertices.insert(vertices.end(), fewer.begin(), fewer.end());
        starts.push_back(static_cast<std::uint32_t>(vertices.size()));
    }
    lines.vertex_start = std::move(starts);
    lines.vertices = std::move(vertices);
    return lines;
}

void read_polygons(Prepared& out, const Manifest& m, const Sources& sources) {
    constexpr std::array names{"boundaries.full", "boundaries.land", "boundaries.small"};
    const std::array targets{&out.set.full, &out.set.land, &out.set.small};
    for (std::size_t i = 0; i < targets.size(); ++i) {
        auto read = read_boundaries(verified(m.boundaries[i], sources), m.boundary_sources[i],
                                    out.set.figures.municipalities);
        *targets[i] = std::move(read.boundaries);
        check_boundaries(out.report, names[i], *targets[i], read, out.set.figures.municipalities);
    }
    check_areas(out.report, out.set);
}

}  // namespace

std::string text_of(const PrepareReport& report) {
    std::string text;
    for (const auto& check : report.checks)
        text += fmt::format("{} {:<16} {}\n", check.notable ? "!" : " ", check.table, check.found);
    return text;
}

Prepared prepare(const fs::path& manifest, Folders folders, const geo::StopToken& stop) {
    const Sources sources{folders, stop};
    const auto m = read_manifest(manifest);
    Prepared out;
    auto& figures = out.set.figures;
    auto& report = out.report;

    figures.municipalities = read_municipalities(verified(m.municipalities, sources), m.municipality_columns);
    put_norwegian_first(figures.municipalities, m.norwegian_name_second, manifest);

    const auto people = verified(m.population, sources);
    figures.population = m.population_is_json_stat
                             ? read_population_json_stat(people, figures.municipalities)
                             : read_population(people, m.population_columns, figures.municipalities);
    figures.lists =
        read_lists(verified(m.lists, sources), m.list_columns, m.list_year, figures.municipalities);
    figures.list_series =
        read_list_series(verified(m.list_series, sources), m.list_series_columns, figures.municipalities);
    if (m.national) {
        figures.national = read_national(verified(*m.national, sources), m.national_columns);
        check_national(report, figures);
    }
    auto& projections = figures.projections;
    if (m.municipal_projection) {
        projections.municipal_vintage = m.municipal_vintage;
        read_municipal_projection(verified(*m.municipal_projection, sources), m.municipal_projection_columns,
                                  figures.municipalities, projections);
    }
    if (m.national_projections)
        read_national_projections(verified(*m.national_projections, sources), m.national_projection_columns,
                                  projections);
    if (!projections.empty()) check_projections(report, figures);
    read_polygons(out, m, sources);

    auto cells =
        read_cells(verified(m.cells, sources), m.cell_columns, m.cell_form, m.cell_m, figures.municipalities);
    figures.grid = std::move(cells.grid);
    if (cells.empty > 0)
        report.checks.push_back(
            {"cells", fmt::format("{} squares have 0 people in this column and are left out", cells.empty),
             true});
    if (m.cell_columns.municipality.empty()) {
        const auto outside = place_cells(figures.grid, out.set.full);
        report.checks.push_back(
            {"cells",
             fmt::format("placed by polygon; {} of {} outside all polygons took the municipality of "
                         "the nearest square",
                         outside, figures.grid.size()),
             outside > 0});
    }
    figures.practices = read_practices(verified(m.practices, sources), m.practice_columns, m.practice_crs,
                                       figures.municipalities);
    auto road_file = read_roads_as(verified(m.roads, sources), m.road_format, m.road_source);
    for (const auto& remark : road_file.remarks) report.checks.push_back({"roads", remark, true});
    auto roads = std::move(road_file.roads);
    if (m.road_format != RoadFormat::osm) name_ferries(roads, out.set.full, figures.municipalities);
    const auto drawn = roads.vertices.size();
    stop.check();
    figures.roads = simplified_lines(std::move(roads), m.road_tolerance_m);

    stop.check();
    check_population(report, figures);
    check_lists(report, figures);
    check_cells(report, out.set);
    check_practices(report, out.set);
    check_roads(report, figures.roads, drawn, m.road_tolerance_m);
    check_totals(report, figures, m.totals, manifest.string());

    for (const auto* source : {&m.municipalities, &m.boundaries[0], &m.boundaries[1], &m.boundaries[2],
                               &m.population, &m.cells, &m.roads, &m.practices, &m.lists, &m.list_series})
        out.set.attributions.push_back(source->attribution);
    for (const auto* source : {&m.national, &m.municipal_projection, &m.national_projections})
        if (*source) out.set.attributions.push_back((*source)->attribution);
    return out;
}

}  // namespace data
