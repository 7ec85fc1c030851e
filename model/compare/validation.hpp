#pragma once
// What a run must reproduce: published figures beside simulated ones.
#include <string>
#include <vector>

#include "model/indicators.hpp"
#include "model/world.hpp"

namespace model {

/// One published figure and what the run gives.
struct Comparison {
    std::string what, unit;
    double published, simulated;
    double tolerance;  ///< largest accepted difference, in the unit
    std::string source;
    bool holds() const { return simulated >= published - tolerance && simulated <= published + tolerance; }
};

/// Compares a run with the published figures. `tables`: month by month, the start first. `official`:
/// residents on 1 January of past years. Contract figures need ten years or more to be seen; shorter runs
/// leave them out.
std::vector<Comparison> compare_with_published(const World& world, const std::vector<MonthTable>& tables,
                                               const PopulationTable& official);

}  // namespace model
