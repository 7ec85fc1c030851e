#include "geo/travel_table.hpp"

#include <catch2/catch.hpp>

#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"

using namespace geo;

namespace {

TravelTable table_of_two_cells() {
    //          practice 0    practice 1
    // cell 0      3.0 min       5.0 min
    // cell 1                    0.6 min
    return {.cells = 2,
            .practices = 2,
            .first = {0, 2, 3},
            .practice = {PracticeId{0}, PracticeId{1}, PracticeId{1}},
            .tenth_minutes = {30, 50, 6}};
}

}  // namespace

TEST_CASE("A missing pair is unreachable, not zero", "[geo][fast]") {
    const auto table = table_of_two_cells();
    CHECK(travel_time(table, CellId{0}, PracticeId{1}) == Minutes{5.0F});
    CHECK(travel_time(table, CellId{1}, PracticeId{1}) == Minutes{0.6F});
    CHECK_FALSE(travel_time(table, CellId{1}, PracticeId{0}).has_value());
}

TEST_CASE("A table turned twice is the same table", "[geo][fast]") {
    const auto table = table_of_two_cells();
    const auto turned = by_practice(table);
    CHECK(turned.first == std::vector<std::uint32_t>{0, 1, 3});
    CHECK(turned.cell == std::vector<CellId>{CellId{0}, CellId{0}, CellId{1}});
    CHECK(turned.tenth_minutes == std::vector<std::uint16_t>{30, 50, 6});
    CHECK(by_cell(turned) == table);
}

TEST_CASE("A cell without any practice has no nearest one", "[geo][fast]") {
    TravelTable table = table_of_two_cells();
    table.cells = 3;
    table.first.push_back(3);
    const auto nearest = nearest_tenths(table);
    CHECK(nearest[0] == 30);
    CHECK(nearest[1] == 6);
    CHECK_FALSE(nearest[2].has_value());
}

TEST_CASE("Straight-line times are distance times detour over speed", "[geo][fast]") {
    // Cell at the origin; practices 3-4-5 km away and 30 km away; 60 km/h, so a kilometre is a minute.
    const std::vector<Point> cells{{0, 0}};
    const std::vector<Point> practices{{30'000, 0}, {3'000, 4'000}};
    SECTION("the cut-off is closed") {
        const auto table = straight_line_times(cells, practices, KmPerHour{60}, 1.2, Minutes{6});
        CHECK(table.practice == std::vector<PracticeId>{PracticeId{1}});
        CHECK(table.tenth_minutes == std::vector<std::uint16_t>{60});
    }
    SECTION("just under the distance it is out of reach") {
        CHECK(straight_line_times(cells, practices, KmPerHour{60}, 1.2, Minutes{5.99F}).pairs() == 0);
    }
    SECTION("pairs are ordered by practice") {
        const auto table = straight_line_times(cells, practices, KmPerHour{60}, 1.0, Minutes{60});
        CHECK(table.practice == std::vector<PracticeId>{PracticeId{0}, PracticeId{1}});
        CHECK(table.tenth_minutes == std::vector<std::uint16_t>{300, 50});
    }
}

TEST_CASE("Straight-line times do not depend on the number of threads", "[geo][fast]") {
    std::vector<Point> cells, practices;
    for (int i = 0; i < 700; ++i)
        cells.push_back({(i * 7919) % 100'000 * 1.0, (i * 104'729) % 200'000 * 1.0});
    for (int i = 0; i < 40; ++i)
        practices.push_back({(i * 6151) % 100'000 * 1.0, (i * 3571) % 200'000 * 1.0});
    const auto times = [&](unsigned threads) {
        const ThreadLimit limit(threads);
        return straight_line_times(cells, practices, KmPerHour{50}, 1.3, Minutes{60});
    };
    const auto serial = times(1);
    CHECK(serial.pairs() > 1'000);
    CHECK(times(8) == serial);
}

TEST_CASE("A large table turned by blocks on any number of threads keeps every pair in order",
          "[geo][fast]") {
    // 500 cells and 900 practices; a cell reaches two practices of three.
    TravelTable table{.cells = 500, .practices = 900};
    for (std::uint32_t c = 0; c < table.cells; ++c) {
        for (std::uint32_t p = 0; p < table.practices; ++p)
            if ((c * 31 + p * 17) % 3 != 0) {
                table.practice.push_back(PracticeId{p});
                table.tenth_minutes.push_back(static_cast<std::uint16_t>(c * 7 + p));
            }
        table.first.push_back(table.pairs());
    }
    const auto turned = by_practice(table);
    CHECK(turned.pairs() == table.pairs());
    bool right = true;
    for (std::uint32_t p = 0; p < table.practices; ++p) {
        std::uint32_t k = turned.first[p];
        for (std::uint32_t c = 0; c < table.cells; ++c)
            if ((c * 31 + p * 17) % 3 != 0) {
                right = right && turned.cell[k].value == c && turned.tenth_minutes[k] == c * 7 + p;
                ++k;
            }
        right = right && k == turned.first[p + 1];
    }
    CHECK(right);
    for (const unsigned threads : {1U, 2U, 8U}) {
        const ThreadLimit limit(threads);
        CHECK(by_practice(table) == turned);
        CHECK(by_cell(turned) == table);
    }
}

TEST_CASE("Impossible speeds, detours and cut-offs are refused", "[geo][fast]") {
    const std::vector<Point> one{{0, 0}};
    CHECK_THROWS_AS(straight_line_times(one, one, KmPerHour{0}, 1.3, Minutes{60}), InputError);
    CHECK_THROWS_AS(straight_line_times(one, one, KmPerHour{50}, 0.9, Minutes{60}), InputError);
    CHECK_THROWS_AS(straight_line_times(one, one, KmPerHour{50}, 1.3, Minutes{7'000}), InputError);
}
