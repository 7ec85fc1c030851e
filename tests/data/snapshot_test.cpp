#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>

#include "data/detail/netcdf.hpp"
#include "data/snapshot_reader.hpp"
#include "data/snapshot_writer.hpp"
#include "data/stored_values.hpp"
#include "geo/base/error.hpp"
#include "support/complaint.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using support::complaint;

namespace {

namespace fs = std::filesystem;
using data::SnapshotHead;
using data::SnapshotLists;
using data::SnapshotWriter;

constexpr model::CountInfo counts[] = {
    {"people", "persons", "Residents", "Innbyggere"},
    {"without_gp", "persons", "Residents on a list without a GP", "Innbyggere på liste uten fastlege"},
    {"wait_sum", "days", "Sum of waiting days", "Sum av ventedager"},
};
constexpr model::RatioInfo ratios[] = {
    {"share_without_gp", "percent", "Share on a list without a GP", "Andel på liste uten fastlege",
     "without_gp", "people", 100.0, 2},
};
constexpr int months = 26;  // three blocks of the file: 12, 12 and 3 time points

/// Municipality 0: 1000 people, t of them without a GP at time t; 1: 3 people, 1 without; 2: nobody.
model::MonthTable month_table(int t) {
    return {3, {1000, 3, 0, t, 1, 0, 10 * t, 20'000'000 + t, 0}};
}

/// A square with a hole and an island; a triangle; another one.
geo::Boundaries polygons() {
    geo::Boundaries b;
    const auto ring = [&](std::vector<geo::Point> points) {
        points.push_back(points.front());
        b.points.insert(b.points.end(), points.begin(), points.end());
        b.ring_start.push_back(static_cast<std::uint32_t>(b.points.size()));
    };
    ring({{0, 6'500'000}, {0, 6'505'000}, {5000, 6'505'000}, {5000, 6'500'000}});
    ring({{1000, 6'501'000}, {2000, 6'501'000}, {2000, 6'502'000}, {1000, 6'502'000}});
    b.part_start.push_back(2);
    ring({{9000, 6'500'000}, {9000, 6'500'500}, {9500, 6'500'000}});
    b.part_start.push_back(3);
    b.area_start.push_back(2);
    ring({{-7000, 6'600'000}, {-7000, 6'601'000}, {-6000, 6'600'000}});
    b.part_start.push_back(4);
    b.area_start.push_back(3);
    ring({{50'000.25, 7'600'000.5}, {50'000.25, 7'601'000}, {51'000, 7'600'000}});
    b.part_start.push_back(5);
    b.area_start.push_back(4);
    return b;
}

SnapshotHead head() {
    SnapshotHead h;
    h.municipalities.number = std::vector<std::string>{"0301", "3301", "5610"};
    h.municipalities.name = std::vector<std::string>{"Oslo", "Drammen", "Karasjok – Kárášjohka"};
    h.municipalities.county_number = std::vector<std::string>{"03", "33", "56"};
    h.municipalities.county = std::vector<std::string>{"Oslo", "Buskerud", "Finnmark"};
    h.municipalities.health_region = std::vector<std::string>{"Helse Sør-Øst", "Helse Sør-Øst", "Helse Nord"};
    h.municipalities.centrality = std::vector<std::uint8_t>{1, 2, 6};
    h.municipalities.centrality_index = std::vector<std::uint16_t>{1000, 910, 421};
    h.municipalities.land_km2 = std::vector<float>{426.4F, 305.5F, 5208.5F};
    h.municipalities.centre =
        std::vector<geo::Point>{{2500, 6'502'500}, {-6500, 6'600'500}, {50'500, 7'600'500}};
    h.polygons = polygons();
    h.first_month = std::chrono::year{2024} / std::chrono::November;
    h.months = months;
    h.counts = counts;
    h.ratios = ratios;
    h.run.scenario = "start = \"2024-11\"  # æøå\nmonths = 26\n";
    h.run.title = "Small world";
    h.run.title_no = "Liten verden, æøå";
    h.run.parameters = {
        {"exit.base", 0.004, "1/month", 0, 0.1, "assumption: half of the leavers are under 50"},
        {"choice.minutes", -0.08, "1/min", -1, 0, "calibrated"}};
    h.run.seed = 18'000'000'000'000'000'001U;
    h.run.version = "0.1.0";
    h.run.git_commit = "0123abcd";
    h.run.inputs = {
        {"people.nc", "Residents", "SSB, table 07459", "CC BY 4.0", "Statistics Norway", "2025-02-01", "ab"},
        {"cells.nc", "Squares", "SSB", "CC BY 4.0", "Statistics Norway", "", "cd"}};
    // Two rows share the square at col 0: 30 and 10 people.
    auto& grid = h.cells.emplace().grid;
    grid.cell_m = 1000;
    grid.row = std::vector<std::int32_t>{6500, 6500, 6500, 6650};
    grid.col = std::vector<std::int32_t>{0, 0, 99, -7};
    grid.municipality = std::vector<geo::MunicipalityId>{{0}, {1}, {0}, {1}};
    grid.people = std::vector<std::uint32_t>{30, 10, 5, 1};
    h.cells->times = {0, months};
    h.cells->fields = {
        {"travel_minutes", "minutes", "Minutes to the GP", "Minutter til fastlegen", data::CellMerge::mean},
        {"people", "persons", "Residents", "Innbyggere", data::CellMerge::sum}};
    return h;
}

SnapshotLists lists() {
    return {.name = {"Sentrum 1", "Kárášjohka 1"},
            .municipality = {{0}, {2}},
            .practice = {{2500, 6'502'500.5}, {50'500, 7'600'500}},
            .cap = {1200, 700},
            .members = {1190, 650},
            .state = {0, 2}};
}

void write(const fs::path& path, const SnapshotHead& given = head()) {
    SnapshotWriter writer(path, given);
    constexpr float far = std::numeric_limits<float>::infinity();
    writer.write_cells(0, {{10, 30, 7, far}, {30, 10, 5, 1}});
    for (int t = 0; t <= months; ++t) writer.write_month(t, month_table(t));
    writer.write_cells(months, {{11, 31, 8, 2}, {30, 10, 5, 1}});
    writer.write_lists(lists());
    writer.finish();
}

}  // namespace

TEST_CASE("Months count from the first of January 2020 in days", "[data][fast]") {
    using namespace std::chrono;
    CHECK(data::days_since_2020(year{2020} / January) == 0);
    CHECK(data::days_since_2020(year{2020} / March) == 60);  // leap year: 31 + 29
    CHECK(data::days_since_2020(year{2019} / December) == -31);
    for (year_month month = year{2014} / January; month < year{2060} / January;
         month += std::chrono::months{1})
        CHECK(data::month_of(data::days_since_2020(month)) == month);
}

TEST_CASE("A snapshot gives back what went into it", "[data][fast]") {
    const support::ScratchFolder folder;
    write(folder.path() / "run.nc");
    CHECK(folder.files() == 1);
    const data::Snapshot s = data::read_snapshot(folder.path() / "run.nc");
    CHECK(s.municipalities == head().municipalities);
    CHECK(s.polygons == polygons());
    CHECK(s.first_month == head().first_month);
    CHECK(s.time_points == months + 1);
    CHECK(s.month(2) == std::chrono::year{2025} / std::chrono::January);
    REQUIRE(s.indicators.size() == 4);
    CHECK(s.indicators[1].long_name_no == "Innbyggere på liste uten fastlege");
    CHECK(s.indicators[2].unit == "d");
    CHECK(s.indicators[3] == data::described(ratios[0]));
    CHECK(s.indicators[3].is_ratio);
    CHECK(s.indicators[3].decimals == model::Decimals{2});
    CHECK(s.indicators[3].unit_no == "prosent");
    REQUIRE(s.lists);
    CHECK(*s.lists == lists());
    CHECK(s.run.scenario == head().run.scenario);
    CHECK(s.run.title == "Small world");
    CHECK(s.run.title_no == "Liten verden, æøå");
    CHECK(s.run.seed == head().run.seed);
    CHECK(s.run.version == "0.1.0");
    CHECK(s.run.git_commit == "0123abcd");
    CHECK(s.run.compiler == data::compiler_version());
    CHECK(s.run.libraries == data::library_versions());
    REQUIRE(s.run.parameters.size() == 2);
    CHECK(s.run.parameters[1].name == "choice.minutes");
    CHECK(s.run.parameters[1].value == -0.08);
    CHECK(s.run.parameters[1].min == -1);
    CHECK(s.run.parameters[0].source == "assumption: half of the leavers are under 50");
    REQUIRE(s.run.inputs.size() == 2);
    CHECK(s.run.inputs[1].sha256 == "cd");
    CHECK(s.run.inputs[1].retrieved.empty());
}

TEST_CASE("Counts come back exactly, ratios of them to a 65 000th", "[data][fast]") {
    const support::ScratchFolder folder;
    write(folder.path() / "run.nc");
    const data::Snapshot s = data::read_snapshot(folder.path() / "run.nc");
    const auto without = s.counts("without_gp"), wait = s.counts("wait_sum");
    const auto share = s.values("share_without_gp"), people = s.values("people");
    REQUIRE(without.size() == 3 * (months + 1));
    for (int t = 0; t <= months; ++t) {
        const auto row = static_cast<std::size_t>(3 * t);
        CHECK(without[row] == t);
        CHECK(wait[row + 1] == 20'000'000 + t);
        CHECK(people[row] == 1000.0F);
        CHECK(share[row] == Approx(t / 10.0).epsilon(1.0 / 65'000));
        CHECK(share[row + 1] == Approx(100.0 / 3).epsilon(1.0 / 65'000));
        CHECK(std::isnan(share[row + 2]));
    }
    CHECK(s.values("people", 26) == std::vector<float>{1000, 3, 0});
    CHECK(s.values("share_without_gp", 26)[0] == share[78]);
}

TEST_CASE("Final and change columns agree with the series", "[data][fast]") {
    const support::ScratchFolder folder;
    write(folder.path() / "run.nc");
    const data::detail::NcReader file(folder.path() / "run.nc");
    CHECK(file.read<std::int32_t>("/without_gp_final", {3}) == std::vector<std::int32_t>{26, 1, 0});
    CHECK(file.read<std::int32_t>("/without_gp_change", {3}) == std::vector<std::int32_t>{26, 0, 0});
    const auto final_share = file.read<float>("/share_without_gp_final", {3});
    const auto change = file.read<float>("/share_without_gp_change", {3});
    CHECK(final_share[0] == Approx(2.6).epsilon(1.0 / 65'000));
    CHECK(change[0] == Approx(2.6).epsilon(1.0 / 65'000));
    CHECK(change[1] == 0);
    CHECK(std::isnan(final_share[2]));
    CHECK(std::isnan(change[2]));
}

TEST_CASE("A stored ratio is the nearest one with 16 significant bits", "[data][fast]") {
    const model::RatioInfo& share = ratios[0];
    CHECK(data::stored_ratio(share.scale, 1, 4) == 25.0F);
    CHECK(data::stored_ratio(share.scale, 0, 4) == 0.0F);
    CHECK(std::isnan(data::stored_ratio(share.scale, 0, 0)));
    for (int n = 1; n < 1000; ++n) {
        const double exact = 100.0 * n / 997;
        CHECK(std::abs(static_cast<double>(data::stored_ratio(share.scale, n, 997)) - exact) <=
              exact / 65'536);
    }
}

TEST_CASE("Squares lie where they belong, and rows that share one are merged", "[data][fast]") {
    const support::ScratchFolder folder;
    write(folder.path() / "run.nc");
    const data::Snapshot s = data::read_snapshot(folder.path() / "run.nc");
    REQUIRE(s.cells);
    CHECK(s.cells->cell_m == 1000);
    CHECK(s.cells->west_m == -7000);
    CHECK(s.cells->north_m == 6'651'000);
    CHECK(s.cells->width == 107);
    CHECK(s.cells->height == 151);
    CHECK(s.cells->times.back() == std::chrono::year{2027} / std::chrono::January);
    REQUIRE(s.cells->fields.size() == 2);
    const auto minutes = s.cell_values("travel_minutes", 0), later = s.cell_values("travel_minutes", 1);
    const auto people = s.cell_values("people", 0);
    REQUIRE(minutes.size() == 107 * 151);
    CHECK(minutes[150 * 107 + 7] == 15.0F);  // (30 * 10 + 10 * 30) / 40
    CHECK(people[150 * 107 + 7] == 40.0F);
    CHECK(minutes[150 * 107 + 106] == 7.0F);
    CHECK(later[0] == 2.0F);
    CHECK(std::isnan(minutes[0]));  // out of reach
    CHECK(people[0] == 1.0F);
    CHECK(std::count_if(people.begin(), people.end(), [](float v) { return !std::isnan(v); }) == 3);
}

TEST_CASE("The same run gives the same bytes", "[data][fast]") {
    const support::ScratchFolder folder;
    write(folder.path() / "a.nc");
    write(folder.path() / "b.nc");
    CHECK(support::text_of(folder.path() / "a.nc") == support::text_of(folder.path() / "b.nc"));
}

TEST_CASE("A run without cells, lists, inputs or parameters is a whole file", "[data][fast]") {
    const support::ScratchFolder folder;
    SnapshotHead bare = head();
    bare.cells.reset();
    bare.run = {};
    bare.months = 0;
    {
        SnapshotWriter writer(folder.path() / "run.nc", bare);
        writer.write_month(0, month_table(5));
        writer.finish();
    }
    const data::Snapshot s = data::read_snapshot(folder.path() / "run.nc");
    CHECK(s.time_points == 1);
    CHECK_FALSE(s.cells);
    CHECK_FALSE(s.lists);
    CHECK(s.run.inputs.empty());
    CHECK(s.counts("without_gp") == std::vector<std::int32_t>{5, 1, 0});
}

TEST_CASE("A file of version 1 has the titles of its scenario in the text of it", "[data][fast]") {
    const support::ScratchFolder folder;
    SnapshotHead old = head();
    old.run.title = old.run.title_no = "";
    const auto titles = [&](const char* scenario) {
        old.run.scenario = scenario;
        write(folder.path() / "run.nc", old);
        const auto run = data::read_snapshot(folder.path() / "run.nc").run;
        return std::vector{run.title, run.title_no};
    };
    using Texts = std::vector<std::string>;
    CHECK(titles("title = 'A \"plan\"'\ntitle_no = \"Én plan\"\n") == Texts{"A \"plan\"", "Én plan"});
    CHECK(titles("title = \"A plan\"\n") == Texts{"A plan", "A plan"});
    // The texts of its measures follow it, each with a title of its own.
    CHECK(titles("# See a/plan.toml\n# For b.toml and c.toml\ntitle = \"A plan\"\nmonths = 3\n\n# one.toml\n"
                 "title = \"First\"\n\n# two.toml\ntitle = \"Second\"\n") == Texts{"A plan", "A plan"});
    CHECK(titles("access by car, no scenario") == Texts{"", ""});
}

TEST_CASE("Months out of order, missing or misshapen are mistakes of the program", "[data][fast]") {
    const support::ScratchFolder folder;
    {
        SnapshotWriter writer(folder.path() / "run.nc", head());
        CHECK_THROWS_AS(writer.write_month(1, month_table(1)), std::logic_error);
        writer.write_month(0, month_table(0));
        CHECK_THROWS_AS(writer.write_month(0, month_table(0)), std::logic_error);
        CHECK_THROWS_AS(writer.write_month(1, model::MonthTable{2, {}}), std::logic_error);
        CHECK_THROWS_AS(writer.write_cells(3, {{1, 1, 1, 1}, {1, 1, 1, 1}}), std::logic_error);
        CHECK_THROWS_AS(writer.write_cells(0, {{1}, {1}}), std::logic_error);
        CHECK_THROWS_AS(writer.finish(), std::logic_error);
    }
    SnapshotHead wrong = head();
    wrong.polygons = {};
    CHECK_THROWS_AS(SnapshotWriter(folder.path() / "run.nc", wrong), std::logic_error);
    wrong = head();
    wrong.counts = wrong.counts.subspan(1);
    CHECK_THROWS_AS(SnapshotWriter(folder.path() / "run.nc", wrong), std::logic_error);
    CHECK(folder.files() == 0);
}

TEST_CASE("What a program that died was writing has no seal and is no snapshot", "[data][fast]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "run.nc";
    const pid_t child = fork();
    if (child == 0) {
        SnapshotWriter writer(path, head());
        for (int t = 0; t < 14; ++t) writer.write_month(t, month_table(t));
        _exit(0);  // no destructor runs, as when killed
    }
    REQUIRE(child > 0);
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(status == 0);
    CHECK_FALSE(fs::exists(path));
    REQUIRE(folder.files() == 1);
    const auto left = fs::directory_iterator(folder.path())->path();
    CHECK_THAT(complaint([&] { data::read_snapshot(left); }),
               Catch::Contains("does not end with its checksum"));
}

TEST_CASE("Files that are not whole snapshots of a known version are refused with a sentence",
          "[data][fast]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "run.nc";
    const auto read = [&] { data::read_snapshot(path); };
    using Catch::Contains;
    CHECK_THAT(complaint(read), Contains("run.nc: no such file"));
    std::ofstream(path) << "kommune;innbyggere\n";
    CHECK_THAT(complaint(read), Contains("cannot be opened as netCDF-4 / HDF5"));
    {
        data::detail::NcWriter file(path);
        file.attribute("/", "schema", "legekart snapshot");
        file.attribute("/", "schema_version", 7);
        file.finish();
    }
    CHECK_THAT(complaint(read), Contains("schema version 7") && Contains("use a newer legekart"));
    write(path);
    const std::string whole = support::text_of(path);
    for (const double part : {0.01, 0.3, 0.6, 0.9, 0.999}) {
        fs::resize_file(path, static_cast<std::uintmax_t>(part * static_cast<double>(whole.size())));
        CHECK_THAT(complaint(read), Contains("make or fetch it again"));
    }
}

TEST_CASE("Asking for what a snapshot does not hold names what it holds", "[data][fast]") {
    const support::ScratchFolder folder;
    write(folder.path() / "run.nc");
    const data::Snapshot s = data::read_snapshot(folder.path() / "run.nc");
    using Catch::Contains;
    CHECK_THAT(complaint([&] { s.values("peopel"); }),
               Contains("no indicator 'peopel'; did you mean 'people'?"));
    CHECK_THAT(complaint([&] { s.counts("share_without_gp"); }),
               Contains("ratio of the counts without_gp and people"));
    CHECK_THAT(complaint([&] { s.values("people", 27); }), Contains("time points 0 to 26, not 27"));
    CHECK_THAT(complaint([&] { s.cell_values("people", 2); }),
               Contains("no 'people' of the squares at time 2"));
}

TEST_CASE("Other programs read the same figures from a snapshot", "[data]") {
    const support::ScratchFolder folder;
    const fs::path path = folder.path() / "run.nc", expected = folder.path() / "expected.json";
    write(path);
    nlohmann::json json;
    const SnapshotHead h = head();
    json["count"] = "without_gp";
    json["ratio"] = "share_without_gp";
    json["field"] = "travel_minutes";
    json["long_name_no"] = "Innbyggere på liste uten fastlege";
    for (int t = 0; t <= months; ++t) {
        json["counts"].push_back({t, 1, 0});
        json["undefined"].push_back({false, false, true});
        const auto month = h.first_month + std::chrono::months{t};
        char text[16];
        std::snprintf(text, sizeof text, "%04d-%02u-01", static_cast<int>(month.year()),
                      static_cast<unsigned>(month.month()));
        json["months"].push_back(text);
    }
    json["last_ratio"] = 2.6;
    json["names"] = h.municipalities.name.values();
    json["numbers"] = h.municipalities.number.values();
    json["centrality"] = {1, 2, 6};
    json["scenario"] = h.run.scenario;
    json["seed"] = h.run.seed;
    json["parameter"] = "exit.base";
    json["lists"] = lists().name;
    json["squares"] = {{500.0, 6'500'500.0, 15.0}, {99'500.0, 6'500'500.0, 7.0}};
    json["origin"] = {-7000.0, 6'651'000.0};
    json["cell_times"] = 2;
    // Shells counter-clockwise, holes clockwise: the direction CF and GIS programs expect.
    json["polygon"] =
        "MULTIPOLYGON (((0 6500000,5000 6500000,5000 6505000,0 6505000,0 6500000),"
        "(1000 6501000,1000 6502000,2000 6502000,2000 6501000,1000 6501000)),"
        "((9000 6500000,9500 6500000,9000 6500500,9000 6500000)))";
    std::ofstream(expected) << json;
    const std::string command = "/usr/bin/python3 '" + support::in_tree("tests/data/read_by_others.py") +
                                "'" + " '" + path.string() + "' '" + expected.string() + "'";
    CHECK(std::system(command.c_str()) == 0);
}
