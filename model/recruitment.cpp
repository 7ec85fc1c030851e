#include "model/recruitment.hpp"

#include <algorithm>
#include <cmath>

#include "geo/base/parallel.hpp"
#include "model/posts.hpp"

namespace model {
namespace {

/// Posts a doctor would rather have than what she has, best first.
std::vector<Application> wishes_of(const World& world, const JobMarket& market,
                                   const std::vector<Offer>& offers, DoctorId doctor,
                                   const RecruitmentParams& params, const AppealParams& appeals, Seed seed) {
    const auto luck = world.doctors.luck[doctor];
    const auto taste = taste_of(appeals, seed, luck);
    const auto own = world.doctors.list[doctor];
    constexpr std::uint32_t outside = 0xFFFFFFFF;
    const auto random_part = [&](std::uint32_t turn) {
        return gumbel(Draw(seed, Stream::job_utility, luck, world.month, turn));
    };
    const double keep = own == none<ListId>
                            ? params.outside_option + random_part(outside)
                            : appeal(appeals, world, doctor, taste, offer_of(world, own), false) +
                                  params.moving_cost + random_part(outside);
    std::vector<std::pair<double, std::uint32_t>> better;
    for (std::uint32_t post = 0; post < offers.size(); ++post) {
        const double u = appeal(appeals, world, doctor, taste, offers[post], true) +
                         random_part(world.lists.luck[market.posts[post]]);
        if (u > keep) better.emplace_back(-u, post);
    }
    const auto most = std::min<std::size_t>(better.size(), static_cast<std::size_t>(params.wishes));
    std::partial_sort(better.begin(), better.begin() + static_cast<std::ptrdiff_t>(most), better.end());
    std::vector<Application> wishes(most);
    for (std::size_t k = 0; k < most; ++k) {
        const auto post = better[k].second;
        double score =
            Draw(seed, Stream::job_lot, luck, world.month, world.lists.luck[market.posts[post]]).uniform();
        if (world.doctors.specialist[doctor]) score += params.prefer_specialist;
        if (world.setting.county_of[offers[post].municipality] == world.doctors.home_county[doctor])
            score += params.prefer_local;
        wishes[k] = {post, score};
    }
    return wishes;
}

}  // namespace

JobMarket open_market(const World& world, const RecruitmentParams& params, const AppealParams& appeals,
                      Seed seed) {
    JobMarket market;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l)
        if (world.lists.vacant(ListId{l}) && world.lists.since[ListId{l}] < world.month)
            market.posts.push_back(ListId{l});
    for (std::uint32_t d = 0; d < world.doctors.size(); ++d) {
        const DoctorId doctor{d};
        const auto post = static_cast<Post>(world.doctors.post[doctor]);
        if (post == Post::gone || world.doctors.started[doctor] == world.month ||
            world.month < world.doctors.bound_until[doctor])
            continue;
        const double chance = post == Post::pool ? params.search_per_month : params.look_per_month;
        if (Draw(seed, Stream::job_search, world.doctors.luck[doctor], world.month).uniform() < chance)
            market.applicants.push_back(doctor);
    }
    std::vector<Offer> offers;
    for (const auto list : market.posts) offers.push_back(offer_of(world, list));
    market.wishes.resize(market.applicants.size());
    geo::for_each_index(static_cast<std::uint32_t>(market.applicants.size()), [&](std::uint32_t i) {
        market.wishes[i] = wishes_of(world, market, offers, market.applicants[i], params, appeals, seed);
    });
    return market;
}

void fill_vacancies(World& world, const RecruitmentParams& params, const AppealParams& appeals, Seed seed) {
    const auto market = open_market(world, params, appeals, seed);
    const auto post_of = deferred_acceptance(market.wishes, static_cast<std::uint32_t>(market.posts.size()));
    for (std::size_t i = 0; i < market.applicants.size(); ++i) {
        if (post_of[i] == no_post) continue;
        const auto doctor = market.applicants[i];
        const auto list = market.posts[post_of[i]];
        if (static_cast<Post>(world.doctors.post[doctor]) == Post::pool) {
            world.doctors.entered[doctor] = world.month;
            ++world.flows.gps_hired[world.lists.municipality[list]];
        } else {
            ++world.flows.gps_moved[world.lists.municipality[list]];
        }
        take_list(world, doctor, list, world.month);
        const auto& terms = world.in_force.at(world.lists.municipality[list], world.lists.salaried[list]);
        if (terms[Lever::hiring_grant] > 0)
            world.doctors.bound_until[doctor] = world.month + static_cast<int>(terms[Lever::binding_months]);
        const double wanted = static_cast<double>(world.doctors.desired_cap[doctor]);
        world.lists.cap[list] = static_cast<std::uint16_t>(
            std::max<double>(world.lists.members[list], wanted * terms.factor(Lever::cap_percent)));
    }
}

}  // namespace model
