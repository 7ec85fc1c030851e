#include "geo/road_graph.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "geo/base/error.hpp"
#include "geo/dijkstra.hpp"
#include "tests/support/random_graph.hpp"

using namespace geo;

namespace {

std::vector<Arc> random_arcs(std::uint32_t nodes, std::uint32_t arcs, std::uint64_t seed) {
    support::Dice dice(seed);
    std::vector<Arc> out;
    for (std::uint32_t i = 0; i < arcs; ++i)
        out.push_back({dice.below(nodes), dice.below(nodes), dice.below(1'000), dice.below(5) == 0});
    return out;
}

/// All times from one node by trying every arc until nothing changes.
std::vector<std::uint32_t> slow_times(const RoadGraph& graph, std::uint32_t from) {
    std::vector<std::uint32_t> out(graph.nodes(), unreachable_ms);
    out[from] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::uint32_t v = 0; v < graph.nodes(); ++v)
            for (auto a = graph.first_out[v]; a < graph.first_out[v + 1]; ++a)
                if (out[v] + graph.millis[a] < out[graph.head[a]]) {
                    out[graph.head[a]] = out[v] + graph.millis[a];
                    changed = true;
                }
    }
    return out;
}

}  // namespace

TEST_CASE("Of parallel arcs the shortest stays, and loops go", "[geo][fast]") {
    const auto graph = build_graph(
        2, {{0, 1, 7, false}, {0, 1, 5, true}, {0, 1, 5, false}, {1, 1, 1, false}, {1, 0, 9, true}});
    CHECK(graph.arcs() == 2);
    CHECK(graph.millis == std::vector<std::uint32_t>{5, 9});
    CHECK(graph.ferry == std::vector<std::uint8_t>{0, 1});
    CHECK(find_arc(graph, 1, 0) == 1);
    CHECK(find_arc(graph, 1, 1) == 0xFFFFFFFF);
}

TEST_CASE("The order of the arcs does not matter", "[geo][fast]") {
    auto arcs = random_arcs(40, 300, 1);
    const auto graph = build_graph(40, arcs);
    std::reverse(arcs.begin(), arcs.end());
    CHECK(build_graph(40, arcs) == graph);
}

TEST_CASE("Components are the sets of nodes that reach each other", "[geo][fast]") {
    //  0 <-> 1 -> 2 <-> 3, and 4 alone
    const auto graph = build_graph(
        5, {{0, 1, 1, false}, {1, 0, 1, false}, {1, 2, 1, false}, {2, 3, 1, false}, {3, 2, 1, false}});
    CHECK(graph.component == std::vector<std::uint32_t>{0, 0, 1, 1, 2});
    CHECK(graph.components == 3);
    CHECK(graph.main_component == 0);

    for (const std::uint64_t seed : {2U, 3U, 4U}) {
        const auto random = build_graph(60, random_arcs(60, 90, seed));
        std::vector<std::vector<std::uint32_t>> times;
        for (std::uint32_t v = 0; v < 60; ++v) times.push_back(slow_times(random, v));
        for (std::uint32_t v = 0; v < 60; ++v)
            for (std::uint32_t w = 0; w < 60; ++w) {
                const bool both = times[v][w] < unreachable_ms && times[w][v] < unreachable_ms;
                REQUIRE((random.component[v] == random.component[w]) == both);
            }
        const auto size = [&](std::uint32_t c) {
            return std::count(random.component.begin(), random.component.end(), c);
        };
        for (std::uint32_t c = 0; c < random.components; ++c) CHECK(size(c) <= size(random.main_component));
    }
}

TEST_CASE("Closing the only arc back splits a component and leaves the arcs in place", "[geo][fast]") {
    const auto open = build_graph(2, {{0, 1, 5, false}, {1, 0, 6, true}});
    CHECK(open.components == 1);
    const auto closed = with_millis(open, {5, unreachable_ms});
    CHECK(closed.components == 2);
    CHECK(closed.head == open.head);
    CHECK(with_millis(closed, open.millis) == open);
    CHECK_THROWS_AS(with_millis(open, {5}), InputError);
}

TEST_CASE("Arcs outside the nodes or of impossible length are refused", "[geo][fast]") {
    CHECK_THROWS_AS(build_graph(2, {{0, 2, 5, false}}), InputError);
    CHECK_THROWS_AS(build_graph(2, {{0, 1, unreachable_ms, false}}), InputError);
    CHECK(build_graph(0, {}).nodes() == 0);
}

TEST_CASE("Dijkstra finds the times that trying every arc finds", "[geo][fast]") {
    for (const std::uint64_t seed : {5U, 6U}) {
        const auto graph = build_graph(131, random_arcs(131, 400, seed));
        Dijkstra search(graph.nodes());
        for (std::uint32_t from = 0; from < graph.nodes(); from += 10) {
            const Start start{from, 0};
            const auto expected = slow_times(graph, from);
            search.run(graph.forward(), {&start, 1});
            for (std::uint32_t v = 0; v < graph.nodes(); ++v) REQUIRE(search.millis(v) == expected[v]);
            search.run(graph.backward(), {&start, 1});
            for (std::uint32_t v = 0; v < graph.nodes(); v += 40)
                REQUIRE(search.millis(v) == slow_times(graph, v)[from]);
        }
    }
}

TEST_CASE("A bounded search finds the limit itself and nothing beyond", "[geo][fast]") {
    //  0 --5--> 1 --5--> 2 --1--> 3
    const auto graph = build_graph(4, {{0, 1, 5, false}, {1, 2, 5, false}, {2, 3, 1, false}});
    Dijkstra search(4);
    const std::vector<Start> starts{{0, 0}, {2, 9}};
    search.run(graph.forward(), starts, 9);
    CHECK(search.millis(1) == 5);
    CHECK(search.millis(2) == 9);
    CHECK(search.millis(3) == unreachable_ms);
    const std::vector<std::uint32_t> found{0, 1, 2};
    CHECK(std::vector<std::uint32_t>(search.found().begin(), search.found().end()) == found);
}
