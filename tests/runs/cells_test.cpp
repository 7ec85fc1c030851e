// The squares of a run, and its file in the hands of other programs.
#include <catch2/catch.hpp>
#include <cmath>

#include "data/snapshot_reader.hpp"
#include "support/places.hpp"
#include "support/program.hpp"

using support::legekart;
using support::ScratchFolder;

namespace {

using support::baseline;

/// Two months of Norway with squares at both ends, simulated once for all tests here.
const std::filesystem::path& run_with_squares() {
    static const ScratchFolder folder;
    static const auto file = folder.path() / "norway.nc";
    if (!std::filesystem::exists(file)) {
        const auto outcome =
            legekart("run " + baseline + " --months 2 --cells start,2026-03,end -o " + file.string());
        INFO(outcome.err);
        REQUIRE(outcome.exit_code == 0);
    }
    return file;
}

}  // namespace

TEST_CASE("The squares of a run hold the people of its municipalities", "[runs][norway][cells]") {
    const auto snapshot = data::read_snapshot(run_with_squares());
    REQUIRE(snapshot.cells);
    REQUIRE(snapshot.cells->times.size() == 2);  // 2026-03 is the end
    const auto total = [&](const char* count, int t) {
        double sum = 0;
        for (const auto value : snapshot.values(count, t)) sum += static_cast<double>(value);
        return sum;
    };
    for (std::size_t t = 0; t < 2; ++t) {
        const auto residents = snapshot.cell_values("residents", t);
        const auto share = snapshot.cell_values("share_without_gp", t);
        const auto own = snapshot.cell_values("minutes_own_practice", t);
        double people = 0, without = 0, minutes = 0, travellers = 0, over_60 = 0;
        for (std::size_t i = 0; i < residents.size(); ++i) {
            if (!(residents[i] > 0)) continue;
            const auto here = static_cast<double>(residents[i]);
            people += here;
            without += here * static_cast<double>(share[i]) / 100;
            if (std::isnan(own[i])) continue;
            travellers += here;
            minutes += here * static_cast<double>(own[i]);
            if (own[i] > 60) over_60 += here;
        }
        const int month = t == 0 ? 0 : 2;
        CHECK(people == total("population", month));
        // Squares on a border are merged by their weights, so a few people in a thousand are off.
        CHECK(without ==
              Approx(total("residents_without_gp", month) + total("on_no_list", month)).epsilon(0.02));
        CHECK(minutes / travellers > 4);
        CHECK(minutes / travellers < 30);
        CHECK(over_60 < total("over_60_minutes", month));
    }
}

TEST_CASE("Squares of a run become a map and a GeoTIFF", "[runs][norway][cells]") {
    const ScratchFolder folder;
    const auto picture = folder.path() / "c.png";
    const auto tif = folder.path() / "c.tif";
    const auto file = run_with_squares().string();
    const auto drawn =
        legekart("map " + file + " --cells share_without_gp --area Troms -o " + picture.string());
    INFO(drawn.err);
    CHECK(drawn.exit_code == 0);
    CHECK(support::text_of(picture).substr(1, 3) == "PNG");
    CHECK(legekart("map " + file + " --cells nothing").err.find("minutes_own_practice") != std::string::npos);
    REQUIRE(legekart("export " + file + " --indicator share_without_gp -o " + tif.string()).exit_code == 0);
    const auto info = support::shell("gdalinfo -stats " + tif.string()).out;
    CHECK(info.find("ID[\"EPSG\",25833]]") != std::string::npos);
    CHECK(info.find("share_without_gp 2026-03") != std::string::npos);
}

TEST_CASE("A month of squares that is not in the run is named with those that are", "[runs][fast]") {
    for (const char* wrong : {"2026-04", "2025-12", "2026-13", "soon"}) {
        const auto outcome =
            legekart("run " + baseline + " --months 2 --cells start," + wrong + " -o /dev/null");
        INFO(outcome.err);
        CHECK(outcome.exit_code == 2);
        CHECK(outcome.err.find(wrong) != std::string::npos);
        CHECK(outcome.err.find("from 2026-01 to 2026-03") != std::string::npos);
    }
    CHECK(legekart("run " + baseline + " --set output.cells='[\"start\"]' --dry-run").exit_code == 0);
}

TEST_CASE("Strangers read a run of Norway and draw a map of it with tools of their own", "[runs][norway]") {
    const ScratchFolder folder;
    const auto package = (folder.path() / "p.gpkg").string();
    REQUIRE(legekart("export " + run_with_squares().string() + " -o " + package).exit_code == 0);
    const auto outcome = support::shell(
        "/usr/bin/python3 " + support::in_tree("tests/runs/norway_by_others.py") + " " +
        run_with_squares().string() + " " + package + " " + (folder.path() / "m.png").string());
    INFO(outcome.err);
    CHECK(outcome.exit_code == 0);
}
