#include "geo/travel_times.hpp"

#include <catch2/catch.hpp>

#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "tests/support/line_road.hpp"
#include "tests/support/random_graph.hpp"

using namespace geo;

namespace {

/// A graph with everything the fast way needs.
struct Prepared {
    explicit Prepared(RoadGraph roads)
        : graph(std::move(roads)), hierarchy(build_hierarchy(graph)), search(customise(hierarchy, graph)) {}
    RoadGraph graph;
    Hierarchy hierarchy;
    SearchGraph search;
};

/// Travel times on a line road from cells to practices given in steps, both ways of computing compared.
TravelTable line_times(const std::vector<double>& cells, const std::vector<double>& practices,
                       Minutes cut_off) {
    const auto lines = support::line_road(4, Minutes{10});
    const auto network = build_network(lines, {});
    const Prepared roads(network.graph);
    const auto from = snap(lines, network, support::along_line_road(cells), {});
    const auto to = snap(lines, network, support::along_line_road(practices), {});
    const auto fast = travel_times(SweepGraph(roads.hierarchy, roads.search, from), from, to, cut_off);
    CHECK(fast == travel_times_by_dijkstra(network.graph, from, to, cut_off));
    return by_cell(fast);
}

std::vector<int> nearest_minutes(const TravelTable& table) {
    std::vector<int> out;
    for (const auto& tenths : nearest_tenths(table)) out.push_back(tenths ? *tenths / 10 : -1);
    return out;
}

struct Places {
    std::vector<Access> cells, practices;
};
Places random_places(const support::RandomRoads& roads, std::uint32_t cells, std::uint32_t practices,
                     std::uint64_t seed) {
    support::Dice dice(seed);
    Places out;
    for (std::uint32_t i = 0; i < cells; ++i) {
        Access cell = at_node(dice.below(roads.graph.nodes()));
        cell.node[1] =
            dice.below(roads.graph.nodes());  // a second way out, as a place between two junctions has
        cell.leave_ms = {dice.below(200'000), dice.below(300'000)};
        out.cells.push_back(cell);
    }
    for (std::uint32_t i = 0; i < practices; ++i)
        out.practices.push_back(at_node(dice.below(roads.street_nodes)));
    return out;
}

}  // namespace

TEST_CASE("A new practice never moves anyone further from a doctor", "[geo][fast]") {
    //  0 --10-- 1 --10-- 2 --10-- 3      minutes
    const auto before = nearest_minutes(line_times({0, 1, 2, 3}, {0}, Minutes{60}));
    const auto after = nearest_minutes(line_times({0, 1, 2, 3}, {0, 3}, Minutes{60}));
    CHECK(before == std::vector<int>{0, 10, 20, 30});
    CHECK(after == std::vector<int>{0, 10, 10, 0});
}

TEST_CASE("Two places on one line take the way between them", "[geo][fast]") {
    const auto table = line_times({0.25, 2.5}, {0.75, 2.5}, Minutes{60});
    CHECK(table.practices_of(CellId{0}).size() == 2);
    CHECK(travel_time(table, CellId{0}, PracticeId{0}) == Minutes{5});
    CHECK(travel_time(table, CellId{0}, PracticeId{1}) == Minutes{22.5F});
    CHECK(travel_time(table, CellId{1}, PracticeId{1}) == Minutes{0});
}

TEST_CASE("The cut-off is closed", "[geo][fast]") {
    CHECK(nearest_minutes(line_times({0, 1, 2, 3}, {0}, Minutes{20})) == std::vector<int>{0, 10, 20, -1});
    CHECK(nearest_minutes(line_times({0, 1, 2, 3}, {0}, Minutes{19.99F})) == std::vector<int>{0, 10, -1, -1});
}

TEST_CASE("Places on different islands are missing pairs, never zero", "[geo][fast]") {
    support::RoadSketch sketch({{0, 0}, {10'000, 0}, {0, 90'000}, {10'000, 90'000}});
    sketch.road(0, 1, Minutes{10}).road(2, 3, Minutes{10});
    const auto network = build_network(sketch.lines, {});
    const Prepared roads(network.graph);
    const std::vector<Point> cells{{0, 0}, {0, 90'000}}, practices{{10'000, 0}};
    const auto from = snap(sketch.lines, network, cells, {}), to = snap(sketch.lines, network, practices, {});
    const auto table = travel_times(SweepGraph(roads.hierarchy, roads.search, from), from, to, Minutes{600});
    CHECK(table == travel_times_by_dijkstra(network.graph, from, to, Minutes{600}));
    CHECK(table.pairs() == 1);
    CHECK(travel_time(by_cell(table), CellId{0}, PracticeId{0}) == Minutes{10});
}

