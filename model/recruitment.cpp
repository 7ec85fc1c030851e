#include "model/recruitment.hpp"

#include <algorithm>
#include <cmath>

#include "geo/base/parallel.hpp"
#include "model/posts.hpp"

namespace model {
namespace {

/// What is taken off the utility of what one has where only a share of the nation's doctors and posts is
/// there, so that a post is wanted by as many as in the nation: a doctor who looks at fewer posts is content
/// with less. The tails of the random part fall off with the larger of its two scales.
double fewer_posts(const World& world, const AppealParams& appeals) {
    if (!world.setting.rest) return 0;
    return std::max(appeals.lasting_taste, 1 - appeals.lasting_taste) * -std::log(world.setting.rest->market);
}

/// Posts a doctor would rather have than what she has, best first.
std::vector<Application> wishes_of(const World& world, const JobMarket& market,
                                   const std::vector<Offer>& offers, const std::vector<double>& list_appeals,
                                   DoctorId doctor, const RecruitmentParams& params,
                                   const AppealParams& appeals, Seed seed) {
    const auto luck = world.doctors.luck[doctor];
    const auto taste = taste_of(appeals, seed, luck);
    const auto own = world.doctors.list[doctor];
    constexpr std::uint32_t outside = 0xFFFFFFFF;
    const double lasting = appeals.lasting_taste;
    const auto drawn = [&](std::uint32_t turn) {
        return std::pair{Draw(seed, Stream::lasting_taste, luck, Month{}, turn).bits(),
                         Draw(seed, Stream::job_utility, luck, world.month, turn).bits()};
    };
    const auto random_of = [&](const std::pair<std::uint32_t, std::uint32_t>& bits) {
        return lasting * gumbel(bits.first) + (1 - lasting) * gumbel(bits.second);
    };
    const auto random_part = [&](std::uint32_t turn) { return random_of(drawn(turn)); };
    const double keep =
        (own == none<ListId> ? params.outside_option + random_part(outside)
                             : appeal(appeals, world, doctor, taste, offer_of(world, own), false) +
                                   list_appeal(appeals, world, own, seed) + params.moving_cost +
                                   random_part(world.lists.luck[own])) -
        fewer_posts(world, appeals);
    std::vector<std::pair<double, std::uint32_t>> better;
    for (std::uint32_t post = 0; post < offers.size(); ++post) {
        const double sure = appeal(appeals, world, doctor, taste, offers[post], true) + list_appeals[post];
        const auto bits = drawn(world.lists.luck[market.posts[post]]);
        // Most posts are told to be no better without four logarithms.
        constexpr double rounding = 1e-6;
        if (sure + lasting * gumbel_at_most(bits.first) + (1 - lasting) * gumbel_at_most(bits.second) +
                rounding <
            keep)
            continue;
        const double u = sure + random_of(bits);
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

/// Chance that a GP who is not bound looks at vacancies this month. Who was bound until now catches up: she
/// would have looked in one of the months of her binding, or does now.
double chance_to_look(const World& world, const RecruitmentParams& params, DoctorId doctor) {
    const auto& doctors = world.doctors;
    const double a_month =
        std::min(1.0, params.look_per_month *
                          std::pow(relative_length(world, doctors.list[doctor]), params.look_list_length));
    if (doctors.bound_until[doctor] != world.month) return a_month;
    return 1 - std::pow(1 - a_month, world.month - doctors.started[doctor]);
}

}  // namespace

JobMarket open_market(const World& world, const RecruitmentParams& params, const AppealParams& appeals,
                      Seed seed) {
    JobMarket market;
    for (const auto list : ids<ListId>(world.lists.size()))
        if (world.lists.on_offer(list) && (world.lists.has_gp(list) || world.lists.since[list] < world.month))
            market.posts.push_back(list);
    for (const auto doctor : ids<DoctorId>(world.doctors.size())) {
        const auto post = static_cast<Post>(world.doctors.post[doctor]);
        const bool looks =
            post == Post::pool || (post == Post::on_list && world.doctors.started[doctor] != world.month &&
                                   world.month >= world.doctors.bound_until[doctor] &&
                                   world.lists.leaves[world.doctors.list[doctor]] == lasts);
        if (!looks) continue;
        const double chance =
            post == Post::pool ? params.search_per_month : chance_to_look(world, params, doctor);
        if (Draw(seed, Stream::job_search, world.doctors.luck[doctor], world.month).uniform() < chance)
            market.applicants.push_back(doctor);
    }
    std::vector<Offer> offers;
    for (const auto list : market.posts) offers.push_back(offer_of(world, list));
    std::vector<double> list_appeals;
    for (const auto list : market.posts) list_appeals.push_back(list_appeal(appeals, world, list, seed));
    market.wishes.resize(market.applicants.size());
    geo::for_each_index(static_cast<std::uint32_t>(market.applicants.size()), [&](std::uint32_t i) {
        market.wishes[i] =
            wishes_of(world, market, offers, list_appeals, market.applicants[i], params, appeals, seed);
    });
    return market;
}

void fill_vacancies(World& world, const RecruitmentParams& params, const AppealParams& appeals,
                    int notice_months, Seed seed, Month first) {
    const auto market = open_market(world, params, appeals, seed);
    const auto post_of = deferred_acceptance(market.wishes, static_cast<std::uint32_t>(market.posts.size()));
    for (std::size_t i = 0; i < market.applicants.size(); ++i) {
        if (post_of[i] == no_post) continue;
        const auto doctor = market.applicants[i];
        const auto list = market.posts[post_of[i]];
        // One month at the soonest, else evenly around the mean.
        const auto spread = static_cast<std::uint32_t>(2 * params.months_to_start) - 1;
        Draw draw(seed, Stream::contract_start, world.doctors.luck[doctor], world.month);
        const bool moves = world.doctors.list[doctor] != none<ListId>;
        auto from = world.month + (moves ? notice_months : 1 + static_cast<int>(draw.below(spread)));
        if (world.lists.has_gp(list) && !world.lists.shared[list])
            from = std::max(from, world.lists.leaves[list]);
        const auto& terms = world.in_force.at(world.lists.municipality[list], world.lists.salaried[list]);
        const auto taste = taste_of(appeals, seed, world.doctors.luck[doctor]);
        if (from >= first) sign(world, doctor, list, from, grant_beyond_binding(taste, terms) > 0);
    }
}

}  // namespace model
