#pragma once
// A scenario from its first day to its last.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "data/input_set.hpp"
#include "data/scenario.hpp"
#include "model/areas.hpp"
#include "model/indicators.hpp"
#include "model/start/initial.hpp"
#include "runs/study/simulated.hpp"
#include "runs/study/watch.hpp"

namespace study {

/// Is given the world and its table as they are made: 0 is the start.
using EachMonth = std::function<void(int, const model::World&, const model::MonthTable&)>;

/// Keeps a run under way, so that it can go on after whatever ends the process.
struct Keeping {
    std::filesystem::path file = {};      ///< empty: nothing is kept
    double every_seconds = 600;           ///< besides, it is kept when `watch.stop` asks; 0: only then
    std::optional<Simulation> from = {};  ///< what read_draw() found; else the run begins at its start
};

/// Simulates until the scenario's last month or until `watch.stop` asks: then the run has fewer months.
/// Throws geo::Stopped if asked before the first day is laid out. `each_month` gets the world and its table
/// as it is made, the start first, or what comes after the months of `keeping.from`. `order_of` makes or
/// finds the order of the road graph.
Simulation simulate(const data::Scenario& scenario, const data::InputSet& set, const Watch& watch = {},
                    const EachMonth& each_month = {}, const geo::OrderOf& order_of = geo::build_hierarchy,
                    Keeping keeping = {});

/// The same in a setting that is made, with a seed of its own.
Simulation simulate_in(model::Setting setting, const data::Scenario& scenario, const data::InputSet& set,
                       std::uint64_t seed, const Watch& watch = {}, const EachMonth& each_month = {},
                       Keeping keeping = {});

/// The sum of a count over all municipalities, or over an area's.
std::int64_t total(const model::MonthTable& table, std::string_view count);
std::int64_t total(const model::MonthTable& table, std::string_view count, const model::Area& area);

}  // namespace study
