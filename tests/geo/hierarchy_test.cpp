#include "geo/hierarchy.hpp"

#include <catch2/catch.hpp>

#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "tests/geo/reference_files.hpp"
#include "tests/support/random_graph.hpp"

using namespace geo;

namespace {

/// Differences between the hierarchy and Dijkstra over some random pairs.
int differences(const RoadGraph& graph, const Hierarchy& hierarchy, std::uint64_t seed) {
    const auto search = customise(hierarchy, graph);
    support::Dice dice(seed);
    Dijkstra oracle(graph.nodes());
    int wrong = 0;
    for (int i = 0; i < 12; ++i) {
        const Start start{dice.below(graph.nodes()), 0};
        oracle.run(graph.forward(), {&start, 1});
        for (int k = 0; k < 25; ++k) {
            const auto to = dice.below(graph.nodes());
            if (travel_millis(hierarchy, search, start.node, to) != oracle.millis(to)) ++wrong;
        }
    }
    return wrong;
}

std::vector<std::uint32_t> with_every(const RoadGraph& graph, std::uint32_t nth, std::uint32_t millis) {
    auto out = graph.millis;
    for (std::uint32_t a = 0; a < graph.arcs(); a += nth) out[a] = millis;
    return out;
}

}  // namespace

TEST_CASE("All 2400 times of a coast with ferries are exact, by Dijkstra and by the hierarchy",
          "[geo][fast]") {
    auto arcs = reference::columns("route_arcs.csv");
    auto od = reference::columns("route_od_ms.csv");
    std::vector<Arc> list;
    for (std::size_t i = 0; i < arcs["from"].size(); ++i)
        list.push_back({static_cast<std::uint32_t>(arcs["from"][i]),
                        static_cast<std::uint32_t>(arcs["to"][i]), static_cast<std::uint32_t>(arcs["ms"][i]),
                        arcs["ferry"][i] > 0});
    const auto graph = build_graph(6'878, list);
    CHECK(graph.components == 22);
    CHECK(graph.arcs() < list.size());  // it holds parallel arcs
    const auto hierarchy = build_hierarchy(graph);
    const auto search = customise(hierarchy, graph);
    REQUIRE(od["from"].size() == 2'400);
    Dijkstra oracle(graph.nodes());
    int reached = 0;
    for (std::size_t i = 0; i < 2'400; ++i) {
        const auto from = static_cast<std::uint32_t>(od["from"][i]),
                   to = static_cast<std::uint32_t>(od["to"][i]);
        const auto expected =
            od["travel_ms"][i] < 0 ? unreachable_ms : static_cast<std::uint32_t>(od["travel_ms"][i]);
        const Start start{from, 0};
        oracle.run(graph.forward(), {&start, 1});
        REQUIRE(oracle.millis(to) == expected);
        REQUIRE(travel_millis(hierarchy, search, from, to) == expected);
        reached += expected < unreachable_ms;
    }
    CHECK(reached > 1'000);
}

TEST_CASE("The hierarchy agrees with Dijkstra on made-up countries", "[geo][fast]") {
    for (const std::uint64_t seed : {1U, 2U}) {
        const auto graph = support::random_roads(2 + static_cast<std::uint32_t>(seed) * 3, seed).graph;
        CHECK(differences(graph, build_hierarchy(graph), seed) == 0);
    }
}

TEST_CASE("One order serves any times on the arcs", "[geo][fast]") {
    const auto graph = support::random_roads(4, 3).graph;
    const auto hierarchy = build_hierarchy(graph);
    std::vector<std::uint32_t> no_ferry = graph.millis;
    for (std::uint32_t a = 0; a < graph.arcs(); ++a)
        if (graph.ferry[a]) no_ferry[a] = unreachable_ms;
    for (const auto& millis : {with_every(graph, 7, unreachable_ms), with_every(graph, 3, 1),
                               with_every(graph, 5, 0), no_ferry, std::vector<std::uint32_t>(graph.arcs(), 0),
                               std::vector<std::uint32_t>(graph.arcs(), unreachable_ms)})
        CHECK(differences(with_millis(graph, millis), hierarchy, 9) == 0);
}

TEST_CASE("Order and shortcut times do not depend on the number of threads", "[geo][fast]") {
    const auto graph = support::random_roads(5, 4).graph;
    const auto made = [&](unsigned threads) {
        const ThreadLimit limit(threads);
        auto hierarchy = build_hierarchy(graph);
        auto search = customise(hierarchy, graph);
        return std::pair(std::move(hierarchy), std::move(search));
    };
    const auto serial = made(1);
    CHECK(made(2) == serial);
    CHECK(made(8) == serial);
}

TEST_CASE("Graphs of no, one and two nodes have a hierarchy", "[geo][fast]") {
    for (const std::uint32_t nodes : {0U, 1U, 2U}) {
        const auto graph = build_graph(nodes, {});
        const auto hierarchy = build_hierarchy(graph);
        const auto search = customise(hierarchy, graph);
        CHECK(hierarchy.shortcuts() == 0);
        if (nodes == 2) {
            CHECK(travel_millis(hierarchy, search, 0, 1) == unreachable_ms);
            CHECK(travel_millis(hierarchy, search, 1, 1) == 0);
        }
    }
}

TEST_CASE("An order is refused for another graph", "[geo][fast]") {
    const auto hierarchy = build_hierarchy(build_graph(3, {{0, 1, 5, false}, {1, 2, 5, false}}));
    CHECK_THROWS_AS(customise(hierarchy, build_graph(3, {{0, 1, 5, false}})), InputError);
    CHECK_THROWS_AS(customise(hierarchy, build_graph(2, {{0, 1, 5, false}, {1, 0, 5, false}})), InputError);
}
