#include "model/measures/put_in_force.hpp"

#include <algorithm>

#include "model/measures/acts.hpp"
#include "model/measures/bills.hpp"
#include "model/measures/direct_cost.hpp"
#include "model/measures/eligible.hpp"
#include "model/measures/terms.hpp"
#include "model/workload.hpp"

namespace model {
namespace {

/// Begins the month of one measure: what it owes, where it holds, what it has spent.
void begin_month(const World& world, const Measure& measure, MeasureState& state, Seed seed) {
    const bool first = state.eligible.size() == 0;
    if (!first) state.owed_nok = owed_to_new_contracts(world, measure, state);
    if (!first && !world.month.is_january()) return;
    state.eligible = eligible_now(world, measure, seed);
    state.spent_nok = 0;
}

}  // namespace

void decide_terms(World& world, const Params& params, Seed seed) {
    set_shares(world, params, seed);
    world.in_force.terms =
        terms_of(params.measures, world.in_force.measures, world.setting.municipalities.size(), world.month);
    sign_agreements(world, seed);
}

void put_in_force(World& world, const Params& params, Seed seed) {
    auto& in_force = world.in_force;
    const auto& measures = params.measures;
    in_force.rules = params.measure_rules;
    in_force.follow_up = params.follow_up;
    if (in_force.measures.size() != measures.size() || in_force.terms.empty())
        in_force.measures.assign(measures.size(), {});
    for (std::size_t k = 0; k < measures.size(); ++k)
        begin_month(world, measures[k], in_force.measures[k], seed);
    expect_mean_of_new_lists(world, params.workload);
    decide_terms(world, params, seed);
    change_caps(world, in_force.caps_follow);
    in_force.caps_follow = in_force.terms;
    for (std::size_t k = 0; k < measures.size(); ++k)
        if (measures[k].in_force(world.month)) found_satellites(world, params, k);
    // Caps are in some bills; a budget must hold with those there are now.
    if (std::any_of(measures.begin(), measures.end(), [](const Measure& m) { return m.has_budget(); })) {
        expect_mean_of_new_lists(world, params.workload);
        decide_terms(world, params, seed);
    }
}

}  // namespace model
