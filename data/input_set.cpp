#include "data/input_set.hpp"

#include <fmt/format.h>

#include "data/detail/boundary_columns.hpp"
#include "data/detail/input_columns.hpp"
#include "data/detail/municipality_texts.hpp"
#include "data/read_crossings.hpp"
#include "data/set_checksums.hpp"
#include "data/write_file.hpp"
#include "geo/base/error.hpp"

namespace data {

namespace {

constexpr const char* projections_file = "projections.nc";
constexpr const char* neighbours_file = "neighbours.nc";

/// A set may lack these.
bool may_lack(std::string_view file) {
    return file == projections_file || file == neighbours_file;
}

bool has(const InputSet& set, std::string_view file) {
    if (file == projections_file) return !set.figures.projections.empty();
    return file != neighbours_file || set.neighbours.size() > 0;
}

using detail::InputGet;
using detail::InputPut;

// Each function below names the columns of one file once; InputPut writes them, InputGet reads and checks
// them. `Table` is const when writing.

template <class Io, class Table>
void municipality_columns(Io& io, Table& table) {
    const auto rows = io.dimension("/municipality", table.number.size());
    io.text("/municipality_number", rows, "kommunenummer", table.number.values());
    io.text("/municipality_name", rows, "name; official Sami or Kven names after the Norwegian one",
            table.name.values());
    io.text("/county_number", rows, "fylkesnummer", table.county_number.values());
    io.text("/county", rows, "county", table.county.values());
    io.text("/health_region", rows, "regional health authority", table.health_region.values());
    io.column("/centrality", rows, {"1", "class 1, most central, to 6"}, table.centrality.values());
    io.column("/centrality_index", rows, {"1", "0 to 1000"}, table.centrality_index.values());
    io.column("/land_km2", rows, {"km2", "land area"}, table.land_km2.values());
    io.points("/centre_x", "/centre_y", rows, "densest populated square", table.centre.values());
}

template <class Io, class Set>
void municipalities(Io& io, Set& set) {
    municipality_columns(io, set.figures.municipalities);
    detail::boundary_columns(io, "/full", "polygons to the territorial border", set.full);
    detail::boundary_columns(io, "/land", "polygons clipped to land", set.land);
    detail::boundary_columns(io, "/small", "land polygons generalised for small maps", set.small);
}
template <class Io, class Set>
void people(Io& io, Set& set) {
    auto& table = set.figures.population;
    const auto years = io.years("/year", table.first_year, table.years);
    const auto places = io.dimension("/municipality", table.municipalities);
    io.store_size(places, table.municipalities);
    const auto both = io.dimension("/sex", model::sexes), single = io.dimension("/age", model::ages);
    io.expect(both, model::sexes);
    io.expect(single, model::ages);
    io.column("/persons", years + places + both + single,
              {"persons", "residents on 1 January; sex 0 male, 1 female; age 105 means 105 and over"},
              table.persons);
}

template <class Io, class Set>
void cells(Io& io, Set& set) {
    auto& grid = set.figures.grid;
    const auto rows = io.dimension("/cell", grid.col.size());
    io.scalar("/cell_m", {"m", "side of a square"}, grid.cell_m);
    io.deltas("/row", rows, {"1", "northing of the lower left corner divided by cell_m"}, grid.row.values());
    io.deltas("/col", rows, {"1", "easting of the lower left corner divided by cell_m"}, grid.col.values());
    io.template column_as<std::uint16_t>("/municipality", rows,
                                         {"1", "row of the municipality table most residents live in"},
                                         grid.municipality.values());
    io.column("/people", rows, {"persons", "residents counted"}, grid.people.values());
}

template <class Io, class Set>
void roads(Io& io, Set& set) {
    auto& table = set.figures.roads;
    const auto lines = io.dimension("/line", table.from.size());
    const auto offsets = io.dimension("/vertex_offset", table.vertex_start.size());
    const auto vertices = io.dimension("/vertex", table.vertices.size());
    io.scalar("/nodes", {"1", "number of nodes"}, table.nodes);
    io.deltas("/from", lines, {"1", "node of the first vertex"}, table.from);
    io.deltas("/to", lines, {"1", "node of the last vertex"}, table.to);
    io.template column_as<std::uint8_t>(
        "/road_class", lines,
        {"1",
         "0 motorway, 1 expressway, 2 European, 3 national, 4 county, 5 municipal, 6 private, 7 link, "
         "8 car ferry, 9 passenger ferry, 10 boat"},
        table.road_class);
    io.template column_as<std::uint8_t>("/medium", lines, {"1", "0 surface, 1 bridge, 2 tunnel"},
                                        table.medium);
    io.column("/oneway", lines, {"1", "1: only from the first to the last vertex"}, table.oneway);
    io.column("/length_m", lines, {"m", "along the source's full geometry"}, table.length_m);
    io.column("/given_ms", lines, {"ms", "travel time one way stated by the source, 0 if none"},
              table.given_ms);
    io.optional_column("/given_back_ms", lines,
                       {"ms", "the same the other way where it differs, 0 if it does not"},
                       table.given_back_ms);
    io.optional_column("/wait_ms", lines, {"ms", "mean wait for a ferry stated by the source, 0 if none"},
                       table.wait_ms);
    io.column("/number", lines, {"1", "road number, 0 if none"}, table.number);
    io.names("/name", "/name_row", lines, "name of a ferry crossing", table.name);
    io.points("/vertex_x", "/vertex_y", vertices, "vertices of all lines", table.vertices);
    io.offsets("/vertex_start", offsets, "line i has the vertices vertex_start[i] to vertex_start[i+1]",
               table.vertex_start, table.vertices.size());
}

template <class Io, class Set>
void practices(Io& io, Set& set) {
    auto& sites = set.figures.practices;
    const auto rows = io.dimension("/practice", sites.place.size());
    io.points("/practice_x", "/practice_y", rows, "surgery site, to the postal code", sites.place.values());
    io.template column_as<std::uint16_t>("/practice_municipality", rows,
                                         {"1", "row of the municipality table"}, sites.municipality.values());
    io.text("/postcode", rows, "postal code", sites.postcode.values());
    io.column("/gps_2011", rows, {"persons", "GPs there in 2011"}, sites.gps_2011.values());
    io.column("/practice_lists_with_gp", rows, {"lists", "estimate"}, sites.lists_with_gp.values());
    io.column("/practice_lists_without_gp", rows, {"lists", "estimate"}, sites.lists_without_gp.values());

    auto& lists = set.figures.lists;
    const auto places = io.dimension("/municipality", lists.lists_with_gp.size());
    io.scalar("/lists_year", {"1", "the lists_ and patients_ columns are of 31 December of this year"},
              lists.year);
    io.column("/lists_with_gp", places, {"lists", "lists with a GP"}, lists.lists_with_gp.values());
    io.column("/lists_without_gp", places, {"lists", "lists without a GP"}, lists.lists_without_gp.values());
    io.column("/patients_with_gp", places, {"persons", "on lists with a GP"},
              lists.patients_with_gp.values());
    io.column("/patients_without_gp", places, {"persons", "on lists without a GP"},
              lists.patients_without_gp.values());
    io.column("/places_with_gp", places, {"persons", "sum of caps over lists with a GP"},
              lists.places_with_gp.values());
    io.column("/open_lists", places, {"lists", "with more than 20 free places"}, lists.open_lists.values());

    auto& series = set.figures.list_series;
    const auto years = io.years("/year", series.first_year, series.years);
    const auto shown = io.dimension("/series_municipality", series.municipalities);
    io.store_size(shown, series.municipalities);
    io.column("/percent_without_gp", shown + years,
              {"percent", "patients on lists without a GP; NaN: not published"}, series.percent_without_gp);
    io.column("/mean_list_length", shown + years, {"persons", "patients per list; NaN: not published"},
              series.mean_list_length);
    io.column("/reserve_capacity_index", shown + years, {"1", "places per 100 patients; NaN: not published"},
              series.reserve_capacity_index);

    auto& national = set.figures.national;
    const auto ends = io.years("/national_year", national.first_year, national.years);
    io.column("/national_lists_with_gp", ends, {"lists", "31 December; NaN: not published"},
              national.lists_with_gp);
    io.column("/national_lists_without_gp", ends, {"lists", "lists without a GP"}, national.lists_without_gp);
    io.column("/national_patients_with_gp", ends, {"persons", "on lists with a GP"},
              national.patients_with_gp);
    io.column("/national_patients_without_gp", ends, {"persons", "on lists without a GP"},
              national.patients_without_gp);
    io.column("/national_mean_list_length", ends, {"persons", "patients per list with a GP"},
              national.mean_list_length);
    io.column("/national_mean_cap", ends, {"persons", "places per list with a GP"}, national.mean_cap);
    io.column("/national_lists_vacant_over_1_year", ends, {"lists", "without a GP for over a year"},
              national.lists_vacant_over_1_year);
    io.column("/national_percent_salaried", ends, {"percent", "of lists with a GP"},
              national.percent_salaried);
    io.column("/national_percent_specialists", ends, {"percent", "of GPs"}, national.percent_specialists);
    io.column("/national_percent_women", ends, {"percent", "of GPs"}, national.percent_women);
}

template <class Io, class Set>
void projections(Io& io, Set& set) {
    auto& table = set.figures.projections;
    io.scalar("/municipal_vintage", {"1", "year in which the municipal projection was published; 0: none"},
              table.municipal_vintage);
    if (table.municipal_vintage != 0) {
        const auto years = io.years("/municipal_year", table.first_year, table.years);
        const auto places = io.dimension("/municipality", set.figures.municipalities.number.size());
        io.column("/municipal_persons", years + places,
                  {"persons", "residents on 1 January, main alternative"}, table.municipal_persons);
    }
    auto rows = static_cast<std::uint32_t>(table.vintage.size());
    io.scalar("/national_rows", {"1", "rows of the national tables; 0: none"}, rows);
    if (rows == 0) return;
    const auto national = io.dimension("/national_row", rows);
    io.column("/vintage", national, {"1", "year in which it was published"}, table.vintage);
    io.template column_as<std::uint8_t>("/alternative", national, {"1", "0 main, 1 low, 2 high"},
                                        table.alternative);
    io.column("/national_year", national, {"1", "1 January of this year"}, table.year);
    io.column("/age_from", national,
              {"years", "first age of the group, which ends where the next one of its year begins"},
              table.age_from);
    io.deltas("/national_persons", national, {"persons", "residents, both sexes"}, table.persons);
}

template <class Io, class Set>
void neighbours(Io& io, Set& set) {
    detail::boundary_columns(io, "/land", "land beyond the border, generalised", set.neighbours);
}

/// Calls visit(file name, function that names the file's columns) for each file, in a fixed order.
template <class Io, class Set, class Visit>
void each_file(const Visit& visit) {
    visit("municipalities.nc", &municipalities<Io, Set>);
    visit("people.nc", &people<Io, Set>);
    visit("cells.nc", &cells<Io, Set>);
    visit("roads.nc", &roads<Io, Set>);
    visit("practices.nc", &practices<Io, Set>);
    visit(projections_file, &projections<Io, Set>);
    visit(neighbours_file, &neighbours<Io, Set>);
}

template <class T>
void check_below(const std::filesystem::path& file, const char* column, const std::vector<T>& values,
                 std::uint32_t limit) {
    for (const T& value : values)
        if (detail::number(value) >= limit)
            throw geo::InputError(file.string(),
                                  fmt::format("'{}' holds {}, expected below {}; make the set again", column,
                                              detail::number(value), limit));
}

/// What columns and files owe each other: rows that exist.
void check(const std::filesystem::path& folder, const InputSet& set) {
    const model::Inputs& in = set.figures;
    const std::uint32_t places = in.municipalities.size();
    const auto same = [&](const char* file, const char* what, std::size_t rows) {
        if (rows != places)
            throw geo::InputError(
                (folder / file).string(),
                fmt::format("has {} for {} municipalities, municipalities.nc has {}; make the set again",
                            what, rows, places));
    };
    same("municipalities.nc", "full polygons", set.full.size());
    same("municipalities.nc", "land polygons", set.land.size());
    same("municipalities.nc", "small polygons", set.small.size());
    same("people.nc", "residents", in.population.municipalities);
    same("practices.nc", "lists", in.lists.lists_with_gp.size());
    same("practices.nc", "yearly list figures", in.list_series.municipalities);
    const auto& projections = in.projections;
    if (projections.municipal_persons.size() !=
        std::size_t{places} * static_cast<std::size_t>(projections.years))
        throw geo::InputError(
            (folder / projections_file).string(),
            "has another number of municipalities than municipalities.nc; make the set again");
    for (const auto alternative : projections.alternative)
        if (alternative > model::Alternative::high)
            throw geo::InputError((folder / projections_file).string(),
                                  "'/alternative' holds a number over 2; make the set again");
    check_below(folder / "cells.nc", "/municipality", in.grid.municipality.values(), places);
    check_below(folder / "practices.nc", "/practice_municipality", in.practices.municipality.values(),
                places);
    const geo::RoadLines& roads = in.roads;
    const std::filesystem::path file = folder / "roads.nc";
    if (in.grid.cell_m == 0)
        throw geo::InputError((folder / "cells.nc").string(), "'/cell_m' is 0; make the set again");
    check_below(file, "/from", roads.from, roads.nodes);
    check_below(file, "/to", roads.to, roads.nodes);
    check_below(file, "/road_class", roads.road_class, geo::road_classes);
    check_below(file, "/medium", roads.medium, 3);
    if (roads.vertex_start.size() != roads.from.size() + 1)
        throw geo::InputError(file.string(),
                              "'/vertex_start' has another number of lines; make the set again");
    for (std::uint32_t i = 0; i < roads.size(); ++i)
        if (roads.vertex_start[i + 1] - roads.vertex_start[i] < 2)
            throw geo::InputError(file.string(),
                                  fmt::format("line {} has fewer than two vertices; make the set again", i));
}

/// Throws InputError if the set's sources.toml states another checksum of the file.
void must_be_stated(const std::map<std::string, std::string>& stated, const detail::NcReader& file,
                    const char* name) {
    if (stated.empty()) return;
    const auto found = stated.find(name);
    if (found == stated.end() || found->second != file.sha256())
        file.fail(
            fmt::format("is not the file that {} beside it lists under [checksums]; make the set again "
                        "with `legekart prepare`, or fetch it whole",
                        set_manifest));
}

}  // namespace

std::vector<std::filesystem::path> input_set_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files{folder / set_manifest, folder / crossings_file};
    each_file<InputGet, InputSet>([&](const char* name, auto) { files.push_back(folder / name); });
    return files;
}

