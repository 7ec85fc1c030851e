#pragma once
// How far a run moves from its first day, as a table and as JSON.
#include <vector>

#include "model/compare/drift.hpp"
#include "runs/say/json.hpp"

namespace runs {

Json drift_json(const std::vector<model::Drift>& rows, int draws);
/// A table, its bars and whether each holds.
void print_drift(const std::vector<model::Drift>& rows, int draws);

}  // namespace runs
