// Travel on a made-up national road graph: about 0.8 million nodes, 2.0 million arcs, 60 000 cells, 2 000
// practices. Real and CPU time per call; `pairs` is the size of the table. Peak memory of the process is
// printed at the end. The 1-thread and 8-thread tables and Dijkstra's are compared byte for byte before
// anything is timed.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <memory>

#include "geo/base/threads.hpp"
#include "geo/catchment.hpp"
#include "geo/travel_times.hpp"
#include "tests/support/random_graph.hpp"

namespace {

using namespace geo;

/// The country, made once.
struct Country {
    support::RandomRoads roads = support::random_roads(2'350, 1);
    Hierarchy hierarchy = build_hierarchy(roads.graph);
    SearchGraph search = customise(hierarchy, roads.graph);
    std::vector<Access> cells, practices;
    std::unique_ptr<SweepGraph> sweep;

    Country() {
        support::Dice dice(7);
        for (int i = 0; i < 60'000; ++i) cells.push_back(at_node(dice.below(roads.graph.nodes())));
        for (int i = 0; i < 2'000; ++i) practices.push_back(at_node(dice.below(roads.street_nodes)));
        sweep = std::make_unique<SweepGraph>(hierarchy, search, cells);
    }
};
const Country& country() {
    static const Country made;
    return made;
}

/// FNV-1a over a table.
std::uint64_t checksum(const TravelTableByPractice& table) {
    std::uint64_t hash = 1'469'598'103'934'665'603U;
    const auto mix = [&](std::uint64_t value) { hash = (hash ^ value) * 1'099'511'628'211U; };
    for (const auto f : table.first) mix(f);
    for (const auto c : table.cell) mix(c.value);
    for (const auto t : table.tenth_minutes) mix(t);
    return hash;
}

Minutes cut_off(const benchmark::State& state) {
    return Minutes{static_cast<float>(state.range(0))};
}

void order(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(build_hierarchy(country().roads.graph));
    state.counters["shortcuts"] = country().hierarchy.shortcuts();
}
BENCHMARK(order)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void shortcut_times(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(customise(country().hierarchy, country().roads.graph));
}
BENCHMARK(shortcut_times)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

/// Everything that a closed ferry costs: new arc times and components, shortcut times, the cells' part of
/// them, the table.
void close_a_ferry(benchmark::State& state) {
    const Country& c = country();
    auto millis = c.roads.graph.millis;
    for (std::uint32_t a = 0; a < c.roads.graph.arcs(); ++a)
        if (c.roads.graph.ferry[a]) {
            millis[a] = unreachable_ms;
            break;
        }
    for (auto _ : state) {
        const auto closed = with_millis(c.roads.graph, millis);
        const auto search = customise(c.hierarchy, closed);
        const SweepGraph sweep(c.hierarchy, search, c.cells);
        benchmark::DoNotOptimize(travel_times(sweep, c.cells, c.practices, cut_off(state)));
    }
}
BENCHMARK(close_a_ferry)->Arg(120)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void table_by_sweep(benchmark::State& state) {
    const Country& c = country();
    const ThreadLimit limit(1);
    for (auto _ : state) {
        const auto table = travel_times(*c.sweep, c.cells, c.practices, cut_off(state),
                                        static_cast<std::uint32_t>(state.range(1)));
        state.counters["pairs"] = table.pairs();
        benchmark::DoNotOptimize(table.cell.data());
    }
}
BENCHMARK(table_by_sweep)
    ->ArgsProduct({{30, 60, 120, 150, 240}, {1, 8, 16}})
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

void table_by_dijkstra(benchmark::State& state) {
    const Country& c = country();
    const ThreadLimit limit(1);
    for (auto _ : state) {
        const auto table = travel_times_by_dijkstra(c.roads.graph, c.cells, c.practices, cut_off(state));
        state.counters["pairs"] = table.pairs();
        benchmark::DoNotOptimize(table.cell.data());
    }
}
BENCHMARK(table_by_dijkstra)
    ->Arg(30)
    ->Arg(60)
    ->Arg(120)
    ->Arg(240)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime();

void one_practice(benchmark::State& state) {
    const Country& c = country();
    SweepGraph::Workspace workspace(*c.sweep);
    std::size_t next = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(travel_column(*c.sweep, workspace, c.cells,
                                               c.practices[next++ % c.practices.size()], cut_off(state)));
}
BENCHMARK(one_practice)->Arg(60)->Arg(120)->Arg(6'000)->Unit(benchmark::kMillisecond);

void e2sfca(benchmark::State& state) {
    const Country& c = country();
    const auto table = by_cell(travel_times(*c.sweep, c.cells, c.practices, Minutes{150}));
    const std::vector<double> people(c.cells.size(), 100.0), lists(c.practices.size(), 3.0);
    const ThreadLimit limit(static_cast<unsigned>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(
            two_step(table, people, lists, Steps{{30, 60, 120, 150}, {1, 0.68, 0.42, 0.22}}));
    state.counters["pairs"] = table.pairs();
}
BENCHMARK(e2sfca)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void turn_table(benchmark::State& state) {
    const Country& c = country();
    const auto table = travel_times(*c.sweep, c.cells, c.practices, Minutes{150});
    for (auto _ : state) benchmark::DoNotOptimize(by_cell(table));
}
BENCHMARK(turn_table)->Unit(benchmark::kMillisecond);

/// One checksum for every engine, lane and thread.
bool same_bytes() {
    const Country& c = country();
    fmt::print("{} nodes, {} arcs, {} positions above {} cells, {} practices\n", c.roads.graph.nodes(),
               c.roads.graph.arcs(), c.sweep->positions(), c.cells.size(), c.practices.size());
    const auto expected =
        checksum(travel_times_by_dijkstra(c.roads.graph, c.cells, c.practices, Minutes{120}));
    fmt::print("table within 120 minutes: {:016x} by Dijkstra\n", expected);
    bool same = true;
    for (const std::uint32_t lanes : {1U, 8U, 16U})
        for (const unsigned threads : {1U, 8U}) {
            const ThreadLimit limit(threads);
            const auto found = checksum(travel_times(*c.sweep, c.cells, c.practices, Minutes{120}, lanes));
            fmt::print("table within 120 minutes: {:016x} by sweeps of {:2} on {} threads\n", found, lanes,
                       threads);
            same = same && found == expected;
        }
    return same;
}

}  // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    if (!same_bytes()) {
        fmt::print("the tables differ\n");
        return 1;
    }
    benchmark::RunSpecifiedBenchmarks();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("peak memory {} MB\n", usage.ru_maxrss / 1024);
    return 0;
}
