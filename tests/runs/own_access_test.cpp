// `legekart access` with people, practices and travel times of one's own.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "data/csv.hpp"
#include "geo/reference_files.hpp"
#include "support/program.hpp"

using support::legekart;
using support::ScratchFolder;

namespace {

using Columns = std::map<std::string, std::vector<std::string>>;

Columns columns_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    const auto names = data::csv_fields(line);
    Columns out;
    while (std::getline(in, line)) {
        const auto fields = data::csv_fields(line);
        REQUIRE(fields.size() == names.size());
        for (std::size_t c = 0; c < names.size(); ++c) out[names[c]].push_back(fields[c]);
    }
    return out;
}

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

struct Answer {
    Columns table;
    std::string err;
};

/// Runs in `folder` with its people.csv, supply.csv and costs.csv.
Answer access(const ScratchFolder& folder, const std::string& more) {
    const auto at = folder.path().string() + "/";
    const auto outcome = legekart("access --people " + at + "people.csv --supply " + at +
                                  "supply.csv --csv " + at + "out.csv " + more);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return {columns_of(folder.path() / "out.csv"), outcome.err};
}

}  // namespace

TEST_CASE("Own travel times of any country give every index", "[runs][fast]") {
    //        north  (2 lists)   kiosk (6 lists)
    //  ulm     10                 30 (the limit is closed)
    //  ålesund 25                 31
    //  void    5  (nobody lives there)
    //  far     90
    const ScratchFolder folder;
    write(folder.path() / "people.csv", "place,people\nulm,300\n\xC3\xA5lesund,700\nvoid,0\nfar,50\n");
    write(folder.path() / "supply.csv", "practice;lists\nnorth;2,0\nkiosk;6\n");
    write(folder.path() / "costs.csv",
          "place,practice,minutes\nulm,north,10\nulm,kiosk,30\n\xC3\xA5lesund,north,25\n"
          "\xC3\xA5lesund,kiosk,31\nvoid,north,5\nfar,north,90\nnobody,north,1\n");
    const auto answer = access(folder, "--costs " + (folder.path() / "costs.csv").string());
    const auto two_step = answer.table.at("fca_two_step");
    const double north = 2.0 / 1000, kiosk = 6.0 / 300;
    REQUIRE(two_step.size() == 4);
    CHECK(std::stod(two_step[0]) == Approx(north + kiosk).epsilon(1e-12));
    CHECK(std::stod(two_step[1]) == Approx(north).epsilon(1e-12));
    CHECK(std::stod(two_step[2]) == Approx(north).epsilon(1e-12));
    CHECK(two_step[3] == "0");
    CHECK(answer.table.at("minutes_nearest")[3] == "90");
    CHECK(answer.table.at("place")[1] == "\xC3\xA5lesund");
    CHECK(answer.err.find("1 rows have places that") != std::string::npos);
    CHECK(answer.table.size() >= 17);
}

TEST_CASE("What is wrong with own tables is told with its line, all at once", "[runs][fast]") {
    const ScratchFolder folder;
    const auto at = folder.path().string() + "/";
    write(folder.path() / "people.csv", "place,people\na,1\na,2\nb,..\n");
    write(folder.path() / "supply.csv", "practice,lists\nx,-1\n");
    write(folder.path() / "costs.csv", "place,practice,minutes\na,x,1\na,x,2\n");
    const auto outcome = legekart("access --people " + at + "people.csv --supply " + at +
                                  "supply.csv --costs " + at + "costs.csv");
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.err.find("people.csv:3: 'a' comes twice, first at ") != std::string::npos);
    CHECK(outcome.err.find("people.csv:4: column 'people' is '..' (a figure that is missing)") !=
          std::string::npos);
    CHECK(outcome.err.find("supply.csv:2: column 'lists' is '-1'") != std::string::npos);
    write(folder.path() / "people.csv", "place,people\na,1\n");
    write(folder.path() / "supply.csv", "practice,lists\nx,1\n");
    const auto twice = legekart("access --people " + at + "people.csv --supply " + at +
                                "supply.csv --costs " + at + "costs.csv");
    CHECK(twice.exit_code == 2);
    CHECK(twice.err.find("costs.csv:3: 'a' to 'x' comes twice, first at ") != std::string::npos);
}

