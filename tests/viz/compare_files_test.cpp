// Snapshot files to a comparison.
#include <catch2/catch.hpp>

#include "data/own_areas.hpp"
#include "support/made_snapshot.hpp"
#include "support/program.hpp"
#include "viz/compare/comparison_files.hpp"
#include "viz/compare/comparison_report.hpp"

TEST_CASE("Every file after the first is compared with the first, and asked to stop none is",
          "[viz][norway]") {
    const support::ScratchFolder folder;
    const auto path = [&](const char* name) { return folder.path() / name; };
    support::make_ensemble(path("base.nc"), false);
    support::make_ensemble(path("better.nc"), true);
    std::vector<data::Snapshot> files;
    for (const char* name : {"base.nc", "better.nc", "base.nc"})
        files.push_back(data::read_snapshot(path(name)));

    std::vector<int> told;
    const auto report = viz::compare_files(files, {}, [&](int done) { told.push_back(done); });
    CHECK(told == std::vector{1, 2});
    CHECK(report.reference == "base");
    REQUIRE(report.scenarios.size() == 2);
    CHECK(report.scenarios[0].name == "better");
    CHECK(report.scenarios[0].paired);
    CHECK(report.scenarios[0].replicates_a == support::made_replicates);
    CHECK(report.indicators[report.ranked].name == "percent_without_gp");
    CHECK(report.figure(report.scenarios[0], report.ranked).difference.mean < 0);
    CHECK(report.figure(report.scenarios[1], report.ranked).difference.mean == 0);

    viz::CompareRequest local;
    local.area = data::area_names(files[0]).find("finnmark");
    const auto there = viz::compare_files(files, local);
    CHECK(there.area().name == "Finnmark");
    CHECK(viz::changes_in(there, there.scenarios[0], there.ranked).all.size() == 18);
    const auto lines = viz::summary(there, there.scenarios[0], viz::Language::english);
    CHECK_THAT(lines.front(), Catch::Contains("Finnmark"));

    viz::CompareRequest unpaired;
    unpaired.unpaired = true;
    CHECK(!viz::compare_files(files, unpaired).scenarios[0].paired);
    viz::CompareRequest unknown;
    unknown.indicator = "births";
    CHECK_THROWS_WITH(viz::compare_files(files, unknown), Catch::Contains("'births' is not compared"));
    geo::StopSource source;
    source.ask();
    CHECK_THROWS_AS(viz::compare_files(files, {}, {}, source.token()), geo::Stopped);
}

TEST_CASE("The name of a comparison's file says what is in it", "[viz][norway]") {
    const support::ScratchFolder folder;
    const auto path = [&](const char* name) { return folder.path() / name; };
    support::make_ensemble(path("base.nc"), false);
    support::make_ensemble(path("better.nc"), true);
    std::vector<data::Snapshot> files;
    for (const char* name : {"base.nc", "better.nc"}) files.push_back(data::read_snapshot(path(name)));
    const auto report = viz::compare_files(files, {});
    const auto written = [&](const char* name) {
        viz::write_comparison(path(name), report, viz::Language::english);
        return support::text_of(path(name));
    };
    CHECK(written("a.csv") == viz::csv_text(viz::figures_sheet(report, viz::Language::english)));
    CHECK(written("a.md") == viz::overview_markdown(report, viz::Language::english));
    CHECK(written("a.xlsx").starts_with("PK"));
    CHECK(written("a.json").starts_with("{"));
    // What is no table is a picture, which files without costs have not.
    CHECK_THROWS_WITH(written("a.png"), Catch::Contains("no costs to draw"));
}