TEST_CASE("Sweeps of 1, 8 and 16 on 1, 3 and 8 threads give the bytes of Dijkstra", "[geo][fast]") {
    const auto roads = support::random_roads(6, 21);
    const Prepared prepared(roads.graph);
    for (const std::uint32_t practices : {0U, 1U, 15U, 16U, 37U}) {
        const auto places = random_places(roads, 1'000, practices, practices);
        const SweepGraph sweep(prepared.hierarchy, prepared.search, places.cells);
        for (const float minutes : {15.0F, 120.0F, 6'000.0F}) {
            const auto oracle =
                travel_times_by_dijkstra(roads.graph, places.cells, places.practices, Minutes{minutes});
            if (practices == 37) CHECK(oracle.pairs() > 300);
            for (const std::uint32_t lanes : {1U, 8U, 16U})
                for (const unsigned threads : {1U, 3U, 8U}) {
                    const ThreadLimit limit(threads);
                    REQUIRE(travel_times(sweep, places.cells, places.practices, Minutes{minutes}, lanes) ==
                            oracle);
                }
        }
    }
}

TEST_CASE("Without cells or practices the table is empty", "[geo][fast]") {
    const auto roads = support::random_roads(2, 1);
    const Prepared prepared(roads.graph);
    const auto places = random_places(roads, 0, 3, 1);
    const auto table = travel_times(SweepGraph(prepared.hierarchy, prepared.search, places.cells),
                                    places.cells, places.practices, Minutes{60});
    CHECK(table.practices == 3);
    CHECK(table.pairs() == 0);
    CHECK(table == travel_times_by_dijkstra(roads.graph, places.cells, places.practices, Minutes{60}));
}

TEST_CASE("One practice recomputed alone has its column of the whole table", "[geo][fast]") {
    const auto roads = support::random_roads(5, 22);
    const Prepared prepared(roads.graph);
    const auto places = random_places(roads, 800, 20, 3);
    const SweepGraph sweep(prepared.hierarchy, prepared.search, places.cells);
    SweepGraph::Workspace workspace(sweep);
    const auto all = travel_times(sweep, places.cells, places.practices, Minutes{60});
    auto fewer = places.practices;
    const Access last = fewer.back();
    fewer.pop_back();
    const auto without = travel_times(sweep, places.cells, fewer, Minutes{60});
    const auto column = travel_column(sweep, workspace, places.cells, last, Minutes{60});
    CHECK(column == travel_column_by_dijkstra(roads.graph, places.cells, last, Minutes{60}));
    CHECK(with_column(without, PracticeId{19}, column) == all);

    // Moved to where practice 0 is, and taken away.
    const auto moved = with_column(
        all, PracticeId{7}, travel_column(sweep, workspace, places.cells, places.practices[0], Minutes{60}));
    CHECK(std::vector<CellId>(moved.cells_of(PracticeId{7}).begin(), moved.cells_of(PracticeId{7}).end()) ==
          std::vector<CellId>(all.cells_of(PracticeId{0}).begin(), all.cells_of(PracticeId{0}).end()));
    const auto gone = with_column(all, PracticeId{7}, {});
    CHECK(gone.pairs() == all.pairs() - all.cells_of(PracticeId{7}).size());
    CHECK(gone.cells_of(PracticeId{8}).size() == all.cells_of(PracticeId{8}).size());
    CHECK_THROWS_AS(with_column(all, PracticeId{21}, column), InputError);
}

TEST_CASE("A closed ferry brings no one nearer and agrees with Dijkstra", "[geo][fast]") {
    const auto roads = support::random_roads(8, 5);
    const Prepared open(roads.graph);
    const auto places = random_places(roads, 500, 12, 8);
    auto millis = roads.graph.millis;
    int closed_arcs = 0;
    for (std::uint32_t a = 0; a < roads.graph.arcs(); ++a)
        if (roads.graph.ferry[a] || a % 50 == 0) {
            millis[a] = unreachable_ms;
            ++closed_arcs;
        }
    CHECK(closed_arcs > 0);
    const auto closed = with_millis(roads.graph, millis);
    const auto search = customise(open.hierarchy, closed);
    const auto before = by_cell(travel_times(SweepGraph(open.hierarchy, open.search, places.cells),
                                             places.cells, places.practices, Minutes{600}));
    const auto after = travel_times(SweepGraph(open.hierarchy, search, places.cells), places.cells,
                                    places.practices, Minutes{600});
    CHECK(after == travel_times_by_dijkstra(closed, places.cells, places.practices, Minutes{600}));
    const auto now = nearest_tenths(by_cell(after)), then = nearest_tenths(before);
    for (std::uint32_t c = 0; c < 500; ++c)
        if (now[c]) REQUIRE((then[c] && *then[c] <= *now[c]));
}
