#include "viz/map/map_options.hpp"

#include <catch2/catch.hpp>

#include "geo/base/error.hpp"
#include "support/tiny_snapshot.hpp"

using namespace viz;
using namespace std::chrono;

TEST_CASE("A month is asked for as start, end or by its number", "[viz][fast]") {
    const support::TinySnapshot tiny;
    CHECK(month_of(tiny.snapshot, "start") == 2026y / January);
    CHECK(month_of(tiny.snapshot, "end") == 2027y / February);
    CHECK(month_of(tiny.snapshot, "") == 2027y / February);
    CHECK(month_of(tiny.snapshot, "2030-09") == 2030y / September);
    for (const char* no_month : {"2030-13", "2030-00", "2030-9", "2030-09-01", "soon"})
        CHECK_THROWS_WITH(month_of(tiny.snapshot, no_month),
                          Catch::Contains(no_month) && Catch::Contains("--month"));
}

TEST_CASE("A month that the file does not have is refused with those it has", "[viz][fast]") {
    const support::TinySnapshot tiny;
    CHECK(time_index(tiny.snapshot, 2026y / January) == 0);
    CHECK(time_index(tiny.snapshot, 2027y / February) == 13);
    CHECK_THROWS_WITH(time_index(tiny.snapshot, 2027y / March), Catch::Contains("2026-01 to 2027-02"));
    CHECK_THROWS_AS(time_index(tiny.snapshot, 2025y / December), geo::InputError);
}

TEST_CASE("A page is a name or pixels within reason", "[viz][fast]") {
    CHECK(page_of("", slide) == slide);
    CHECK(page_of("portrait", slide) == portrait);
    CHECK(page_of("slide", portrait) == slide);
    CHECK(page_of("1600x2000", slide) == Page{1600, 2000});
    for (const char* no_page : {"199x2000", "2000x20001", "2000", "wide", "x"})
        CHECK_THROWS_WITH(page_of(no_page, slide), Catch::Contains(no_page));
}

TEST_CASE("Breaks are numbers or a way to find them, and zero has a class unless values are signed",
          "[viz][fast]") {
    const std::vector<double> all{0, 0, 1, 2, 3, 4, 5, 6, 7, 8};
    CHECK(classes_of({"1", "2.5", "10"}, 6, all) == Classes{{1, 2.5, 10}, false});
    CHECK(classes_of({}, 4, all).own_zero);
    CHECK(classes_of({"quantiles"}, 4, all) == classes_of({}, 4, all));
    CHECK(classes_of({"round"}, 4, all).breaks == std::vector<double>{2, 4, 6, 8});
    const std::vector<double> with_negative{-1, 0, 1, 2, 3};
    CHECK(!classes_of({}, 4, with_negative).own_zero);
    CHECK_THROWS_WITH(classes_of({"1", "two"}, 4, all), Catch::Contains("'two'"));
    CHECK_THROWS_AS(classes_of({"2", "1"}, 4, all), geo::InputError);
}

TEST_CASE("A file is called by its scenario's title, and by its own name where it has none", "[viz][fast]") {
    support::TinySnapshot tiny;
    CHECK(scenario_title(tiny.snapshot, Language::norwegian) == "Liten");
    CHECK(scenario_title(tiny.snapshot, Language::english) == "Tiny");
    tiny.snapshot.run.title.clear();
    tiny.snapshot.run.title_no.clear();
    for (const auto language : {Language::norwegian, Language::english})
        CHECK(scenario_title(tiny.snapshot, language) == "tiny");
}
