#pragma once
// What measures cost, who pays, and how far a budget goes.
#include "model/parameters.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

/// Sets what each measure's budget leaves of its amounts this month: all of them without one, and nothing
/// once the year's is spent. What runs gets a twelfth of it a month at most; sums paid once get what is left,
/// by the contracts that usually begin in the rest of the year and some more, so that the offer lasts the
/// year out. A contract that begins in December is paid by next year's. Of each state eligible, owed_nok and
/// spent_nok must be this month's; owed_nok is cut to what is left.
void set_shares(World& world, const Params& params, Seed seed);

/// Fills each measure's cost and the extra cost of this month. A measure's bill is what the month costs under
/// the measures up to it, in their order, less what it costs under those before it: together they are what
/// all of them cost.
void account_measures(World& world, const Params& params, Seed seed);

/// Whether it pulls a lever that changes rates or prices, which state and municipalities pay as they always
/// do.
bool changes_rates(const Measure& measure);
/// Whether it hands out money that its payer pays.
bool hands_out(const Measure& measure);

}  // namespace model
