#include "model/measures/put_in_force.hpp"

#include "model/measures/acts.hpp"
#include "model/measures/bills.hpp"
#include "model/measures/eligible.hpp"
#include "model/measures/terms.hpp"

namespace model {

void put_in_force(World& world, const Params& params, Seed seed) {
    auto& in_force = world.in_force;
    const auto& measures = params.measures;
    in_force.rules = params.measure_rules;
    in_force.follow_up = params.follow_up;
    const bool first = in_force.measures.size() != measures.size() || in_force.terms.empty();
    if (first) in_force.measures.assign(measures.size(), {});
    for (std::size_t k = 0; k < measures.size(); ++k) {
        auto& state = in_force.measures[k];
        if (first || world.month.is_january()) {
            state.eligible = eligible_now(world, measures[k], seed);
            state.spent_nok = 0;
        }
        state.share_before = first ? 0 : state.share;
        state.share = measures[k].in_force(world.month) ? budget_share(world, measures[k], state) : 0;
    }
    in_force.terms = terms_of(measures, in_force.measures, world.setting.municipalities.size(), world.month);
    sign_agreements(world, seed);
    change_caps(world, in_force.caps_follow);
    in_force.caps_follow = in_force.terms;
    for (std::size_t k = 0; k < measures.size(); ++k)
        if (measures[k].in_force(world.month)) found_satellites(world, params, k);
}

}  // namespace model
