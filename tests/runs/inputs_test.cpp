// What commands read: never written over, never waited for, never taken without being used.
#include <fmt/format.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "support/places.hpp"
#include "support/program.hpp"
#include "support/small_country.hpp"

using Catch::Contains;
using support::legekart;
using support::text_of;
namespace fs = std::filesystem;

namespace {

/// A small country with its scenario, a finished sweep, and tables of one's own.
struct ReadCountry {
    support::ScratchFolder folder;

    ReadCountry() {
        support::write_small_country(folder.path(), 4, 2000, 2);
        folder.file("lists.csv", "municipality,cap,patients\n0101,900,800\n");
        folder.file("areas.csv", "area,municipality\nmine,0101\n");
        folder.file("people.csv", "place,people\na,10\nb,20\n");
        folder.file("supply.csv", "practice,lists\nx,1\n");
        folder.file("costs.csv", "place,practice,minutes\na,x,5\nb,x,7\n");
        folder.file("l.csv",
                    "municipality,lists_with_gp,lists_without_gp,patients_with_gp,patients_without_gp,"
                    "places_with_gp,open_lists\n0101,2,1,1700,180,1800,1\n0102,2,1,1700,180,1800,1\n"
                    "0103,2,1,1700,180,1800,1\n0104,2,1,1700,180,1800,1\n");
        folder.file("plan.toml",
                    "name = \"two\"\nscenario = \"small.toml\"\n[design]\nkind = \"list\"\n[[factors]]\n"
                    "key = \"parameters.vacancy.locum_cover\"\nvalues = [0.5, 0.6]\n");
    }
    /// Runs a line in the country's folder.
    support::Outcome run(const std::string& line) const {
        return support::shell(
            fmt::format("cd {}; timeout 60 {} {}", folder.path().string(), support::program_file(), line));
    }
    void must_run(const std::string& line) const {
        const auto outcome = run(line);
        INFO(line << ": " << outcome.err);
        REQUIRE(outcome.exit_code == 0);
    }
};

}  // namespace

TEST_CASE("A scenario runs on an input set named on the command line, from any folder", "[runs][fast]") {
    const ReadCountry country;
    country.must_run("prepare --inputs country --lists l.csv -o 'next year'");
    country.must_run("run small.toml -o a.nc");
    country.must_run("run small.toml --inputs 'next year' -o b.nc");
    country.must_run("info b.nc > b.txt");
    country.must_run("info a.nc > a.txt");
    CHECK(text_of(country.folder.path() / "a.txt") != text_of(country.folder.path() / "b.txt"));
    for (const auto& [given, told] : std::vector<std::pair<std::string, std::string>>{
             {"nowhere", "nowhere: holds no municipalities.nc"},
             {"''", "--inputs: is empty"},
             {"lists.csv", "lists.csv: holds no municipalities.nc"}})
        for (const std::string command : {"run", "validate", "effects --dry-run --measure rural-grant"}) {
            const auto outcome = country.run(command + " small.toml --inputs " + given);
            INFO(command << ' ' << given << ": " << outcome.err);
            CHECK(outcome.exit_code == 2);
            CHECK_THAT(outcome.err, Contains(told));
        }
    fs::create_directory(country.folder.path() / "sub");
    CHECK(country
              .run("run small.toml --inputs country -o a2.nc; cd sub; " + support::program_file() +
                   " run ../small.toml --inputs ../country -o ../a3.nc; cmp ../a2.nc ../a3.nc")
              .exit_code == 0);
}

