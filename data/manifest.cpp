#include "data/manifest.hpp"

#include <fmt/format.h>

#include "data/strict_toml.hpp"

namespace data {
namespace {

bool is_date(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    return text.find_first_not_of("0123456789-") == std::string::npos;
}

/// What every source says about itself. `table` is the file of the input set it goes into.
SourceFile source_file(const TomlTable& t, const std::string& table) {
    SourceFile out;
    out.file = t.text("file");
    out.sha256 = t.text("sha256", "");
    if (!out.sha256.empty() &&
        (out.sha256.size() != 64 || out.sha256.find_first_not_of("0123456789abcdef") != std::string::npos))
        t.error("sha256",
                fmt::format("'{}.sha256' is not a checksum, expected 64 lower-case hexadecimal digits, such "
                            "as `sha256sum` prints",
                            t.path()));
    auto& a = out.attribution;
    a.table = table;
    a.what = t.text("what");
    a.origin = t.text("origin");
    a.licence = t.text("licence");
    a.attribution = t.text("attribution");
    a.retrieved = t.text("retrieved");
    if (!a.retrieved.empty() && !is_date(a.retrieved))
        t.error("retrieved", fmt::format(R"('{}.retrieved' is "{}", expected a date such as "2026-01-31")",
                                         t.path(), a.retrieved));
    return out;
}

/// Replaces the name of one column, if the manifest gives it.
void column(const TomlTable& columns, std::string_view key, std::string& name) {
    name = columns.text(key, name);
}

std::optional<std::int64_t> total(const TomlTable& totals, std::string_view key) {
    return totals.maybe_whole(key, {0, 1'000'000'000});
}

void read_tables(const TomlTable& root, Manifest& m) {
    const auto municipalities = root.table("municipalities");
    m.municipalities = source_file(municipalities, "municipalities.nc");
    m.norwegian_name_second = municipalities.texts("norwegian_name_second");
    auto c = municipalities.table("columns");
    auto& mc = m.municipality_columns;
    column(c, "number", mc.number);
    column(c, "name", mc.name);
    column(c, "county_number", mc.county_number);
    column(c, "county", mc.county);
    column(c, "health_region", mc.health_region);
    column(c, "centrality", mc.centrality);
    column(c, "centrality_index", mc.centrality_index);
    column(c, "land_km2", mc.land_km2);
    column(c, "centre_east_m", mc.centre_east_m);
    column(c, "centre_north_m", mc.centre_north_m);

    const auto population = root.table("population");
    m.population = source_file(population, "people.nc");
    const auto format = population.choice("format", {"wide", "long", "json-stat"}, "wide");
    m.population_format = format == "json-stat" ? PopulationFormat::json_stat
                          : format == "long"    ? PopulationFormat::long_table
                                                : PopulationFormat::wide;
    c = population.table("columns");
    if (format == "long") {
        auto& lp = m.long_population_columns;
        column(c, "municipality", lp.municipality);
        column(c, "sex", lp.sex);
        column(c, "age", lp.age);
        column(c, "year", lp.year);
        column(c, "persons", lp.persons);
    }
    auto& pc = m.population_columns;
    column(c, "municipality", pc.municipality);
    column(c, "year", pc.year);
    column(c, "sex", pc.sex);
    column(c, "age_prefix", pc.age_prefix);
    column(c, "male", pc.male);
    column(c, "female", pc.female);

    const auto lists = root.table("lists");
    m.lists = source_file(lists, "practices.nc");
    m.list_year = static_cast<int>(lists.whole("year", {1900, 2200}));
    c = lists.table("columns");
    auto& lc = m.list_columns;
    column(c, "municipality", lc.municipality);
    column(c, "lists_with_gp", lc.lists_with_gp);
    column(c, "lists_without_gp", lc.lists_without_gp);
    column(c, "patients_with_gp", lc.patients_with_gp);
    column(c, "patients_without_gp", lc.patients_without_gp);
    column(c, "places_with_gp", lc.places_with_gp);
    column(c, "open_lists", lc.open_lists);
    column(c, "mean_list_length", lc.mean_list_length);
    column(c, "reserve_capacity_index", lc.reserve_capacity_index);

    const auto series = root.table("list_series");
    m.list_series = source_file(series, "practices.nc");
    c = series.table("columns");
    m.list_series_columns.fixed_year = static_cast<int>(series.whole("year", {1900, 2200}, m.list_year));
    auto& sc = m.list_series_columns;
    column(c, "municipality", sc.municipality);
    column(c, "year", sc.year);
    column(c, "percent_without_gp", sc.percent_without_gp);
    column(c, "mean_list_length", sc.mean_list_length);
    column(c, "reserve_capacity_index", sc.reserve_capacity_index);

    const auto national = root.table("national");
    if (!national.present()) return;
    m.national = source_file(national, "practices.nc");
    c = national.table("columns");
    auto& nc = m.national_columns;
    column(c, "year", nc.year);
    column(c, "period", nc.period);
    column(c, "indicator", nc.indicator);
    column(c, "value", nc.value);
    c = national.table("indicators");
    constexpr std::array figures{
        "lists_with_gp",       "lists_without_gp", "patients_with_gp",         "patients_without_gp",
        "mean_list_length",    "mean_cap",         "lists_vacant_over_1_year", "percent_salaried",
        "percent_specialists", "percent_women"};
    for (std::size_t i = 0; i < figures.size(); ++i) column(c, figures[i], nc.indicators[i]);
}

void read_projection_tables(const TomlTable& root, Manifest& m) {
    const auto municipal = root.table("municipal_projection");
    if (municipal.present()) {
        m.municipal_projection = source_file(municipal, "projections.nc");
        m.municipal_vintage = static_cast<int>(municipal.whole("vintage", {1900, 2200}));
        auto& columns = m.municipal_projection_columns;
        columns.first_year = static_cast<int>(municipal.whole("first_year", {1900, 2200}));
        columns.last_year = static_cast<int>(municipal.whole("last_year", {1900, 2200}));
        if (columns.last_year < columns.first_year)
            municipal.error("last_year", "'municipal_projection.last_year' lies before first_year");
        column(municipal.table("columns"), "municipality", columns.municipality);
    }
    const auto national = root.table("national_projections");
    if (!national.present()) return;
    m.national_projections = source_file(national, "projections.nc");
    auto& columns = m.national_projection_columns;
    const auto c = national.table("columns");
    column(c, "vintage", columns.vintage);
    column(c, "alternative", columns.alternative);
    column(c, "year", columns.year);
    column(c, "age_group", columns.age_group);
    column(c, "persons", columns.persons);
    const auto names = national.table("alternatives");
    constexpr std::array alternatives{"main", "low", "high"};
    for (std::size_t i = 0; i < alternatives.size(); ++i)
        column(names, alternatives[i], columns.alternatives[i]);
}

RoadMapping road_mapping(const TomlTable& roads) {
    RoadMapping out;
    out.file = source_file(roads, "roads.nc");
    auto& rs = out.source;
    rs.layer = roads.text("layer", "");
    rs.crs = roads.text("crs", "");
    const auto format = roads.choice("format", {"columns", "nvdb", "osm"}, "columns");
    out.format = format == "nvdb"  ? RoadFormat::nvdb
                 : format == "osm" ? RoadFormat::osm
                                   : RoadFormat::columns;
    const auto c = roads.table("columns");
    column(c, "from", rs.from);
    column(c, "to", rs.to);
    column(c, "type", rs.type);
    column(c, "category", rs.category);
    column(c, "number", rs.number);
    column(c, "motorway", rs.motorway);
    column(c, "medium", rs.medium);
    column(c, "length_m", rs.length_m);
    column(c, "oneway", rs.oneway);
    column(c, "minutes", rs.minutes);
    column(c, "minutes_back", rs.minutes_back);
    column(c, "name", rs.name);
    return out;
}

void read_places(const TomlTable& root, Manifest& m) {
    const auto cells = root.table("cells");
    m.cells = source_file(cells, "cells.nc");
    const auto form = cells.choice("form", {"index", "corner_m", "ssb_id"});
    m.cell_form = form == "index"    ? CellForm::index
                  : form == "ssb_id" ? CellForm::ssb_id
                                     : CellForm::corner_m;
    m.cell_m = static_cast<std::uint32_t>(cells.whole("cell_m", {50, 10'000, "metres"}));
    auto c = cells.table("columns");
    column(c, "x", m.cell_columns.x);
    if (m.cell_form != CellForm::ssb_id) column(c, "y", m.cell_columns.y);
    column(c, "municipality", m.cell_columns.municipality);
    column(c, "people", m.cell_columns.people);

    const auto practices = root.table("practices");
    m.practices = source_file(practices, "practices.nc");
    m.practice_crs = practices.text("crs", "");
    c = practices.table("columns");
    auto& pc = m.practice_columns;
    column(c, "municipality", pc.municipality);
    column(c, "postcode", pc.postcode);
    column(c, "x", pc.x);
    column(c, "y", pc.y);
    column(c, "gps_2011", pc.gps_2011);
    column(c, "lists_with_gp", pc.lists_with_gp);
    column(c, "lists_without_gp", pc.lists_without_gp);

    const auto roads = root.table("roads");
    m.road_tolerance_m = roads.number("tolerance_m", {0, 1000, "metres"}, m.road_tolerance_m);
    const auto mapping = road_mapping(roads);
    m.roads = mapping.file;
    m.road_source = mapping.source;
    m.road_format = mapping.format;

    const auto boundaries = root.table("boundaries");
    constexpr std::array kinds{"full", "land", "small"};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const auto one = boundaries.table(kinds[i]);
        m.boundaries[i] = source_file(one, "municipalities.nc");
        auto& source = m.boundary_sources[i];
        source.layer = one.text("layer", "");
        source.crs = one.text("crs", "");
        c = one.table("columns");
        column(c, "number", source.number);
    }
    const auto neighbours = root.table("neighbours");
    if (!neighbours.present()) return;
    m.neighbours = source_file(neighbours, "neighbours.nc");
    m.neighbour_source.layer = neighbours.text("layer", "");
    m.neighbour_source.crs = neighbours.text("crs", "");
}

std::map<int, std::int64_t> residents_by_year(const TomlTable& t) {
    std::map<int, std::int64_t> out;
    for (const auto& year : t.keys()) {
        const auto persons = t.whole(year, {0, 1'000'000'000, "persons on 1 January"});
        if (year.size() == 4 && year.find_first_not_of("0123456789") == std::string::npos)
            out[std::stoi(year)] = persons;
        else
            t.error(year, fmt::format("'{}.{}': expected a year such as 2026", t.path(), year));
    }
    return out;
}

void read_totals(const TomlTable& root, StatedTotals& out) {
    const auto t = root.table("totals");
    out.municipalities = total(t, "municipalities");
    out.lists_with_gp = total(t, "lists_with_gp");
    out.lists_without_gp = total(t, "lists_without_gp");
    out.patients_with_gp = total(t, "patients_with_gp");
    out.patients_without_gp = total(t, "patients_without_gp");
    out.places_with_gp = total(t, "places_with_gp");
    out.open_lists = total(t, "open_lists");
    out.practices = total(t, "practices");
    out.cells = total(t, "cells");
    out.roads = total(t, "roads");
    out.residents = residents_by_year(t.table("residents"));
    out.residents_about = residents_by_year(t.table("residents_about"));
}

}  // namespace

std::vector<const SourceFile*> Manifest::sources() const {
    std::vector<const SourceFile*> out{&municipalities, &boundaries[0], &boundaries[1], &boundaries[2],
                                       &population,     &cells,         &roads,         &practices,
                                       &lists,          &list_series};
    for (const auto* source : {&national, &municipal_projection, &national_projections, &neighbours})
        if (*source) out.push_back(&**source);
    return out;
}

RoadMapping read_road_source(const std::filesystem::path& file) {
    const TomlFile toml(file);
    const auto roads = toml.root().table("roads");
    auto out = road_mapping(roads);
    toml.finish();
    return out;
}

Manifest read_manifest(const std::filesystem::path& file) {
    const TomlFile toml(file);
    Manifest m;
    read_tables(toml.root(), m);
    read_projection_tables(toml.root(), m);
    read_places(toml.root(), m);
    read_totals(toml.root(), m.totals);
    const auto sums = toml.root().table("checksums");  // of the set made before
    for (const auto& name : sums.keys()) sums.text(name);
    toml.finish();
    return m;
}

}  // namespace data
