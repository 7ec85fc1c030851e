#pragma once
// A scenario from its first day to its last, for every command that simulates.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "data/input_set.hpp"
#include "data/scenario.hpp"
#include "model/indicators.hpp"
#include "model/initial.hpp"
#include "model/step.hpp"

namespace runs {

/// A run and what it left behind.
struct Simulation {
    model::World world;
    model::Remarks remarks;                 ///< what the first day could not meet exactly
    std::vector<model::MonthTable> tables;  ///< the start, then every month done; about 55 kB each
    model::PhaseSeconds phases;
    double initial_seconds = 0, engine_seconds = 0, engine_cpu_seconds = 0;
    double person_months = 0;

    int months_done() const { return static_cast<int>(tables.size()) - 1; }
};

/// Is given the world and its table as they are made: 0 is the start.
using EachMonth = std::function<void(int, const model::World&, const model::MonthTable&)>;

/// Simulates until the scenario's last month or until the user asks to stop (Ctrl-C, SIGTERM). `each_month`
/// gets the world and its table as it is made, the start first. `order_of` makes or finds the order of the
/// road graph.
Simulation simulate(const data::Scenario& scenario, const data::InputSet& set, const std::string& progress,
                    const EachMonth& each_month, const geo::OrderOf& order_of = geo::build_hierarchy);

/// The same in a setting that is made, with a seed of its own and without a progress bar. Leaves
/// `stop_asked()` to the caller: a run that was stopped has fewer months.
Simulation simulate_in(model::Setting setting, const data::Scenario& scenario, const data::InputSet& set,
                       std::uint64_t seed, const EachMonth& each_month);

/// From now on Ctrl-C and SIGTERM ask to stop instead of ending the process.
void listen_for_stop();
bool stop_asked();

/// CPU-seconds of this process so far.
double cpu_seconds();

/// The most memory this process has held, MB.
double peak_rss_mb();

/// Seconds on a clock that only moves forward.
double now_seconds();

/// The sum of a count over all municipalities.
std::int64_t total(const model::MonthTable& table, std::string_view count);

}  // namespace runs