void write_input_set(const std::filesystem::path& folder, const InputSet& set) {
    std::filesystem::create_directories(folder);
    each_file<InputPut, const InputSet>([&](const char* name, auto columns) {
        if (!has(set, name)) {
            std::filesystem::remove(folder / name);  // of a set that was here before
            return;
        }
        detail::NcWriter file(folder / name);
        detail::write_schema(file, input_set_schema);
        file.attribute("/", "crs", fmt::format("EPSG:{}", geo::epsg));
        detail::write_attributions(file, name, set.attributions);
        InputPut io(file);
        columns(io, set);
        file.finish();
    });
    if (!set.crossings_table.empty()) write_file(folder / crossings_file, set.crossings_table);
}

InputSet read_input_set(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder))
        throw geo::InputError(folder.string(),
                              "no such folder; expected an input set, which `legekart prepare` makes");
    InputSet set;
    const auto stated = read_set_checksums(folder);
    std::vector<std::filesystem::path> paths;
    const auto is_there = [&](const char* name) {
        return !may_lack(name) || stated.contains(name) || std::filesystem::exists(folder / name);
    };
    each_file<InputGet, InputSet>([&](const char* name, auto) {
        if (is_there(name)) paths.push_back(folder / name);
    });
    const auto readers = detail::NcReader::open(paths);
    auto reader = readers.begin();
    each_file<InputGet, InputSet>([&](const char* name, auto columns) {
        if (!is_there(name)) return;
        const auto& file = *reader++;
        must_be_stated(stated, file, name);
        detail::check_schema(file, input_set_schema);
        InputGet io(file);
        columns(io, set);
        io.refuse_others();
        if (std::string_view(name) == "municipalities.nc")
            detail::check_municipality_texts(file, set.figures.municipalities);
        for (Attribution& row : detail::read_attributions(file, name)) {
            row.sha256 = file.sha256();
            set.attributions.push_back(std::move(row));
        }
    });
    check(folder, set);
    if (std::filesystem::exists(folder / crossings_file))
        set.figures.crossings = read_crossings(folder / crossings_file, &set.crossings_table);
    return set;
}

model::Municipalities read_municipality_names(const std::filesystem::path& folder) {
    const detail::NcReader file(folder / "municipalities.nc");
    detail::check_schema(file, input_set_schema);
    InputGet io(file);
    model::Municipalities table;
    municipality_columns(io, table);
    return table;
}

}  // namespace data