TEST_CASE("Places of another country and a road file give times and indices", "[runs][fast]") {
    // Iceland: 9.72 km of 60 km/h to the surgery in the middle, driven at 0.87 of it
    const ScratchFolder folder;
    const auto at = folder.path().string() + "/";
    write(
        folder.path() / "roads.osm",
        "<osm version=\"0.6\"><node id=\"1\" version=\"1\" lat=\"64.1\" lon=\"-21.9\"/><node id=\"2\" "
        "version=\"1\" "
        "lat=\"64.1\" lon=\"-21.7\"/><node id=\"3\" version=\"1\" lat=\"64.1\" lon=\"-21.5\"/><way id=\"1\" "
        "version=\"1\"><nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"3\"/><tag k=\"highway\" v=\"primary\"/><tag "
        "k=\"maxspeed\" v=\"60\"/></way></osm>");
    write(folder.path() / "people.csv", "id;people;lon;lat\nREK;100;-21,9;64,1\nhill;50;-21,5;64,1\n");
    write(folder.path() / "supply.csv", "id,lists,lat,lon\nA,2,64.1,-21.7\n");
    const auto table = access(folder, "--roads " + at + "roads.osm --times " + at + "times.csv").table;
    CHECK(table.at("minutes_nearest") == std::vector<std::string>{"11.2", "11.2"});
    CHECK(std::stod(table.at("fca_two_step")[0]) == Approx(2.0 / 150));
    CHECK(columns_of(folder.path() / "times.csv").at("minutes") == std::vector<std::string>{"11.2", "11.2"});
    write(folder.path() / "people.csv", "id;people;lon;lat\nREK;100;-21,9;64,1\nfar;50;-19,5;64,1\n");
    const auto far = legekart("access --places " + at + "people.csv --supply " + at + "supply.csv --roads " +
                              at + "roads.osm");
    CHECK(far.exit_code == 2);
    CHECK(
        far.err.find("50 of 150 people (1 places) and 0 of 1 places of supply have no road within 5000 m") !=
        std::string::npos);
}

TEST_CASE("Published indices come out of the command line", "[runs]") {
    const ScratchFolder folder;
    const auto rows = reference::columns("bho_rows.csv");
    const auto minutes = reference::bytes("bho_minutes.bin");
    const auto n = rows.at("people").size();
    std::string people = "hexagon,people\n", supply = "hexagon,jobs\n", costs = "from,to,minutes\n";
    for (std::size_t i = 0; i < n; ++i) {
        people += fmt::format("h{},{}\n", i, rows.at("people")[i]);
        supply += fmt::format("h{},{}\n", i, rows.at("jobs")[i]);
        for (std::size_t j = 0; j < n; ++j)
            if (const auto code = minutes[i * n + j]; code != 0)
                costs += fmt::format("h{},h{},{}\n", i, j, code == 255 ? 5.8 : code - 1.0);
    }
    write(folder.path() / "people.csv", people);
    write(folder.path() / "supply.csv", supply);
    write(folder.path() / "costs.csv", costs);
    const auto at = (folder.path() / "costs.csv").string();
    const std::string steps = "steps:10=1,20=0.68,30=0.22";
    const auto table =
        access(folder, "--costs " + at + " --neighbours " + at +
                           " --set access.power_scale_minutes=60 --set "
                           "access.exponential_per_minute=0.1 --set access.logistic_middle_minutes=30"
                           " --decay " +
                           steps +
                           " --decay steps-below:10=1,20=0.68,30=0.22"
                           " --decay gaussian:15,30 --decay exponential:0.05 --decay exponential:0.1"
                           " --raam 30")
            .table;
    const auto compare = [&](const std::string& ours, const std::string& theirs, double tolerance) {
        const auto& expected = rows.at(theirs);
        double worst = 0;
        for (std::size_t i = 0; i < n; ++i) {
            if (!std::isfinite(expected[i])) continue;
            worst = std::max(worst, std::abs(std::stod(table.at(ours)[i]) - expected[i]) /
                                        std::max(std::abs(expected[i]), 1e-300));
        }
        INFO(ours << " " << theirs << " " << worst);
        CHECK(worst < tolerance);
    };
    for (const auto& [ours, theirs] : std::map<std::string, std::string>{
             {"fca_two_step", "r_fca2_binary30"},
             {"two_step:exponential:0.05", "r_fca2_exp005"},
             {"balanced:exponential:0.05", "r_bfca_exp005"},
             {"two_step:steps-below:10=1,20=0.68,30=0.22", "r_fca2_stepped"},
             {"lists_near", "r_cum30"},
             {"gravity_exponential", "r_grav_exp01"},
             {"gravity_logistic", "r_grav_logistic30_10"},
             {"spatial_availability:exponential:0.1", "r_spatial_availability_exp01"},
             {"two_step:" + steps, "py_e2sfca_step"},
             {"two_step:gaussian:15,30", "py_e2sfca_gauss"},
             {"three_step:" + steps, "py_3sfca"},
             {"gravity_power", "py_grav"},
             {"modified_two_step:gaussian:15,30", "py_own_m2sfca_gauss"},
             {"minutes_nearest_with_gp", "py_nearest_cost"}})
        compare(ours, theirs, 1e-9);
    compare("catchment_ratio", "py_fca", 1e-9);
    // That program moves whole people by steps and stops after 150, some per cent off the state it
    // approaches.
    std::vector<double> off;
    for (std::size_t i = 0; i < n; ++i)
        if (const double expected = rows.at("py_raam")[i]; std::isfinite(expected))
            off.push_back(std::abs(std::stod(table.at("raam")[i]) / expected - 1));
    std::sort(off.begin(), off.end());
    CHECK(off[off.size() / 2] < 0.03);
    CHECK(off[off.size() * 95 / 100] < 0.1);
}