TEST_CASE("No command writes over what it reads", "[runs][fast]") {
    const ReadCountry country;
    country.must_run("sweep run plan.toml -o sweep");
    country.must_run("run small.toml -o a.nc");
    for (const auto& [line, read] : std::vector<std::pair<std::string, std::string>>{
             {"prepare --inputs country --lists l.csv -o country", "country/practices.nc"},
             {"prepare --inputs country --lists l.csv -o country/.", "country/people.nc"},
             {"run small.toml --inputs country -o country/people.nc", "country/people.nc"},
             {"run small.toml --set 'inputs.own_lists=\"lists.csv\"' -o lists.csv", "lists.csv"},
             {"run small.toml --areas areas.csv --area mine -o areas.csv", "areas.csv"},
             {"effects small.toml --measure rural-grant --set 'measures_folder=\"measures\"' "
              "-o measures/rural-grant.toml",
              "measures/rural-grant.toml"},
             {"effects small.toml --measure rural-grant --set 'measures_folder=\"measures\"' -o small.toml",
              "small.toml"},
             {"sweep collect sweep --area 0101 -o sweep/runs/0000/000001.nc", "sweep/runs/0000/000001.nc"},
             {"sweep collect sweep --area 0101 -o sweep/design.csv", "sweep/design.csv"},
             {"sweep collect sweep --area 0101 -o country/cells.nc", "country/cells.nc"},
             {"sensitivity sweep --csv sweep/results.csv", "sweep/results.csv"},
             {"sensitivity sweep --csv sweep/runs/0000/000000.nc", "sweep/runs/0000/000000.nc"},
             {"export a.nc --areas areas.csv --area mine -o areas.csv", "areas.csv"},
             {"compare a.nc a.nc --areas areas.csv --area mine -o areas.csv", "areas.csv"},
             {"access --inputs country --own-lists lists.csv --csv lists.csv", "lists.csv"},
             {"access --people people.csv:people --supply supply.csv --costs costs.csv --csv people.csv",
              "people.csv"},
             {"access --people people.csv --supply supply.csv --costs costs.csv:minutes --times costs.csv",
              "costs.csv"},
         }) {
        INFO(line);
        if (!fs::exists(country.folder.path() / "measures"))
            fs::copy(support::in_tree("runs/measures"), country.folder.path() / "measures");
        const auto before = text_of(country.folder.path() / read);
        REQUIRE_FALSE(before.empty());
        const auto outcome = country.run(line);
        INFO(outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK_THAT(outcome.err, Contains("is an input of this very command"));
        CHECK(text_of(country.folder.path() / read) == before);
    }
    // Tables beside the one asked for.
    fs::rename(country.folder.path() / "lists.csv", country.folder.path() / "x-practices.csv");
    const auto beside = country.run("access --inputs country --own-lists x-practices.csv --csv x.csv");
    CHECK(beside.exit_code == 2);
    CHECK_THAT(beside.err, Contains("x-practices.csv: is an input of this very command"));
    // What collect makes is no place for the table of an area.
    CHECK_THAT(country.run("sweep collect sweep --area 0101 -o sweep/sweep.nc").err,
               Contains("is given as output twice"));
    country.must_run("prepare --inputs country --lists l.csv -o other");
    country.must_run("sweep collect sweep --area 0101");
    country.must_run("sweep collect sweep --area 0101");
}

TEST_CASE("Files of unlike places are refused before their draws are told of", "[runs][fast]") {
    const ReadCountry country;
    country.must_run("run small.toml -o a.nc");
    country.must_run("run small.toml --only 0101,0102 --seed 90 -o b.nc");
    for (const char* line : {"map b.nc --minus a.nc -o x.png", "compare a.nc b.nc",
                             "export a.nc b.nc -o x.csv", "report a.nc b.nc -o x.html"}) {
        INFO(line);
        const auto refused = country.run(line);
        CHECK(refused.exit_code == 2);
        CHECK_THAT(refused.err, Contains("run both with the same --only") && !Contains("note:"));
    }
}

TEST_CASE("The year of a map of chances is checked without drawing it", "[runs][fast]") {
    const ReadCountry country;
    country.must_run("run small.toml --months 24 --replicates 2 -o a.nc");
    const auto dry = [&](const std::string& options) {
        return country.run("risk a.nc --dry-run -o r.png " + options);
    };
    CHECK(dry("--year 2027").exit_code == 0);
    CHECK_THAT(dry("--year 2031").err, Contains("--year: 2031 is not among the years of"));
    CHECK_THAT(dry("--year 2027 --to 2026").err, Contains("--year: 2027 is not among the years asked for"));
    country.must_run("run small.toml --months 11 --replicates 2 -o short.nc");
    for (const char* json : {"", " --json"}) {
        const auto refused = country.run(std::string("risk short.nc") + json);
        CHECK(refused.exit_code == 2);
        CHECK_THAT(refused.err, Contains("short.nc: is of 11 months") && Contains("--months 12 or more"));
    }
}

TEST_CASE("A pipe where a file is read is refused at once", "[runs][fast]") {
    const ReadCountry country;
    country.must_run("sweep design plan.toml -o sweep");
    country.must_run("run small.toml -o a.nc");
    for (const char* name :
         {"p", "p.csv", "p.xlsx", "p.nc", "p.geojson", "p.json", "p.pbf", "p.gpkg", "p.toml"})
        REQUIRE(::mkfifo((country.folder.path() / name).c_str(), 0600) == 0);
    fs::copy(country.folder.path() / "country", country.folder.path() / "piped");
    REQUIRE(::mkfifo((country.folder.path() / "piped/ferries.csv").c_str(), 0600) == 0);
    for (const char* line : {"info p.nc",
                             "map p.nc",
                             "report a.nc p.nc",
                             "compare a.nc p.nc",
                             "export p.nc -o x.csv",
                             "risk p.nc",
                             "check p.geojson",
                             "check p.csv p.gpkg",
                             "run p.toml",
                             "sweep design p.toml",
                             "run small.toml --areas p.xlsx --area mine",
                             "run small.toml --areas p.csv --area mine",
                             "access --inputs country --roads p.pbf",
                             "access --inputs country --roads p.gpkg",
                             "access --inputs country --own-lists p.xlsx",
                             "access --inputs piped",
                             "access --people p --supply supply.csv --costs costs.csv",
                             "access --people people.csv --supply p.xlsx --costs costs.csv",
                             "prepare --inputs country --population p.json -o x",
                             "prepare --inputs country --lists p.xlsx -o x",
                             "prepare --inputs country --borders p.geojson -o x",
                             "prepare p.toml -o x"}) {
        const auto outcome = country.run(line);
        INFO(line << ": " << outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK_THAT(outcome.out + outcome.err,
                   Contains("is a pipe or device, expected a file") ||
                       Contains("is a pipe or device, expected a TOML file") ||
                       Contains("is a pipe or device, expected a table of ferry crossings"));
    }
    fs::remove(country.folder.path() / "sweep/design.csv");
    REQUIRE(::mkfifo((country.folder.path() / "sweep/design.csv").c_str(), 0600) == 0);
    CHECK(country.run("sweep status sweep").exit_code == 2);
}

TEST_CASE("An option that would change nothing is refused", "[runs][fast]") {
    const ReadCountry country;
    const std::string own = "access --people people.csv --supply supply.csv --costs costs.csv ";
    country.folder.file("m.toml", "");
    country.folder.file("lon.csv", "place,people,lon,lat\na,10,10,60\nb,20,10,60\n");
    country.folder.file("lon-supply.csv", "practice,lists,lon,lat\nx,1,10,60\n");
    for (const auto& [line, named] : std::vector<std::pair<std::string, std::string>>{
             {"access --inputs country --raam 60", "--raam"},
             {"access --inputs country --decay gaussian:15,30", "--decay"},
             {"access --inputs country --neighbours costs.csv", "--neighbours"},
             {"access --inputs country --crs EPSG:25833", "--crs"},
             {"access --inputs country --times x.csv", "--times"},
             {"access --inputs country --aim beyond", "--aim"},
             {"access --inputs country --place-lists 2", "--place-lists"},
             {"access --inputs country --place 1 --beyond 20", "--beyond"},
             {"access --inputs country --indicator minutes_nearest", "--indicator"},
             {own + "--cut-off 30", "--cut-off"},
             {own + "--crs EPSG:25833", "--crs"},
             {own + "--inputs country", "--inputs"},
             {own + "--own-lists lists.csv", "--own-lists"},
             {own + "--close-ferry X", "--close-ferry"},
             {own + "--place 1", "--place"},
             {own + "--set roads.county_km_h=50", "roads.county_km_h"},
             {own + "--set access.farthest_road_m=50", "access.farthest_road_m"},
             {"access --people lon.csv --supply lon-supply.csv --roads r.pbf --crs EPSG:25833", "--crs"},
             {"prepare m.toml -o x --lists l.csv", "--lists"},
             {"prepare m.toml -o x --inputs country", "--inputs"},
             {"prepare m.toml -o x --year 2025", "--year"},
             {"prepare m.toml -o x --crs EPSG:25833", "--crs"},
             {"prepare --inputs country --lists l.csv --land b.geojson -o x", "--land"},
             {"prepare --inputs country --lists l.csv --layer b -o x", "--layer"},
             {"prepare --inputs country --national n.csv --year 2025 -o x", "--year"},
         }) {
        const auto outcome = country.run(line);
        INFO(line << ": " << outcome.out << outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK_THAT(outcome.err, Contains(named));
        CHECK_FALSE(fs::exists(country.folder.path() / "x"));
    }
    country.must_run(own + "--raam 60 --decay gaussian:15,30 --csv out.csv");
}

TEST_CASE("A stopped run says what was kept, and what was not", "[runs][fast]") {
    const ReadCountry country;
    for (const bool can_keep : {false, true}) {
        fs::remove_all(country.folder.path() / "s.nc.resume");
        if (!can_keep) country.folder.file("s.nc.resume", "in the way");
        const auto outcome = support::shell(fmt::format(
            "cd {}; rm -f said; {} run small.toml --months 600 --replicates 40 -o s.nc --progress json "
            "2>said & child=$!; until grep -qs 'done.:[1-9]' said || ! kill -0 $child; do sleep 0.05; done; "
            "kill -TERM $child; wait $child",
            country.folder.path().string(), support::program_file()));
        const auto said = text_of(country.folder.path() / "said");
        INFO(said);
        if (outcome.exit_code == 0) continue;  // a machine that was faster
        CHECK(outcome.exit_code == 75);
        CHECK((said.find("nothing was kept to go on from") != std::string::npos) == !can_keep);
        CHECK((said.find("kept in s.nc.resume; to get all: the same command again with --resume") !=
               std::string::npos) == can_keep);
        CHECK(fs::is_directory(country.folder.path() / "s.nc.resume") == can_keep);
    }
}

TEST_CASE("A pipe that nobody reads is waited for until a signal comes", "[runs][fast]") {
    const ReadCountry country;
    REQUIRE(::mkfifo((country.folder.path() / "pipe").c_str(), 0600) == 0);
    // Told when it catches signals (of the mask the kernel shows, TERM is bit 14), and waits in the pipe.
    // Started by itself: `timeout` catches signals too, and hands them on twice.
    const auto outcome = support::shell(fmt::format(
        "cd {}; {} report --viewer -o pipe & child=$!; until grep -Eq "
        "'^SigCgt:.*[4-7c-f]...$' /proc/$child/status || ! kill -0 $child; do sleep 0.05; done; sleep 1; "
        "kill -TERM $child; wait $child",
        country.folder.path().string(), support::program_file()));
    INFO(outcome.err);
    CHECK(outcome.exit_code == 75);
    CHECK_THAT(outcome.err, Contains("stopped; no file is left half written"));
}
