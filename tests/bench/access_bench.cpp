// Travel times of the embedded Norway set. Built with -DLEGEKART_BENCH=ON.
#include <benchmark/benchmark.h>

#include "data/input_set.hpp"
#include "geo/catchment.hpp"
#include "geo/population_grid.hpp"
#include "geo/road_travel.hpp"
#include "support/places.hpp"

namespace {

struct Norway {
    data::InputSet set = data::read_input_set(support::in_tree("data/norway"));
    geo::PopulationGrid grid;
    std::vector<geo::Point> cells, practices;

    Norway() : grid(geo::coarsen(set.figures.grid, 1000)), practices(set.figures.practices.place.values()) {
        for (std::uint32_t c = 0; c < grid.size(); ++c) cells.push_back(geo::centre(grid, geo::CellId{c}));
    }
    geo::RoadTravel travel() const { return {set.figures.roads, {}, {}, cells, practices}; }
};

const Norway& norway() {
    static const Norway norway;
    return norway;
}

/// From lines on a map to the whole table: network, snapping, order, sweep.
void table_cold(benchmark::State& state) {
    const geo::Minutes cut_off{static_cast<float>(state.range(0))};
    std::uint32_t pairs = 0;
    for (auto _ : state) pairs = norway().travel().table(cut_off).pairs();
    state.counters["pairs"] = pairs;
}
BENCHMARK(table_cold)
    ->Arg(60)
    ->Arg(120)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

/// The table alone, with network, snapping and order at hand.
void table_again(benchmark::State& state) {
    const auto travel = norway().travel();
    const geo::Minutes cut_off{static_cast<float>(state.range(0))};
    for (auto _ : state) benchmark::DoNotOptimize(travel.table(cut_off));
}
BENCHMARK(table_again)
    ->Arg(60)
    ->Arg(120)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

void one_ferry_closed(benchmark::State& state) {
    const auto travel = norway().travel();
    const auto closed = geo::ferry_lines_named(norway().set.figures.roads, "Horten–Moss rv. 19");
    for (auto _ : state) benchmark::DoNotOptimize(travel.table_without(closed, geo::Minutes{120}));
    state.counters["lines"] = static_cast<double>(closed.size());
}
BENCHMARK(one_ferry_closed)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void e2sfca(benchmark::State& state) {
    const auto table = norway().travel().table(geo::Minutes{60});
    const std::vector<double> people(norway().grid.people.begin(), norway().grid.people.end());
    const std::vector<double> lists(norway().set.figures.practices.lists_with_gp.begin(),
                                    norway().set.figures.practices.lists_with_gp.end());
    for (auto _ : state) benchmark::DoNotOptimize(geo::two_step(table, people, lists, geo::Gaussian{15, 60}));
    state.counters["pairs"] = table.pairs();
}
BENCHMARK(e2sfca)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace

BENCHMARK_MAIN();
