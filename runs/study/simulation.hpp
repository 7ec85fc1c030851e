#pragma once
// A scenario from its first day to its last.
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "data/input_set.hpp"
#include "data/scenario.hpp"
#include "model/indicators.hpp"
#include "model/start/initial.hpp"
#include "model/step.hpp"
#include "runs/study/watch.hpp"

namespace study {

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

/// Simulates until the scenario's last month or until `watch.stop` asks: then the run has fewer months.
/// Throws geo::Stopped if asked before the first day is laid out. `each_month` gets the world and its table
/// as it is made, the start first. `order_of` makes or finds the order of the road graph.
Simulation simulate(const data::Scenario& scenario, const data::InputSet& set, const Watch& watch = {},
                    const EachMonth& each_month = {}, const geo::OrderOf& order_of = geo::build_hierarchy);

/// The same in a setting that is made, with a seed of its own.
Simulation simulate_in(model::Setting setting, const data::Scenario& scenario, const data::InputSet& set,
                       std::uint64_t seed, const Watch& watch = {}, const EachMonth& each_month = {});

/// The sum of a count over all municipalities.
std::int64_t total(const model::MonthTable& table, std::string_view count);

}  // namespace study
