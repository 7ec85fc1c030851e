#include "data/input_set.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>

#include "data/detail/netcdf.hpp"
#include "data/sha256.hpp"
#include "geo/base/error.hpp"
#include "support/complaint.hpp"
#include "support/program.hpp"

using support::complaint;

namespace {

namespace fs = std::filesystem;
using data::InputSet;
using data::detail::NcReader;
using data::detail::NcWriter;

constexpr const char* files[] = {"municipalities.nc", "people.nc", "cells.nc", "roads.nc", "practices.nc"};

/// A square with a square hole, and an island: the first municipality. A triangle west of the zero line: the
/// second.
geo::Boundaries polygons(double size) {
    geo::Boundaries b;
    const auto ring = [&](std::vector<geo::Point> points) {
        points.push_back(points.front());
        b.points.insert(b.points.end(), points.begin(), points.end());
        b.ring_start.push_back(static_cast<std::uint32_t>(b.points.size()));
    };
    const double y = 7'000'000;
    ring({{0, y}, {0, y + size}, {size, y + size}, {size, y}});
    ring({{10, y + 10}, {20, y + 10}, {20, y + 20}, {10, y + 20}});
    b.part_start.push_back(2);
    ring({{2 * size, y}, {2 * size, y + 5}, {2 * size + 5, y}});
    b.part_start.push_back(3);
    b.area_start.push_back(2);
    ring({{-70'000, y - 9}, {-70'000, y + 1}, {-69'000, y}});
    b.part_start.push_back(4);
    b.area_start.push_back(3);
    return b;
}

/// Two municipalities on whole metres, three squares, three lines, two practices.
InputSet small_set() {
    InputSet set;
    auto& m = set.figures.municipalities;
    m.number = std::vector<std::string>{"0301", "5610"};
    m.name = std::vector<std::string>{"Oslo", "Karasjok – Kárášjohka"};
    m.county_number = std::vector<std::string>{"03", "56"};
    m.county = std::vector<std::string>{"Oslo", "Finnmark – Finnmárku – Finmarkku"};
    m.health_region = std::vector<std::string>{"Helse Sør-Øst", "Helse Nord"};
    m.centrality = std::vector<std::uint8_t>{1, 6};
    m.centrality_index = std::vector<std::uint16_t>{1000, 421};
    m.land_km2 = std::vector<float>{426.4F, 5208.5F};
    m.centre = std::vector<geo::Point>{{262'500, 6'649'500}, {-10'125, 7'700'125}};
    set.full = polygons(5000);
    set.land = polygons(4000);
    set.small = polygons(3000);

    auto& p = set.figures.population;
    p.first_year = 2015;
    p.years = 2;
    p.municipalities = 2;
    for (std::size_t i = 0; i < 2 * 2 * model::sexes * model::ages; ++i)
        p.persons.push_back(static_cast<std::uint16_t>(i * 37));

    auto& g = set.figures.grid;
    g.cell_m = 250;
    g.row = std::vector<std::int32_t>{26'000, 26'000, 28'000};
    g.col = std::vector<std::int32_t>{-300, 1050, -1};
    g.municipality = std::vector<geo::MunicipalityId>{{0}, {0}, {1}};
    g.people = std::vector<std::uint32_t>{1, 70'000, 3};

    auto& r = set.figures.roads;
    r.from = {0, 1, 2};
    r.to = {1, 2, 0};
    r.nodes = 3;
    r.road_class = {geo::RoadClass::european, geo::RoadClass::car_ferry, geo::RoadClass::boat};
    r.medium = {geo::Medium::tunnel, geo::Medium::surface, geo::Medium::surface};
    r.oneway = {1, 0, 0};
    r.length_m = {1000, 4'000'000'000U, 7};
    r.given_ms = {0, 1'200'000, 0};
    r.number = {6, 0, 65'535};
    r.name = {"", "Bognes–Skarberget", ""};
    r.vertex_start = {0, 2, 5, 7};
    r.vertices = {{0, 0}, {10, 10}, {10, 10}, {50, -20}, {100, 7'900'000}, {100, 7'900'000}, {0, 0}};

    auto& s = set.figures.practices;
    s.place = std::vector<geo::Point>{{262'001, 6'649'002}, {-10'000, 7'700'000}};
    s.municipality = std::vector<geo::MunicipalityId>{{0}, {1}};
    s.postcode = std::vector<std::string>{"0150", "9730"};
    s.gps_2011 = std::vector<std::uint16_t>{12, 3};
    s.lists_with_gp = std::vector<std::uint16_t>{11, 2};
    s.lists_without_gp = std::vector<std::uint16_t>{0, 1};
    auto& l = set.figures.lists;
    l.year = 2024;
    l.lists_with_gp = std::vector<std::uint16_t>{11, 2};
    l.lists_without_gp = std::vector<std::uint16_t>{0, 1};
    l.patients_with_gp = std::vector<std::uint32_t>{700'000, 1800};
    l.patients_without_gp = std::vector<std::uint32_t>{0, 800};
    l.places_with_gp = std::vector<std::uint32_t>{710'000, 1900};
    l.open_lists = std::vector<std::uint16_t>{4, 1};
    auto& y = set.figures.list_series;
    y.first_year = 2021;
    y.years = 2;
    y.municipalities = 2;
    y.percent_without_gp = {0.5F, 0.25F, 31.5F, 30.0F};
    y.mean_list_length = {1050, 1040, 700, 690};
    y.reserve_capacity_index = {101, 102, 95, 96};
    auto& n = set.figures.national;
    n.first_year = 2021;
    n.years = 2;
    float figure = 100;
    for (auto* column : n.columns()) *column = {figure++, 5'311'792};

    auto& projected = set.figures.projections;
    projected.municipal_vintage = 2024;
    projected.first_year = 2024;
    projected.years = 2;
    projected.municipal_persons = {710'000, 2600, 715'000, 2590};
    projected.vintage = {2024, 2024};
    projected.alternative = {model::Alternative::low, model::Alternative::low};
    projected.year = {2025, 2025};
    projected.age_from = {0, 90};
    projected.persons = {4'000'000, 45'000};

    set.attributions = {
        {"municipalities.nc", "Boundaries", "Kartverket", "CC BY 4.0", "© Kartverket", "2024-05-01", ""},
        {"municipalities.nc", "Names and classes", "SSB, Klass 131", "CC BY 4.0", "Statistics Norway",
         "2024-01-01", ""},
        {"people.nc", "Residents", "SSB, table 07459", "CC BY 4.0", "Statistics Norway", "2025-02-01", ""},
        {"cells.nc", "Residents on squares", "SSB", "CC BY 4.0", "Statistics Norway", "2022-01-01", ""},
        {"practices.nc", "GP lists", "SSB, table 12005", "CC BY 4.0", "Statistics Norway", "2025-01-01", ""},
    };
    return set;
}

/// Makes one file of a written set anew with `change` after all its columns, by the plain netCDF layer.
void rewrite_small_file(const fs::path& path, const std::function<void(NcWriter&)>& change, int version = 1) {
    NcWriter file(path);
    file.attribute("/", "schema", "legekart input set");
    file.attribute("/", "schema_version", version);
    change(file);
    file.finish();
}

}  // namespace

TEST_CASE("A set without projections has no file of them", "[data][fast]") {
    const support::ScratchFolder folder;
    auto set = small_set();
    data::write_input_set(folder.path(), set);
    CHECK(fs::exists(folder.path() / "projections.nc"));
    set.figures.projections = {};
    data::write_input_set(folder.path(), set);
    CHECK_FALSE(fs::exists(folder.path() / "projections.nc"));
    CHECK(data::read_input_set(folder.path()).figures.projections.empty());
}

TEST_CASE("A set on whole metres comes back exactly", "[data][fast]") {
    const support::ScratchFolder folder;
    const InputSet set = small_set();
    data::write_input_set(folder.path(), set);
    const InputSet back = data::read_input_set(folder.path());
    CHECK(back.figures.municipalities == set.figures.municipalities);
    CHECK(back.figures.population == set.figures.population);
    CHECK(back.figures.grid == set.figures.grid);
    CHECK(back.figures.roads == set.figures.roads);
    CHECK(back.figures.practices == set.figures.practices);
    CHECK(back.figures.lists == set.figures.lists);
    CHECK(back.figures.list_series == set.figures.list_series);
    CHECK(back.figures.national == set.figures.national);
    CHECK(back.figures.national.percent_women == std::vector<float>{109, 5'311'792});
    CHECK(back.full == set.full);
    CHECK(back.land == set.land);
    CHECK(back.small == set.small);
    REQUIRE(back.attributions.size() == set.attributions.size());
    for (std::size_t i = 0; i < set.attributions.size(); ++i) {
        CHECK(back.attributions[i].table == set.attributions[i].table);
        CHECK(back.attributions[i].what == set.attributions[i].what);
        CHECK(back.attributions[i].attribution == set.attributions[i].attribution);
        CHECK(back.attributions[i].sha256 == data::sha256_of_file(folder.path() / set.attributions[i].table));
    }
}

TEST_CASE("Places are rounded to the nearest metre", "[data][fast]") {
    const support::ScratchFolder folder;
    InputSet set = small_set();
    set.figures.practices.place = std::vector<geo::Point>{{100.4, 100.6}, {-0.6, 7e6 + 0.5}};
    data::write_input_set(folder.path(), set);
    const InputSet back = data::read_input_set(folder.path());
    CHECK(back.figures.practices.place.values() == std::vector<geo::Point>{{100, 101}, {-1, 7'000'001}});
}

TEST_CASE("Figures that were not published stay so", "[data][fast]") {
    const support::ScratchFolder folder;
    InputSet set = small_set();
    set.figures.list_series.percent_without_gp[3] = std::numeric_limits<float>::quiet_NaN();
    data::write_input_set(folder.path(), set);
    const auto back = data::read_input_set(folder.path()).figures.list_series.percent_without_gp;
    CHECK(back[2] == 31.5F);
    CHECK(std::isnan(back[3]));
}

TEST_CASE("A set with no squares, lines or practices comes back", "[data][fast]") {
    const support::ScratchFolder folder;
    InputSet set = small_set();
    set.figures.grid = {.cell_m = 1000, .col = {}, .row = {}, .municipality = {}, .people = {}};
    set.figures.roads = geo::RoadLines{};
    set.figures.practices = {};
    data::write_input_set(folder.path(), set);
    CHECK(data::read_input_set(folder.path()).figures == set.figures);
}

TEST_CASE("The same set gives the same files", "[data][fast]") {
    const support::ScratchFolder a, b;
    data::write_input_set(a.path(), small_set());
    data::write_input_set(b.path(), small_set());
    for (const char* file : files)
        CHECK(support::text_of(a.path() / file) == support::text_of(b.path() / file));
    CHECK(std::distance(fs::directory_iterator(a.path()), fs::directory_iterator()) == 6);
}

TEST_CASE("A missing folder or file is named", "[data][fast]") {
    const support::ScratchFolder folder;
    CHECK_THAT(complaint([&] { data::read_input_set(folder.path() / "none"); }),
               Catch::Contains("none: no such folder"));
    for (const char* file : files) {
        data::write_input_set(folder.path(), small_set());
        fs::remove(folder.path() / file);
        CHECK_THAT(complaint([&] { data::read_input_set(folder.path()); }),
                   Catch::Contains(std::string(file) + ": no such file"));
    }
}

TEST_CASE("A file cut short is refused with what to do", "[data][fast]") {
    const support::ScratchFolder folder;
    for (const char* file : files) {
        data::write_input_set(folder.path(), small_set());
        const auto size = fs::file_size(folder.path() / file);
        for (const auto part : {size - 1, size / 2, size / 10, std::uintmax_t{0}}) {
            fs::resize_file(folder.path() / file, part);
            CHECK_THAT(complaint([&] { data::read_input_set(folder.path()); }),
                       Catch::Contains(file) && Catch::Contains("make or fetch it again"));
        }
    }
}

TEST_CASE("A file of a newer version, of another kind or half empty is refused", "[data][fast]") {
    const support::ScratchFolder folder;
    data::write_input_set(folder.path(), small_set());
    const fs::path cells = folder.path() / "cells.nc";
    const auto read = [&] { data::read_input_set(folder.path()); };
    rewrite_small_file(
        cells, [](NcWriter&) {}, 2);
    CHECK_THAT(complaint(read), Catch::Contains("cells.nc: has schema version 2") &&
                                    Catch::Contains("knows up to 1; use a newer legekart"));
    {
        NcWriter file(cells);
        file.attribute("/", "schema", "legekart snapshot");
        file.finish();
    }
    CHECK_THAT(complaint(read), Catch::Contains("is a legekart snapshot, expected a legekart input set"));
    { NcWriter(cells).finish(); }
    CHECK_THAT(complaint(read), Catch::Contains("is not a file of ours"));
    rewrite_small_file(cells, [](NcWriter& file) { file.dimension("/cell", 3); });
    CHECK_THAT(complaint(read), Catch::Contains("variable '/cell_m' is missing"));
}

TEST_CASE("A column that is misshapen, unknown or leads nowhere is named", "[data][fast]") {
    const support::ScratchFolder folder;
    data::write_input_set(folder.path(), small_set());
    const fs::path cells = folder.path() / "cells.nc";
    const auto read = [&] { data::read_input_set(folder.path()); };
    const auto write = [&](std::uint64_t people, std::uint16_t municipality, bool extra) {
        rewrite_small_file(cells, [&](NcWriter& file) {
            file.dimension("/cell", 1);
            file.dimension("/other", people);
            file.put<std::uint32_t>("/cell_m", {.dimensions = {}}, {1000});
            for (const char* name : {"/row", "/col"})
                file.put<std::int32_t>(name, {.dimensions = {"/cell"}}, {5});
            file.put<std::uint16_t>("/municipality", {.dimensions = {"/cell"}}, {municipality});
            file.put<std::uint32_t>("/people", {.dimensions = {people == 1 ? "/cell" : "/other"}},
                                    std::vector<std::uint32_t>(people, 1));
            if (extra) file.put<std::uint32_t>("/surplus", {.dimensions = {"/cell"}}, {1});
        });
    };
    write(2, 0, false);
    CHECK_THAT(complaint(read), Catch::Contains("variable '/people' has shape 2, expected 1"));
    write(1, 0, true);
    CHECK_THAT(complaint(read), Catch::Contains("holds '/other', which this version does not know"));

    data::write_input_set(folder.path(), small_set());
    InputSet wrong = small_set();
    wrong.figures.grid.municipality = std::vector<geo::MunicipalityId>{{0}, {2}, {1}};
    data::write_input_set(folder.path(), wrong);
    CHECK_THAT(complaint(read), Catch::Contains("cells.nc: '/municipality' holds 2, expected below 2"));
    wrong = small_set();
    wrong.figures.roads.to[1] = 3;
    data::write_input_set(folder.path(), wrong);
    CHECK_THAT(complaint(read), Catch::Contains("roads.nc: '/to' holds 3, expected below 3"));
    wrong = small_set();
    wrong.land.ring_start[1] = 900;
    data::write_input_set(folder.path(), wrong);
    CHECK_THAT(complaint(read), Catch::Contains("'/land/ring_start' does not ascend from 0"));
    wrong = small_set();
    wrong.figures.roads.vertex_start = {0, 1, 5, 7};
    data::write_input_set(folder.path(), wrong);
    CHECK_THAT(complaint(read), Catch::Contains("line 0 has fewer than two vertices"));
    wrong = small_set();
    wrong.figures.list_series = {.first_year = 2021,
                                 .years = 1,
                                 .municipalities = 1,
                                 .percent_without_gp = {1},
                                 .mean_list_length = {1},
                                 .reserve_capacity_index = {1}};
    data::write_input_set(folder.path(), wrong);
    CHECK_THAT(complaint(read),
               Catch::Contains("has yearly list figures for 1 municipalities, municipalities.nc has 2"));
}

TEST_CASE("Others can decode the differences by a running sum", "[data][fast]") {
    const support::ScratchFolder folder;
    data::write_input_set(folder.path(), small_set());
    const NcReader file(folder.path() / "cells.nc");
    CHECK(file.read<std::int32_t>("/row", {3}) == std::vector<std::int32_t>{26'000, 0, 2000});
    CHECK(file.read<std::int32_t>("/col", {3}) == std::vector<std::int32_t>{-300, 1350, -1051});
    CHECK_THAT(file.text("/row", "encoding"), Catch::Contains("running sum"));
}

TEST_CASE("The names of ferry crossings are written with the set they were read with", "[data][fast]") {
    const support::ScratchFolder folder;
    const std::string table =
        "crossing,lines,quays_in,road,source\n\"A, B–C\",A–B fv. 1; B–C fv. 1,A; B; C,fv. 1,a map\n";
    data::write_input_set(folder.path() / "one", small_set());
    CHECK_FALSE(fs::exists(folder.path() / "one/ferries.csv"));
    std::ofstream(folder.path() / "one/ferries.csv") << table;
    const auto read = data::read_input_set(folder.path() / "one");
    REQUIRE(read.figures.crossings.size() == 1);
    CHECK(read.figures.crossings[0].lines == std::vector<std::string>{"A–B fv. 1", "B–C fv. 1"});
    data::write_input_set(folder.path() / "two", read);
    CHECK(support::text_of(folder.path() / "two/ferries.csv") == table);
    for (const auto& file : data::input_set_files(folder.path() / "two"))
        CHECK(fs::exists(file) == (file.filename() != "sources.toml" && file.filename() != "neighbours.nc"));
}
