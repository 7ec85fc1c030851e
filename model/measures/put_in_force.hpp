#pragma once
// Measures begin, end and run out of money.
#include "model/parameters.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

/// Fills world.in_force for this month: eligibility (on 1 January, and at the start), budgets, terms,
/// training agreements, caps that a measure raises, lists at satellite surgeries.
void put_in_force(World& world, const Params& params, Seed seed);

/// What budgets leave, terms and training agreements, once more by the world as it is now.
void decide_terms(World& world, const Params& params, Seed seed);

}  // namespace model
