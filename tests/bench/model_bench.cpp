// A month of all Norway, phase by phase. Built with -DLEGEKART_BENCH=ON; run from anywhere.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "data/input_set.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "support/places.hpp"

namespace {

using namespace model;

const data::InputSet& norway() {
    static const auto set = data::read_input_set(support::in_tree("data/norway"));
    return set;
}

double cpu_seconds() {
    rusage r{};
    getrusage(RUSAGE_SELF, &r);
    return static_cast<double>(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
           static_cast<double>(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/// Bytes of the columns that have a row per person.
double bytes_per_person(const World& world) {
    const auto& p = world.people;
    const auto row = sizeof(p.born.values()[0]) + sizeof(p.joined.values()[0]) + sizeof(p.home.values()[0]) +
                     sizeof(p.list.values()[0]) + sizeof(p.waits_for.values()[0]) +
                     sizeof(p.sex.values()[0]) + sizeof(p.state.values()[0]) +
                     sizeof(p.extensive_from.values()[0]);
    return static_cast<double>(row);
}

void first_day(benchmark::State& state) {
    for (auto _ : state) {
        Remarks remarks;
        benchmark::DoNotOptimize(make_world(norway().figures, Params{}, Seed{1},
                                            Month::of(std::chrono::year{2026} / std::chrono::January), 120,
                                            remarks));
    }
}
BENCHMARK(first_day)->Unit(benchmark::kMillisecond)->Iterations(3)->UseRealTime();

/// Ten years; the counters are CPU milliseconds a month by phase (wall time of the phase, so on one thread
/// they add up).
void decade(benchmark::State& state) {
    const Params params;
    const LifeTables tables(params.demography);
    for (auto _ : state) {
        state.PauseTiming();
        Remarks remarks;
        auto world = make_world(norway().figures, params, Seed{1},
                                Month::of(std::chrono::year{2026} / std::chrono::January), 120, remarks);
        state.ResumeTiming();
        PhaseSeconds phases;
        const double cpu = cpu_seconds();
        double person_months = 0;
        for (int month = 0; month < 120; ++month) {
            step(world, params, tables, Seed{1}, &phases);
            for (const auto people : world.residents.people) person_months += people;
        }
        const double spent = cpu_seconds() - cpu;
        const auto per_month = [](double seconds) { return 1000 * seconds / 120; };
        state.counters["person_months_per_cpu_s"] = person_months / spent;
        state.counters["cpu_s"] = spent;
        state.counters["bytes_per_person"] = bytes_per_person(world);
        state.counters["demography_ms"] = per_month(phases.demography);
        state.counters["decisions_ms"] = per_month(phases.decisions);
        state.counters["leaving_ms"] = per_month(phases.leaving);
        state.counters["recruitment_ms"] = per_month(phases.recruitment);
        state.counters["vacancy_ms"] = per_month(phases.vacancy);
        state.counters["choice_ms"] = per_month(phases.choice);
        state.counters["work_ms"] = per_month(phases.work);
    }
}
BENCHMARK(decade)->Unit(benchmark::kMillisecond)->Iterations(1)->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
