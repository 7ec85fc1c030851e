#pragma once
// Measures begin, end, run out of money, and are paid.
#include "model/parameters.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

/// What eligibility looks at, one row per municipality.
struct PlaceFigures {
    Column<MunicipalityId, std::int32_t> people;
    std::vector<std::uint32_t> lists, vacant_lists;
};

/// Municipalities that meet what a measure asks for; lots are drawn by the measure's name, so another measure
/// does not change them.
Column<MunicipalityId, std::uint8_t> eligible(const Municipalities& municipalities,
                                              const PlaceFigures& figures, const Measure& measure, Seed seed);
/// By this month's figures.
Column<MunicipalityId, std::uint8_t> eligible_now(const World& world, const Measure& measure, Seed seed);

/// Fills world.in_force for this month: eligibility (on 1 January, and at the start), budgets, terms,
/// training agreements, caps that a measure raises, lists at satellite surgeries.
void put_in_force(World& world, const Params& params, Seed seed);

/// Fills each measure's cost and the extra cost of this month: grants by the GPs who get them now, one-off
/// sums by the contracts that began last month, changed rates by the bill with and without the measure.
void account_measures(World& world, const Params& params);

/// Extra candidates this month, of one measure: whole numbers whose running total follows the yearly amount.
std::uint32_t extra_candidates(const Measure& measure, const MeasureState& state, const MeasureParams& rules,
                               Month month);

/// Whether it pulls a lever that changes rates or prices, which state and municipalities pay as they always
/// do.
bool changes_rates(const Measure& measure);

/// A number that belongs to a name, for draws that must not depend on a measure's place in the scenario.
std::uint32_t address_of(std::string_view name);

}  // namespace model
