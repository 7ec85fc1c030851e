#include "geo/road_network.hpp"

#include <catch2/catch.hpp>

#include "geo/base/error.hpp"
#include "geo/dijkstra.hpp"
#include "tests/support/line_road.hpp"

using namespace geo;
using support::RoadSketch;

namespace {

constexpr std::uint32_t minute = 60'000;

/// Whole minutes between two source nodes that are junctions on land; -1 if there is no way.
int minutes(const RoadNetwork& network, std::uint32_t from, std::uint32_t to) {
    Dijkstra search(network.graph.nodes());
    const Start start{network.node_of_source.at(from), 0};
    search.run(network.graph.forward(), {&start, 1});
    const auto ms = search.millis(network.node_of_source.at(to));
    return ms == unreachable_ms ? -1 : static_cast<int>(ms / minute);
}

RoadSpeeds quays_of_six() {
    RoadSpeeds speeds;
    speeds.car_ferry_quay_minutes = 6;
    speeds.ferry_wait_minutes = speeds.ferry_wait_minutes_per_km = 0;
    return speeds;
}

/// Eight places: 0-1 and 2-3, 4-5 and 6-7 are roads whose second or first node is a quay.
std::vector<Point> eight_places() {
    std::vector<Point> out;
    for (int i = 0; i < 8; ++i) out.push_back({i * 1'000.0, i % 2 * 1'000.0});
    return out;
}

}  // namespace

TEST_CASE("A road without junctions is one chain between its ends", "[geo][fast]") {
    const auto network = build_network(support::line_road(5, Minutes{10}), {});
    CHECK(network.graph.nodes() == 2);
    CHECK(network.graph.arcs() == 2);
    REQUIRE(network.chains.size() == 1);
    CHECK(network.chains[0].forward_ms == 40 * minute);
    CHECK(network.lines[2] == LinePlace{0, 20 * minute, 30 * minute, 20 * minute, 10 * minute});
    CHECK(network.node_of_source[2] == no_index);
    CHECK(minutes(network, 0, 4) == 40);
}

TEST_CASE("A line drawn against its chain counts from its own first vertex", "[geo][fast]") {
    RoadSketch sketch({{0, 0}, {10, 0}, {30, 0}});
    sketch.road(0, 1, Minutes{1}).road(2, 1, Minutes{2});
    const auto network = build_network(sketch.lines, {});
    REQUIRE(network.chains.size() == 1);
    CHECK(network.lines[1] == LinePlace{0, 3 * minute, 1 * minute, 0, 2 * minute});
}

TEST_CASE("One-way lines merge only with lines of their own direction", "[geo][fast]") {
    //  0 -> 1 -> 2 -> 3 <- 4 : 3 stays, since neither way leads through it
    RoadSketch sketch({{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}});
    sketch.oneway(0, 1, Minutes{1})
        .oneway(1, 2, Minutes{1})
        .oneway(2, 3, Minutes{1})
        .oneway(4, 3, Minutes{1});
    const auto network = build_network(sketch.lines, {});
    CHECK(network.graph.nodes() == 3);
    CHECK(network.graph.arcs() == 2);
    CHECK(minutes(network, 0, 3) == 3);
    CHECK(minutes(network, 3, 0) == -1);
    CHECK(minutes(network, 4, 0) == -1);
}

TEST_CASE("A ring without a junction keeps one node", "[geo][fast]") {
    RoadSketch sketch({{0, 0}, {1, 0}, {1, 1}});
    sketch.road(0, 1, Minutes{1}).road(1, 2, Minutes{1}).road(2, 0, Minutes{1});
    const auto network = build_network(sketch.lines, {});
    CHECK(network.graph.nodes() == 1);
    CHECK(network.graph.arcs() == 0);
    REQUIRE(network.chains.size() == 1);
    CHECK(network.chains[0].start == network.chains[0].end);
    CHECK(network.chains[0].forward_ms == 3 * minute);
}

TEST_CASE("A crossing drawn in two pieces is boarded once", "[geo][fast]") {
    //  0 -5- 1 ~10~ 4 ~10~ 2 -5- 3 : 4 lies at sea
    RoadSketch sketch(eight_places());
    sketch.road(0, 1, Minutes{5})
        .ferry(1, 4, Minutes{10}, "A")
        .ferry(4, 2, Minutes{10}, "A")
        .road(2, 3, Minutes{5});
    CHECK(minutes(build_network(sketch.lines, quays_of_six()), 0, 3) == 5 + 6 + 20 + 6 + 5);
    RoadSpeeds waiting = quays_of_six();
    waiting.ferry_wait_minutes = 15;
    CHECK(minutes(build_network(sketch.lines, waiting), 0, 3) == 5 + 6 + 15 + 20 + 6 + 5);
}

