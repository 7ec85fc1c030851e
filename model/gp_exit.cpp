#include "model/gp_exit.hpp"

#include <algorithm>
#include <cmath>

#include "geo/base/parallel.hpp"
#include "model/posts.hpp"

namespace model {

double exit_hazard(const ExitParams& params, const World& world, DoctorId doctor, const Offer& post) {
    constexpr std::array<int, 6> from{35, 40, 50, 60, 65, 67};
    const auto& doctors = world.doctors;
    const int age = (world.month - doctors.born[doctor]) / 12;
    const auto group =
        static_cast<std::size_t>(std::upper_bound(from.begin(), from.end(), age) - from.begin());
    const double years = (world.month - doctors.started[doctor]) / 12.0;
    double log_hazard = std::log(params.base) + params.age[group];
    log_hazard += params.early * std::exp(-years / params.early_years);
    log_hazard += params.hours_over *
                  std::max(0.0, post.hours_week - static_cast<double>(doctors.desired_hours[doctor])) / 10;
    log_hazard += params.duty_hours * post.duty_hours_week;
    log_hazard += params.log_income * std::log(std::max(income_to(world, doctor, post, false), 100'000.0) /
                                               params.outside_income_nok);
    log_hazard += params.colleagues * std::log1p(post.colleagues);
    log_hazard += params.centrality[world.setting.municipalities.centrality[post.municipality] - 1U];
    if (post.salaried) log_hazard += params.salaried;
    if (doctors.specialist[doctor]) log_hazard += params.specialist;
    if (doctors.alis[doctor]) log_hazard += params.alis;
    if (const auto list = doctors.list[doctor]; list != none<ListId>)
        log_hazard += params.list_length * std::log(relative_length(world, list));
    if (post.colleagues > 0) log_hazard += params.leader * post.terms[Lever::leaders_percent] / 100;
    const double older = age >= params.older_from ? post.terms.factor(Lever::exit_older_percent) : 1.0;
    return std::exp(log_hazard) * older * post.terms.factor(Lever::exit_percent);
}

Column<DoctorId, std::uint8_t> plan_exits(const World& world, const ExitParams& params, Seed seed) {
    const auto& doctors = world.doctors;
    Column<DoctorId, std::uint8_t> leaves(doctors.size());
    if (params.base <= 0) return leaves;
    geo::for_each_id<DoctorId>(
        doctors.size(),
        [&](DoctorId doctor) {
            const auto list = doctors.list[doctor];
            if (list == none<ListId> || world.lists.leaves[list] != lasts) return;
            const double hazard = exit_hazard(params, world, doctor, offer_of(world, list));
            Draw draw(seed, Stream::gp_exit, doctors.luck[doctor], world.month);
            const bool struck = draw.uniform() < 1 - std::exp(-hazard / 12);
            if (!struck && !doctors.wants_out[doctor]) return;
            const bool sudden = struck && 100 * draw.uniform() < params.sudden_percent;
            const bool free = world.month + params.notice_months >= doctors.bound_until[doctor];
            leaves[doctor] = static_cast<std::uint8_t>(sudden ? Exit::sudden
                                                       : free ? Exit::notice
                                                              : Exit::waits);
        },
        256);
    return leaves;
}

void give_notices(World& world, const Column<DoctorId, std::uint8_t>& leaves, int notice_months) {
    for (const auto doctor : ids<DoctorId>(leaves.size())) {
        const auto exit = static_cast<Exit>(leaves[doctor]);
        if (exit == Exit::waits) world.doctors.wants_out[doctor] = 1;
        if (exit != Exit::notice && exit != Exit::sudden) continue;
        give_notice(world, world.doctors.list[doctor],
                    world.month + (exit == Exit::sudden ? 1 : notice_months));
    }
}

}  // namespace model
