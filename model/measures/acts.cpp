#include "model/measures/acts.hpp"

#include <algorithm>
#include <cmath>

#include "model/doctor_supply.hpp"
#include "model/measures/terms.hpp"
#include "model/posts.hpp"

namespace model {

bool has_agreement(const World& world, DoctorId doctor, double percent, Seed seed) {
    const auto& doctors = world.doctors;
    const auto list = doctors.list[doctor];
    if (list == none<ListId> || doctors.specialist[doctor] || world.lists.shared[list]) return false;
    return Draw(seed, Stream::alis, doctors.luck[doctor], Month{}).uniform() * 100 < percent;
}

void sign_agreements(World& world, Seed seed) {
    auto& doctors = world.doctors;
    for (const auto doctor : ids<DoctorId>(doctors.size())) {
        const auto list = doctors.list[doctor];
        doctors.alis[doctor] =
            list != none<ListId> &&
            has_agreement(world, doctor,
                          world.in_force.at(world.lists.municipality[list],
                                            world.lists.salaried[list])[Lever::alis_percent],
                          seed);
    }
}

void change_caps(World& world, const TermsTable& before) {
    for (const auto list : ids<ListId>(world.lists.size())) {
        const auto m = world.lists.municipality[list];
        const auto form = world.lists.salaried[list];
        if (!world.lists.has_gp(list) || m.value >= before.size()) continue;
        const auto& rules = world.in_force.rules;
        const double was = before[m][form].cap_factor(rules);
        const double is = world.in_force.terms[m][form].cap_factor(rules);
        if (was == is || was <= 0) continue;
        auto& cap = world.lists.cap[list];
        cap = as_cap(std::round(cap * is / was));
    }
}

void found_satellites(World& world, const Params& params, std::size_t k) {
    auto& state = world.in_force.measures[k];
    const auto& measure = params.measures[k];
    const auto amount = amounts_of(measure, world.month)[Lever::satellite_lists];
    if (!amount) return;
    const auto wanted = static_cast<std::uint8_t>(*amount);
    if (state.satellites_founded >= wanted || world.setting.satellite.size() == 0) return;
    for (const auto m : ids<MunicipalityId>(state.eligible.size())) {
        if (!state.eligible[m] || world.setting.satellite[m] == none<PracticeId>) continue;
        for (auto number = state.satellites_founded; number < wanted; ++number) {
            if (world.lists.size() >= People::no_list) continue;
            add_list(world, world.setting.satellite[m],
                     static_cast<std::uint32_t>(cap_on_entry(params.doctors, world.month)),
                     !measure.where.self_employed, world.month, luck_of_satellite(m.value, number));
            ++world.flows.new_posts[m];
        }
    }
    state.satellites_founded = wanted;
    index_lists_by_practice(world);
}

}  // namespace model
