#include "viz/map/map_view.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/error.hpp"
#include "support/tiny_snapshot.hpp"

using namespace viz;

namespace {

MapView view_of(const data::Snapshot& snapshot, const MapRequest& request = {}) {
    return map_view(std::span(&snapshot, 1), nullptr, request);
}

/// What a panel shows, with -1 for no data.
std::vector<double> shown(const Panel& panel) {
    auto values = panel.values;
    for (double& v : values)
        if (std::isnan(v)) v = -1;
    return values;
}

}  // namespace

TEST_CASE("A map shows the share without a GP in the last month unless asked for else", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto view = view_of(tiny.snapshot);
    REQUIRE(view.panels.size() == 1);
    CHECK(shown(view.panels[0]) == std::vector<double>{16.25, 10, -1});
    CHECK(view.spec.title == "Andel listeinnbyggere uten fast lege");
    CHECK(view.spec.subtitle == "Liten · 1. februar 2027 · én av mange mulige framtider");
    CHECK(view.spec.legend_title.empty());  // the title says it
    CHECK(view.spec.unit == "prosent");
    CHECK(view.spec.source == "Makers of tests");
    CHECK(view.spec.footer == "Legekart 0.0.0 · tiny.nc · startverdi 7 · kode 0000000");
    CHECK(view.spec.names == std::vector<std::string>{"Vest", "Midt", "Øst"});
    CHECK(view.spec.group == std::vector<std::uint32_t>{3, 18, 18});
    CHECK(view.spec.page == portrait);
}

TEST_CASE("What is asked for is shown: indicator, month, region, title, page", "[viz][fast]") {
    const support::TinySnapshot tiny;
    MapRequest request;
    request.indicators = {"patients"};
    request.month = "start";
    request.area = model::AreaNames(tiny.snapshot.municipalities).find("nordland");
    request.title = "Mine";
    request.size = "slide";
    const auto view = view_of(tiny.snapshot, request);
    CHECK(shown(view.panels[0]) == std::vector<double>{800, 400, 0});
    CHECK(view.spec.title == "Mine");
    CHECK(view.spec.legend_title == "Listeinnbyggere i alt");
    CHECK(view.spec.subtitle == "Nordland · Liten · 1. januar 2026");
    CHECK(view.spec.zoom == std::vector<std::uint32_t>{1, 2});
    CHECK(view.spec.page == slide);
}

TEST_CASE("Classes come from all months, so that the maps of a file agree", "[viz][fast]") {
    const support::TinySnapshot tiny;
    MapRequest first, last;
    first.month = "start";
    last.month = "end";
    const auto one = view_of(tiny.snapshot, first).spec.classes,
               other = view_of(tiny.snapshot, last).spec.classes;
    REQUIRE(one);
    CHECK(one->own_zero);  // Vest is at zero in the first month only
    CHECK(one == other);
    MapRequest round;
    round.breaks = {"5", "10"};
    CHECK(view_of(tiny.snapshot, round).spec.classes == Classes{{5, 10}, false});
}

TEST_CASE("Months side by side have a panel each, titled by the date", "[viz][fast]") {
    const support::TinySnapshot tiny;
    MapRequest request;
    request.multiples = {"start", "2026-06", "end"};
    const auto view = view_of(tiny.snapshot, request);
    REQUIRE(view.panels.size() == 3);
    CHECK(view.panels[1].title == "1. juni 2026");
    CHECK(shown(view.panels[1]) == std::vector<double>{6.25, 10, -1});
    CHECK(view.spec.subtitle == "Liten · én av mange mulige framtider");
    MapRequest film;
    film.film = true;
    CHECK(view_of(tiny.snapshot, film).panels.size() == 14);
    CHECK(view_of(tiny.snapshot, film).spec.page == slide);
}

TEST_CASE("Two files of one title are told apart by their names", "[viz][fast]") {
    const support::TinySnapshot tiny;
    std::vector<data::Snapshot> both;
    both.push_back(tiny.another("a.nc"));
    both.push_back(tiny.another("b.nc"));
    const auto view = map_view(both, nullptr, {});
    REQUIRE(view.panels.size() == 2);
    CHECK(view.panels[0].title == "a");
    CHECK(view.panels[1].title == "b");
    CHECK(view.spec.footer.find("a.nc, b.nc") != std::string::npos);
    CHECK(view.spec.footer.find("startverdi 7 ·") != std::string::npos);  // one seed, said once
}

TEST_CASE("Of an area the squares of its municipalities are shown and counted, no others",
          "[viz][areas][fast]") {
    const support::TinySnapshot tiny;
    MapRequest request;
    request.cells = "minutes_own_practice";
    const auto squares = [&] {
        const auto view = view_of(tiny.snapshot, request);
        const auto value = view.panels.front().cells.value().value;
        return std::vector<double>(value.begin(), value.end());
    };
    const auto all = squares();
    CHECK(std::count(all.begin(), all.end(), 5.0) > 0);
    request.area = model::AreaNames(tiny.snapshot.municipalities).find("Nordland");
    const auto its = squares();
    CHECK_FALSE(its.empty());
    CHECK(std::count(its.begin(), its.end(), 50.0) == static_cast<std::ptrdiff_t>(its.size()));
}

