#include "geo/snap.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "geo/dijkstra.hpp"
#include "tests/support/line_road.hpp"
#include "tests/support/random_graph.hpp"

using namespace geo;
using support::RoadSketch;

namespace {

constexpr std::uint32_t minute_ms = 60'000;
constexpr SnapParams at_60{.access_km_h = 60, .main_within_m = 5'000};  // a kilometre is a minute

/// Straight metres from a place to a line of two vertices.
double metres(const RoadLines& lines, std::uint32_t line, Point p) {
    const Point a = lines.vertices[lines.vertex_start[line]],
                b = lines.vertices[lines.vertex_start[line] + 1];
    double nearest = 1e18;
    const double dx = b.east_m - a.east_m, dy = b.north_m - a.north_m, square = dx * dx + dy * dy;
    const double t =
        square > 0
            ? std::clamp(((p.east_m - a.east_m) * dx + (p.north_m - a.north_m) * dy) / square, 0.0, 1.0)
            : 0;
    nearest = std::min(nearest, std::hypot(a.east_m + t * dx - p.east_m, a.north_m + t * dy - p.north_m));
    return nearest;
}

}  // namespace

TEST_CASE("A place beside a road has its way to both ends", "[geo][fast]") {
    //  0 --20 min, 10 km-- 1 --20 min, 10 km-- 2 : one chain; the place lies 1 km off, 2.5 km from the start
    const auto lines = support::line_road(3, Minutes{20});
    const auto network = build_network(lines, {});
    const std::vector<Point> places{{2'500, 1'000}};
    const auto at = snap(lines, network, places, at_60)[0];
    CHECK(at.line == 0);
    CHECK(at.distance_m == 1'000);
    CHECK(at.access_ms == minute_ms);
    CHECK(at.leave_ms[0] == (1 + 5) * minute_ms);
    CHECK(at.leave_ms[1] == (1 + 35) * minute_ms);
    CHECK(at.arrive_ms == at.leave_ms);
    CHECK(at.in_main_component);
}

TEST_CASE("A one-way road is left only where it leads", "[geo][fast]") {
    //  0 -> 1 (10 min), and a long road back so that all is one component
    RoadSketch sketch({{0, 0}, {10'000, 0}, {5'000, 50'000}});
    sketch.oneway(0, 1, Minutes{10})
        .road(1, 2, Minutes{60})
        .oneway(2, 0, Minutes{60})
        .road(0, 1, Minutes{90})
        .road(2, 0, Minutes{99});
    const auto network = build_network(sketch.lines, {});
    const std::vector<Point> places{{4'000, 0}};
    const auto at = snap(sketch.lines, network, places, at_60)[0];
    REQUIRE(at.line == 0);
    const Chain& chain = network.chains[at.chain];
    const auto first = chain.start == network.node_of_source[0] ? 0U : 1U;
    CHECK(at.leave_ms[first] == unreachable_ms);
    CHECK(at.arrive_ms[first] == 4 * minute_ms);
    CHECK(at.leave_ms[1 - first] == 6 * minute_ms);
    CHECK(at.arrive_ms[1 - first] == unreachable_ms);
}

TEST_CASE("Nobody is snapped to a ferry", "[geo][fast]") {
    //  road 0-1, ferry 1-2 of 20 km, road 2-3; a swimmer 9 km out
    RoadSketch sketch({{-5'000, 0}, {0, 0}, {20'000, 0}, {25'000, 0}});
    sketch.road(0, 1, Minutes{5}).ferry(1, 2, Minutes{40}, "A").road(2, 3, Minutes{5});
    const auto network = build_network(sketch.lines, {});
    const std::vector<Point> places{{9'000, 10}, {11'000, 10}};
    const auto at = snap(sketch.lines, network, places, at_60);
    CHECK(at[0].line == 0);
    CHECK(at[1].line == 2);
    CHECK(at[0].distance_m == Approx(9'000).epsilon(1e-4));
}

TEST_CASE("A place far from the main network takes its own island", "[geo][fast]") {
    //  mainland 0-1-2-3 with a junction at 1; island 4-5 lies 20 km north, without a ferry
    RoadSketch sketch({{0, 0}, {10'000, 0}, {20'000, 0}, {10'000, -9'000}, {0, 20'000}, {9'000, 20'000}});
    sketch.road(0, 1, Minutes{5}).road(1, 2, Minutes{5}).road(1, 3, Minutes{5}).road(4, 5, Minutes{5});
    const auto network = build_network(sketch.lines, {});
    const std::vector<Point> places{{5'000, 19'000}, {5'000, 4'000}, {5'000, 11'000}};
    const auto at = snap(sketch.lines, network, places, at_60);
    CHECK(at[0].line == 3);
    CHECK_FALSE(at[0].in_main_component);
    CHECK(at[1].line == 0);
    CHECK(at[2].line == 3);  // 9 km from the island, 11 km from the mainland
    CHECK(at[2].distance_m == 9'000);
}

TEST_CASE("People on an island without roads walk to the quay of its ferry", "[geo][fast]") {
    //  mainland road 0-1 and ferry 1-2 of 20 km; a house 1 km from where the ferry ends
    RoadSketch sketch({{-5'000, 0}, {0, 0}, {20'000, 0}});
    sketch.road(0, 1, Minutes{5}).ferry(1, 2, Minutes{40}, "A");
    RoadSpeeds no_wait;
    no_wait.ferry_wait_minutes_per_km = 0;
    const auto network = build_network(sketch.lines, no_wait);
    REQUIRE(network.roadless_quays.size() == 1);
    const std::vector<Point> places{{21'000, 0}, {-5'000, 0}};
    const auto at = snap(sketch.lines, network, places, at_60);
    CHECK(at[0].on_roadless_quay);
    CHECK(at[0].distance_m == 1'000);
    CHECK(at[0].in_main_component);
    CHECK_FALSE(at[1].on_roadless_quay);
    Dijkstra search(network.graph.nodes());
    const Start start{at[0].node[0], at[0].leave_ms[0]};
    search.run(network.graph.forward(), {&start, 1});
    CHECK(search.millis(network.node_of_source[0]) == (1 + 6 + 40 + 6 + 5) * minute_ms);
}

TEST_CASE("Without any road a place is alone and says so", "[geo][fast]") {
    const RoadSketch sketch({{0, 0}, {1'000, 0}});
    const std::vector<Point> places{{0, 0}};
    const auto at = snap(sketch.lines, build_network(sketch.lines, {}), places, at_60)[0];
    CHECK_FALSE(at.joined());
    CHECK(std::isinf(at.distance_m));
    CHECK_THROWS_AS(snap(sketch.lines, build_network(sketch.lines, {}), places, SnapParams{.access_km_h = 0}),
                    InputError);
}

TEST_CASE("Beyond the farthest distance there is no road", "[geo][fast]") {
    //  road 0-1 along the axis; the limit is closed, and a quay without roads is as far as a road
    RoadSketch sketch({{0, 0}, {10'000, 0}, {40'000, 0}});
    sketch.road(0, 1, Minutes{10}).ferry(1, 2, Minutes{40}, "A");
    const auto network = build_network(sketch.lines, {});
    auto limited = at_60;
    limited.farthest_m = 3'000;
    const std::vector<Point> places{{5'000, 3'000}, {5'000, 3'001}, {-900'000, 7}, {42'000, 0}, {44'000, 0}};
    const auto at = snap(sketch.lines, network, places, limited);
    CHECK(at[0].joined());
    CHECK_FALSE(at[1].joined());
    CHECK(std::isinf(at[1].distance_m));
    CHECK_FALSE(at[2].joined());
    CHECK(at[3].on_roadless_quay);
    CHECK_FALSE(at[4].joined());
    const auto without = snap(sketch.lines, network, places, at_60);
    for (const auto& one : without) CHECK(one.joined());
    CHECK(at[0] == without[0]);
}

TEST_CASE("The direct way runs along the chain in the direction allowed", "[geo][fast]") {
    const auto lines = support::line_road(3, Minutes{20});
    const auto network = build_network(lines, {});
    const auto at = snap(lines, network, support::along_line_road({0.25, 1.75}), at_60);
    CHECK(direct_millis(at[0], at[1]) == 30 * minute_ms);
    CHECK(direct_millis(at[1], at[0]) == 30 * minute_ms);
    CHECK(direct_millis(at[0], at[0]) == 0);
    CHECK(direct_millis(at[0], at_node(0)) == unreachable_ms);
    RoadSketch one({{0, 0}, {10'000, 0}});
    one.oneway(0, 1, Minutes{20});
    const auto one_way =
        snap(one.lines, build_network(one.lines, {}), support::along_line_road({0.25, 0.75}), at_60);
    CHECK(direct_millis(one_way[0], one_way[1]) == 10 * minute_ms);
    CHECK(direct_millis(one_way[1], one_way[0]) == unreachable_ms);
}

TEST_CASE("Snapping finds the line that looking at every line finds, on any number of threads",
          "[geo][fast]") {
    support::Dice dice(11);
    std::vector<Point> nodes;
    for (int i = 0; i < 200; ++i) nodes.push_back({dice.unit() * 300'000, dice.unit() * 900'000});
    RoadSketch sketch(nodes);
    for (std::uint32_t i = 1; i < 200; ++i)
        sketch.road(i, dice.below(i), Minutes{10});  // a tree: one component
    const auto network = build_network(sketch.lines, {});
    std::vector<Point> places;
    for (int i = 0; i < 500; ++i)
        places.push_back({dice.unit() * 500'000 - 100'000, dice.unit() * 1'100'000 - 100'000});
    const auto found = [&](unsigned threads) {
        const ThreadLimit limit(threads);
        return snap(sketch.lines, network, places, at_60);
    };
    const auto at = found(1);
    for (std::size_t i = 0; i < places.size(); ++i) {
        double nearest = 1e18;
        for (std::uint32_t line = 0; line < sketch.lines.size(); ++line)
            nearest = std::min(nearest, metres(sketch.lines, line, places[i]));
        REQUIRE(at[i].distance_m == Approx(nearest).epsilon(1e-9).margin(1e-6));
        REQUIRE(metres(sketch.lines, at[i].line, places[i]) == Approx(nearest).epsilon(1e-9).margin(1e-6));
    }
    CHECK(found(3) == at);
    CHECK(found(8) == at);
}

TEST_CASE("Every snapping parameter has a unit, a source and a default within its range", "[geo][fast]") {
    SnapParams params;
    visit_fields(params, [&](std::string_view name, double& value, const Field& field) {
        CHECK_FALSE(name.empty());
        CHECK_FALSE(field.unit.empty());
        CHECK(field.source.size() > 20);
        CHECK(value >= field.min);
        CHECK(value <= field.max);
    });
}
