#pragma once
// What measures cost, who pays, and how far a budget goes.
#include "model/parameters.hpp"
#include "model/world.hpp"

namespace model {

/// What of its amounts a measure can pay this month, 0 to 1: all of them without a budget, nothing once it is
/// spent. Of `state`, eligible and spent_nok must be this month's.
double budget_share(const World& world, const Measure& measure, const MeasureState& state);

/// Fills each measure's cost and the extra cost of this month: grants by the GPs who get them now, one-off
/// sums by the contracts that began last month, changed rates by the bill with and without the measure.
void account_measures(World& world, const Params& params);

/// Whether it pulls a lever that changes rates or prices, which state and municipalities pay as they always
/// do.
bool changes_rates(const Measure& measure);
/// Whether it hands out money that its payer pays.
bool hands_out(const Measure& measure);

}  // namespace model