TEST_CASE("Indicators of two units are not one picture", "[viz][fast]") {
    const support::TinySnapshot tiny;
    MapRequest request;
    request.indicators = {"patients", "percent_without_gp"};
    CHECK_THROWS_WITH(view_of(tiny.snapshot, request), Catch::Contains("one picture has one unit"));
    request.indicators = {"patients", "population"};
    const auto view = view_of(tiny.snapshot, request);
    CHECK(view.panels.size() == 2);
    CHECK(view.spec.title == "Fastlegedekning");
    CHECK(view.panels[0].title == "Listeinnbyggere i alt");
}

TEST_CASE("A difference is this file minus that, and doubt is told", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto plain = tiny.ensemble("plain.nc", false), better = tiny.ensemble("better.nc", true);
    MapRequest january;
    january.month = "2027-01";
    const auto view = map_view(std::span(&better, 1), &plain, january);
    REQUIRE(view.panels.size() == 1);
    CHECK(view.panels[0].values[0] == Approx(-6.25).margin(1e-3));  // 50 of 800
    CHECK(view.panels[0].values[1] == Approx(0).margin(1e-3));
    CHECK(view.panels[0].uncertain == std::vector<std::uint8_t>{0, 1, 0});
    CHECK(view.spec.values == Values::differences);
    CHECK(view.spec.unit == "prosentpoeng");
    CHECK(view.spec.legend_title == "Forskjell");
    CHECK(view.spec.subtitle == "better minus plain · 1. januar 2027");
    MapRequest june;
    june.month = "2026-06";
    const auto unknown = map_view(std::span(&better, 1), &plain, june);
    CHECK(unknown.panels[0].uncertain.empty());
    CHECK(unknown.spec.footer.starts_with("Usikkerhet er bare kjent for starten"));
}

TEST_CASE("A difference of single runs warns that it may be chance", "[viz][fast]") {
    const support::TinySnapshot tiny;
    const auto here = tiny.another("a.nc"), there = tiny.another("b.nc");
    const auto view = map_view(std::span(&here, 1), &there, {});
    CHECK(shown(view.panels[0]) == std::vector<double>{0, 0, -1});
    CHECK(view.spec.footer.starts_with("Én kjøring av hvert scenario"));
    CHECK(view.spec.subtitle == "a minus b · 1. februar 2027 · én av mange mulige framtider");
    MapRequest start;
    start.month = "start";  // observed, no future
    CHECK(map_view(std::span(&here, 1), &there, start).spec.subtitle == "a minus b · 1. januar 2026");
}

TEST_CASE("Files of unlike numbers of futures are each named with their own", "[viz][fast]") {
    const support::TinySnapshot tiny;
    std::vector<data::Snapshot> both;
    both.push_back(tiny.another("one.nc"));
    both.push_back(tiny.ensemble("many.nc", false));
    const std::string each = "one: én av mange mulige framtider; many: gjennomsnitt av 3 mulige framtider";
    CHECK(map_view(both, nullptr, {}).spec.subtitle == "1. februar 2027 · " + each);
    const auto difference = map_view(std::span(both).first(1), &both[1], {}).spec;
    CHECK(difference.subtitle == "one minus many · 1. februar 2027 · " + each);
    CHECK(difference.footer.starts_with("one: én kjøring, så forskjeller kan skyldes tilfeldigheter.\n"));
}

TEST_CASE("Squares are shown with the classes of minutes, at a month the file keeps", "[viz][fast]") {
    const support::TinySnapshot tiny;
    MapRequest request;
    request.cells = "minutes_own_practice";
    const auto view = view_of(tiny.snapshot, request);
    REQUIRE(view.panels.size() == 1);
    REQUIRE(view.panels[0].cells);
    const auto& cells = *view.panels[0].cells;
    CHECK(std::vector(cells.col.begin(), cells.col.end()) == std::vector<std::int32_t>{50, 150});
    CHECK(std::vector(cells.row.begin(), cells.row.end()) == std::vector<std::int32_t>{6550, 6550});
    CHECK(std::vector(cells.value.begin(), cells.value.end()) == std::vector<double>{5, 50});
    CHECK(view.spec.unit == "minutter");
    CHECK(view.spec.classes == Classes{{5, 10, 15, 30, 45, 60, 90}, false});
    request.month = "2026-06";
    CHECK_THROWS_WITH(view_of(tiny.snapshot, request), Catch::Contains("2026-01, 2027-02"));
    request.cells = "hours";
    CHECK_THROWS_WITH(view_of(tiny.snapshot, request), Catch::Contains("minutes_own_practice"));
}

TEST_CASE("Files of other municipalities are not shown together", "[viz][fast]") {
    const support::TinySnapshot tiny;
    std::vector<data::Snapshot> both;
    both.push_back(tiny.another("a.nc"));
    both.push_back(tiny.another("b.nc"));
    both[1].municipalities.number[model::MunicipalityId{0}] = "9999";
    CHECK_THROWS_WITH(map_view(both, nullptr, {}), Catch::Contains("b.nc"));
}
