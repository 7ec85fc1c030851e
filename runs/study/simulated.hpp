#pragma once
// What a simulation has come to.
#include <utility>
#include <vector>

#include "model/indicator_info.hpp"
#include "model/start/setting.hpp"
#include "model/step.hpp"
#include "model/world.hpp"

namespace study {

/// A run and what it left behind.
struct Simulation {
    model::World world;
    model::Remarks remarks;                 ///< what the first day could not meet exactly
    std::vector<model::MonthTable> tables;  ///< the start, then every month done; about 55 kB each
    /// Squares at the scenario's cell_months that are done, by time point; columns of cell_figure_infos().
    std::vector<std::pair<int, std::vector<std::vector<float>>>> squares;
    model::PhaseSeconds phases;
    double initial_seconds = 0, engine_seconds = 0, engine_cpu_seconds = 0;
    double person_months = 0;
    model::BorderMoves border = {};  ///< of an area alone

    int months_done() const { return static_cast<int>(tables.size()) - 1; }
};

}  // namespace study
