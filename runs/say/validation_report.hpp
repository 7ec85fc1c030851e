#pragma once
// How far a run moves from its first day and how municipalities differ, as tables and as JSON.
#include <vector>

#include "model/compare/drift.hpp"
#include "model/compare/hindcast.hpp"
#include "model/compare/spread.hpp"
#include "runs/say/json.hpp"

namespace runs {

Json drift_json(const std::vector<model::Drift>& rows, int draws);
/// A table, its bars and whether each holds.
void print_drift(const std::vector<model::Drift>& rows, int draws);

Json spread_json(const std::vector<model::Spread>& rows, int draws);
void print_spread(const std::vector<model::Spread>& rows, int draws);

Json hindcast_json(const std::vector<model::Hindcast>& rows, int draws);
void print_hindcast(const std::vector<model::Hindcast>& rows, int draws);

}  // namespace runs
