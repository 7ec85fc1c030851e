#pragma once
// What a measure costs beside rates: grants, its own cost rows, and the least prices of its levers.
#include <vector>

#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

/// NOK of 2023 this month per municipality and payer: what the measure hands out a month at the share in
/// `state`, and what its levers cost. Sums paid once are not in it. Where its own cost rows come to less
/// than the least prices of its levers, its payer is charged the rest. `before`: terms of the measures before
/// it; a training agreement that they bring is not paid for twice.
Column<MunicipalityId, ByPayer> direct_cost(const World& world, const Measure& measure,
                                            const MeasureState& state, const TermsTable& before, Seed seed);

/// NOK owed to those who took a list a month ago, at the shares of last month, which `state` still has.
Column<MunicipalityId, double> owed_to_new_contracts(const World& world, const Measure& measure,
                                                     const MeasureState& state);

/// Contracts a month of an eligible form and place in the last year, by those who still hold them.
double contracts_a_month(const World& world, const Measure& measure, const MeasureState& state);

/// Effects that nobody can price: of levers of unknown price, without a cost row of their own.
std::vector<MeasureEffect> not_priced(const Measure& measure);

}  // namespace model
