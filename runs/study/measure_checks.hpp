#pragma once
// Whether the measures of a scenario can do anything where and when it runs.
#include <array>
#include <string>
#include <vector>

#include "data/scenario.hpp"
#include "model/inputs.hpp"

namespace study {

/// Municipalities where a measure holds by the figures of 1 January after the list table's year, by
/// centrality class.
std::array<int, 6> eligible_by_class(const model::Measure& measure, const model::Inputs& inputs);

/// Throws InputError if a measure names a county or municipality that is not there.
void must_know_places(const std::vector<model::Measure>& measures, const model::Municipalities& all);

/// One sentence for each measure that changes nothing, being over before the run begins or not begun when it
/// ends, or that nobody is eligible for at the latest figures.
std::vector<std::string> idle_measures(const data::Scenario& scenario, const model::Inputs& inputs);

}  // namespace study
