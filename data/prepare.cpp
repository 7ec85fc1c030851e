#include "data/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <span>

#include "data/checks.hpp"
#include "data/ferry_names.hpp"
#include "data/manifest.hpp"
#include "data/read_crossings.hpp"
#include "data/read_neighbours.hpp"
#include "data/read_road_file.hpp"
#include "data/read_text_file.hpp"
#include "data/remarks.hpp"
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

    /// The path of one source in the first folder that has it.
    fs::path path(const SourceFile& source) const {
        stop.check();
        const auto has = [&](const fs::path& folder) { return fs::exists(folder / source.file); };
        const auto folder = std::find_if(folders.begin(), folders.end(), has);
        if (folder == folders.end())
            throw geo::InputError(
                (folders.front() / source.file).string(),
                fmt::format("is not there{}; check the source folder and `file` in the manifest",
                            folders.size() > 1 ? ", nor in the other source folders" : ""));
        return *folder / source.file;
    }
};

/// Throws InputError if a source is missing or has another checksum than stated.
void verify(const SourceFile& source, const Sources& sources) {
    const auto path = sources.path(source);
    must_be_no_stream(path);
    if (source.sha256.empty()) return;
    if (const auto is = sha256_of_file(path); is != source.sha256)
        throw geo::InputError(path.string(),
                              fmt::format("has SHA-256 {}, the manifest states {}; fetch the file again, "
                                          "or state the new checksum if the change is meant",
                                          is, source.sha256));
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
        auto read = read_boundaries(sources.path(m.boundaries[i]), m.boundary_sources[i],
                                    out.set.figures.municipalities);
        // A coast cut off municipalities that were drawn along it by others leaves threads of land at sea.
        constexpr double thread_m = 30;
        *targets[i] = geo::without_slivers(read.boundaries, thread_m);
        check_boundaries(out.report, names[i], *targets[i], read, out.set.figures.municipalities);
    }
    check_areas(out.report, out.set);
    if (m.neighbours)
        out.set.neighbours = read_neighbours(sources.path(*m.neighbours), m.neighbour_source, out.set.full);
}

/// The tables of people and lists, each on its own, so that everything wrong in them is told at once.
void read_figures(Prepared& out, const Manifest& m, const Sources& sources, Complaints& wrong,
                  Remarks& remarks) {
    auto& figures = out.set.figures;
    const auto& municipalities = figures.municipalities;
    wrong.gather([&] {
        const auto people = sources.path(m.population);
        figures.population =
            m.population_format == PopulationFormat::json_stat
                ? read_population_json_stat(people, municipalities)
            : m.population_format == PopulationFormat::long_table
                ? read_population_long(people, m.long_population_columns, municipalities, &remarks)
                : read_population(people, m.population_columns, municipalities, &remarks);
    });
    wrong.gather([&] {
        figures.lists =
            read_lists(sources.path(m.lists), m.list_columns, m.list_year, municipalities, &remarks);
    });
    wrong.gather([&] {
        figures.list_series =
            read_list_series(sources.path(m.list_series), m.list_series_columns, municipalities, &remarks);
    });
    if (m.national)
        wrong.gather([&] {
            figures.national = read_national(sources.path(*m.national), m.national_columns, &remarks);
        });
    auto& projections = figures.projections;
    if (m.municipal_projection)
        wrong.gather([&] {
            projections.municipal_vintage = m.municipal_vintage;
            read_municipal_projection(sources.path(*m.municipal_projection), m.municipal_projection_columns,
                                      municipalities, projections);
        });
    if (m.national_projections)
        wrong.gather([&] {
            read_national_projections(sources.path(*m.national_projections), m.national_projection_columns,
                                      projections);
        });
}

/// Inhabited squares; placed by polygon where their table does not say where they lie.
void read_squares(Prepared& out, const Manifest& m, const Sources& sources, bool has_polygons,
                  Remarks& remarks) {
    auto cells = read_cells(sources.path(m.cells), m.cell_columns, m.cell_form, m.cell_m,
                            out.set.figures.municipalities, &remarks);
    auto& grid = out.set.figures.grid = std::move(cells.grid);
    auto& checks = out.report.checks;
    if (cells.empty > 0)
        checks.push_back(
            {"cells", fmt::format("{} squares have 0 people in this column and are left out", cells.empty),
             true});
    if (!m.cell_columns.municipality.empty() || !has_polygons) return;
    const auto outside = place_cells(grid, out.set.full);
    checks.push_back({"cells",
                      fmt::format("placed by polygon; {} of {} outside all polygons took the municipality of "
                                  "the nearest square",
                                  outside, grid.size()),
                      outside > 0});
}

/// Roads, simplified and with their ferries named; returns how many vertices the source has.
std::size_t read_lines(Prepared& out, const Manifest& m, const Sources& sources) {
    auto file = read_roads_as(sources.path(m.roads), m.road_format, m.road_source);
    for (const auto& remark : file.remarks) out.report.checks.push_back({"roads", remark, true});
    if (!file.ferries_are_named) name_ferries(file.roads, out.set.full, out.set.figures.municipalities);
    const auto drawn = file.roads.vertices.size();
    sources.stop.check();
    out.set.figures.roads = simplified_lines(std::move(file.roads), m.road_tolerance_m);
    return drawn;
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

    Complaints wrong;
    for (const auto* source : m.sources()) wrong.gather([&] { verify(*source, sources); });
    Remarks remarks;
    const bool placed = wrong.gather([&] {
        figures.municipalities =
            read_municipalities(sources.path(m.municipalities), m.municipality_columns, &remarks);
        put_norwegian_first(figures.municipalities, m.norwegian_name_second, manifest);
    });
    if (!placed) wrong.finish();
    read_figures(out, m, sources, wrong, remarks);
    const bool drawn = wrong.gather([&] { read_polygons(out, m, sources); });
    wrong.gather([&] { read_squares(out, m, sources, drawn, remarks); });
    wrong.gather([&] {
        figures.practices = read_practices(sources.path(m.practices), m.practice_columns, m.practice_crs,
                                           figures.municipalities, &remarks);
    });
    std::size_t vertices = 0;
    if (drawn) wrong.gather([&] { vertices = read_lines(out, m, sources); });
    if (const auto named = manifest.parent_path() / crossings_file; fs::exists(named))
        wrong.gather([&] { figures.crossings = read_crossings(named, &out.set.crossings_table); });
    wrong.finish();
    for (const auto& remark : remarks) report.checks.push_back({"files", remark, true});

    stop.check();
    if (figures.national.years > 0) check_national(report, figures);
    if (!figures.projections.empty()) check_projections(report, figures);
    check_population(report, figures);
    check_lists(report, figures);
    check_cells(report, out.set);
    check_practices(report, out.set);
    check_roads(report, figures.roads, vertices, m.road_tolerance_m);
    check_totals(report, figures, m.totals, manifest.string());
    for (const auto* source : m.sources()) {
        out.set.attributions.push_back(source->attribution);
        out.sources.push_back(sources.path(*source));
    }
    return out;
}

}  // namespace data
