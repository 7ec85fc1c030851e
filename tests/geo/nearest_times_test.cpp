#include "geo/nearest_times.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "geo/road_travel.hpp"
#include "geo/travel_times.hpp"
#include "support/line_road.hpp"
#include "support/random_graph.hpp"

using namespace geo;

TEST_CASE("The nearest marked practice is found without a cut-off", "[geo][fast]") {
    //  0 --10-- 1 --10-- 2 --10-- 3      minutes; practices at 0 and 2.5
    const auto lines = support::line_road(4, Minutes{10});
    const auto cells = support::along_line_road({0, 1, 2, 2.25, 3});
    const auto practices = support::along_line_road({0, 2.5});
    const RoadTravel travel(lines, {}, {}, cells, practices);
    const auto nearest = [&](std::vector<std::uint8_t> marked) {
        return nearest_times(travel.network().graph, travel.cells(), travel.practices(), marked);
    };
    CHECK(nearest({1, 1}) == std::vector<double>{0, 10, 5, 2.5, 5});
    CHECK(nearest({1, 0}) == std::vector<double>{0, 10, 20, 22.5, 30});
    for (const auto minutes : nearest({0, 0})) CHECK(std::isinf(minutes));
}

TEST_CASE("The nearest practice agrees with the table on a made-up country", "[geo]") {
    const auto roads = support::random_roads(20, 3);
    support::Dice dice(5);
    std::vector<Access> cells, practices;
    for (int i = 0; i < 300; ++i) cells.push_back(at_node(dice.below(roads.graph.nodes())));
    for (int i = 0; i < 12; ++i) practices.push_back(at_node(dice.below(roads.graph.nodes())));
    const std::vector<std::uint8_t> all(practices.size(), 1);
    const auto table = by_cell(travel_times_by_dijkstra(roads.graph, cells, practices, Minutes{6'000}));
    const auto by_table = nearest_tenths(table);
    const auto nearest = nearest_times(roads.graph, cells, practices, all);
    for (std::size_t c = 0; c < cells.size(); ++c) {
        CHECK(std::isinf(nearest[c]) == !by_table[c].has_value());
        if (by_table[c]) CHECK(nearest[c] == *by_table[c] / 10.0);
    }
}