TEST_CASE("A passenger may stay on board at a quay, but pays again on another ferry", "[geo][fast]") {
    //  0 -5- 1 ~10~ 2 ~10~ 4 -5- 5, and a road 2 -5- 3 at the quay between
    RoadSketch same(eight_places()), other(eight_places());
    same.road(0, 1, Minutes{5})
        .ferry(1, 2, Minutes{10}, "A")
        .ferry(2, 4, Minutes{10}, "A")
        .road(4, 5, Minutes{5})
        .road(2, 3, Minutes{5});
    other.road(0, 1, Minutes{5})
        .ferry(1, 2, Minutes{10}, "A")
        .ferry(2, 4, Minutes{10}, "B")
        .road(4, 5, Minutes{5})
        .road(2, 3, Minutes{5});
    CHECK(minutes(build_network(same.lines, quays_of_six()), 0, 5) == 5 + 6 + 20 + 6 + 5);
    CHECK(minutes(build_network(other.lines, quays_of_six()), 0, 5) == 5 + 6 + 10 + 6 + 6 + 10 + 6 + 5);
    CHECK(minutes(build_network(other.lines, quays_of_six()), 0, 3) == 5 + 6 + 10 + 6 + 5);
}

TEST_CASE("Nobody changes ferry at sea", "[geo][fast]") {
    //  0-1 ~A~ 8 ~A~ 2-3   and   4-5 ~B~ 8 ~B~ 6-7 : both pass 8
    auto places = eight_places();
    places.push_back({3'500, 500});
    RoadSketch sketch(places);
    sketch.road(0, 1, Minutes{1}).road(2, 3, Minutes{1}).road(4, 5, Minutes{1}).road(6, 7, Minutes{1});
    sketch.ferry(1, 8, Minutes{10}, "A")
        .ferry(8, 2, Minutes{10}, "A")
        .ferry(5, 8, Minutes{10}, "B")
        .ferry(8, 6, Minutes{10}, "B");
    const auto network = build_network(sketch.lines, quays_of_six());
    CHECK(minutes(network, 0, 3) == 1 + 6 + 20 + 6 + 1);
    CHECK(minutes(network, 4, 7) == 1 + 6 + 20 + 6 + 1);
    CHECK(minutes(network, 0, 7) == -1);
    CHECK(minutes(network, 4, 3) == -1);
}

TEST_CASE("A ferry that ends at sea goes on with the line it meets", "[geo][fast]") {
    //  0-1 ~A~ 8 ~A~ 2-3, and B from 4-5 is drawn only to 8, where it joins A's last stretch
    auto places = eight_places();
    places.push_back({3'500, 500});
    RoadSketch sketch(places);
    sketch.road(0, 1, Minutes{1}).road(2, 3, Minutes{1}).road(4, 5, Minutes{1});
    sketch.ferry(1, 8, Minutes{10}, "A").ferry(8, 2, Minutes{10}, "A").ferry(5, 8, Minutes{10}, "B");
    CHECK(minutes(build_network(sketch.lines, quays_of_six()), 4, 3) == 1 + 6 + 20 + 6 + 1);
}

TEST_CASE("A closed ferry carries no one, and its arcs keep their numbers", "[geo][fast]") {
    //  0-1 ~A 10~ 2-3, and a long road 0 -60- 3
    RoadSketch sketch(eight_places());
    sketch.road(0, 1, Minutes{5})
        .ferry(1, 2, Minutes{10}, "A")
        .road(2, 3, Minutes{5})
        .road(0, 3, Minutes{60});
    const auto open = build_network(sketch.lines, quays_of_six());
    const auto closed = with_closed_lines(open, ferry_lines_named(sketch.lines, "A"));

    CHECK(minutes(open, 1, 2) == 22);
    CHECK(minutes(closed, 1, 2) == 70);
    CHECK(closed.graph.head == open.graph.head);
    CHECK(with_closed_lines(open, {}) == open);
    CHECK(ferry_lines_named(sketch.lines, "B").empty());
    const std::vector<std::uint32_t> unknown{99};
    CHECK_THROWS_AS(with_closed_lines(open, unknown), InputError);
}

TEST_CASE("Speeds give the times of the published N1000 graph", "[geo][fast]") {
    RoadLines lines = support::line_road(2, Minutes{0});
    const auto time = [&](RoadClass road, std::uint32_t metres) {
        lines.road_class[0] = road;
        lines.length_m[0] = metres;
        const double quays = is_ferry(road) ? 2.0 * quay_time(road, {}).count() : 0.0;
        return (line_time(lines, 0, {}).count() + quays) / 60'000.0;
    };
    CHECK(time(RoadClass::private_road, 12'408) == Approx(26.8020).epsilon(1e-4));
    CHECK(time(RoadClass::county, 13'931) == Approx(15.5642).epsilon(1e-4));
    CHECK(time(RoadClass::link, 317) == Approx(0.8252).epsilon(5e-3));
    CHECK(time(RoadClass::car_ferry, 20'025) == Approx(49.5230).epsilon(1e-4));
    CHECK(time(RoadClass::car_ferry, 3'444) == Approx(23.0183).epsilon(1e-4));
    CHECK(time(RoadClass::passenger_ferry, 8'162) == Approx(28.2436).epsilon(1e-4));
    CHECK(time(RoadClass::boat, 11'534) == Approx(57.6813).epsilon(1e-4));
}

TEST_CASE("A long road without a junction is driven faster if it is a European or national one",
          "[geo][fast]") {
    RoadLines lines = support::line_road(2, Minutes{0});
    const auto km_h = [&](RoadClass road, std::uint32_t metres) {
        lines.road_class[0] = road;
        lines.length_m[0] = metres;
        return metres * 3'600.0 / line_time(lines, 0, {}).count() * RoadSpeeds{}.road_time_factor;
    };
    CHECK(km_h(RoadClass::european, 14'999) == Approx(70).epsilon(1e-5));
    CHECK(km_h(RoadClass::european, 15'000) == Approx(82).epsilon(1e-5));
    CHECK(km_h(RoadClass::national, 20'000) == Approx(82).epsilon(1e-5));
    CHECK(km_h(RoadClass::county, 20'000) == Approx(58).epsilon(1e-5));
    CHECK(km_h(RoadClass::motorway, 20'000) == Approx(100).epsilon(1e-5));
}

TEST_CASE("A crossing is waited for as its source states, else by its length", "[geo][fast]") {
    CHECK(boarding_wait(15, {}).count() == 0);
    CHECK(boarding_wait(49, {}).count() == 34 * 1.5 * minute);
    CHECK(boarding_wait(500, {}).count() == 120 * minute);
    RoadSpeeds slow;
    slow.ferry_wait_minutes = 200;  // a stated base is never cut to the longest wait
    CHECK(boarding_wait(500, slow).count() == 200 * minute);

    support::RoadSketch sketch({{0, 0}, {0, 1'000}, {0, 2'000}, {0, 3'000}});
    sketch.road(0, 1, Minutes{5}).ferry(1, 2, Minutes{20}, "A").road(2, 3, Minutes{5});
    CHECK(minutes(build_network(sketch.lines, quays_of_six()), 0, 3) == 42);
    sketch.lines.wait_ms = {0, 30 * minute, 0};
    CHECK(minutes(build_network(sketch.lines, quays_of_six()), 0, 3) == 72);
    sketch.lines.wait_ms[1] = unreachable_ms;
    CHECK_THROWS_AS(build_network(sketch.lines, quays_of_six()), InputError);
}

TEST_CASE("Every speed has a unit, a source and a default within its range", "[geo][fast]") {
    RoadSpeeds speeds;
    int rows = 0;
    visit_fields(speeds, [&](std::string_view name, double& value, const Field& field) {
        CHECK_FALSE(name.empty());
        CHECK_FALSE(field.unit.empty());
        CHECK(field.source.size() > 20);
        CHECK(value >= field.min);
        CHECK(value <= field.max);
        ++rows;
    });
    CHECK(rows * sizeof(double) == sizeof(RoadSpeeds));
}

TEST_CASE("Lines with impossible ends or vertices are refused", "[geo][fast]") {
    auto lines = support::line_road(3, Minutes{10});
    lines.to[1] = 3;
    CHECK_THROWS_AS(build_network(lines, {}), InputError);
    lines = support::line_road(3, Minutes{10});
    lines.vertex_start[1] = 1;
    CHECK_THROWS_AS(build_network(lines, {}), InputError);
    lines = support::line_road(3, Minutes{10});
    lines.name.pop_back();
    CHECK_THROWS_AS(build_network(lines, {}), InputError);
    CHECK(build_network(RoadLines{}, {}).graph.nodes() == 0);
}
