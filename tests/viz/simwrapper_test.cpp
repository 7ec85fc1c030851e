#include "viz/export/simwrapper.hpp"

#include <catch2/catch.hpp>

#include "geo/base/error.hpp"
#include "support/program.hpp"
#include "support/tiny_snapshot.hpp"

using namespace viz;

TEST_CASE("A dashboard is a folder of shapes, figures and a page that names them", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto board = tiny.folder.path() / "board";
    ExportChoice choice{.indicators = {"patients", "percent_without_gp"}};
    choice.language = Language::norwegian;
    export_simwrapper(board, tiny.one(), choice);
    // The site reads "0301" as 301, so the key has no leading zero.
    CHECK(support::text_of(board / "figures-tiny.csv") ==
          "key,municipality,futures,patients,percent_without_gp\n"
          "301,\"Vest\",1,800,16.25\n"
          "1804,\"Midt - Guovddáš\",1,400,10\n"
          "1806,\"Øst\",1,0,\n");
    CHECK(support::text_of(board / "area-tiny.csv").starts_with("scenario,month,futures,patients,percent"));
    CHECK(support::text_of(board / "municipalities.geojson").find("\"key\": 301") != std::string::npos);
    const auto page = support::text_of(board / "dashboard-1.yaml");
    for (const char* part :
         {"title: \"Fastlegedekning i Norge\"", "uten fast lege (%), én av mange mulige framtider\"",
          "startverdi 7. Makers of tests", "title: \"tiny, Norge\"", "columnName: percent_without_gp",
          "file: \"figures-tiny.csv\"", "xAxisName: \"Måned\""})
        CHECK(page.find(part) != std::string::npos);
}

TEST_CASE("A dashboard's maps show one month, and its folder must be makeable", "[viz][fast]") {
    const support::TinySnapshot tiny;
    CHECK_THROWS_WITH(
        export_simwrapper(tiny.folder.path() / "board", tiny.one(), {.indicators = {}, .months = "all"}),
        Catch::Contains("one month"));
    CHECK_THROWS_WITH(export_simwrapper(tiny.folder.path() / "none" / "board", tiny.one(), {}),
                      Catch::Contains("cannot make the folder"));
    CHECK_THROWS_AS(export_simwrapper(tiny.folder.path() / "tiny.nc", tiny.one(), {}), geo::InputError);
}
