#pragma once
// Who takes which vacancy: candidates from the pool and GPs who want to move.
#include "model/matching.hpp"
#include "model/params.hpp"
#include "model/post_appeal.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

struct RecruitmentParams {
    double search_per_month = 0.35;
    double outside_option = 4.5;
    double look_per_month = 0.035;
    double look_list_length = -1.6;
    double moving_cost = 3.2;
    int wishes = 15;
    double prefer_specialist = 1.0;
    double prefer_local = 0.5;
    double months_to_start = 3;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, RecruitmentParams>
void visit_fields(P& p, Visit&& visit) {
    visit("search_per_month", p.search_per_month,
          Field{"share of the pool that looks at vacancies in a month", 0, 1,
                "assumption: hiring takes a few months; swept"});
    visit("outside_option", p.outside_option,
          Field{"utility of a hospital or other post", -10, 20,
                "calibrated: about 330 entered a year in 2020-21, over 500 in 2023 (Helsedirektoratet)"});
    visit("look_per_month", p.look_per_month,
          Field{"share of GPs who look at vacancies in a month; nobody who is bound, who catches up when the "
                "binding ends",
                0, 1,
                "calibrated: contract lengths (Abelsen 2015) beside the 6 % a year who leave the scheme"});
    visit("look_list_length", p.look_list_length,
          Field{"power of her list over the usual one of the place", -5, 2,
                "calibrated with gp_exit.list_length: lists without a GP have 0.55-0.66 as many patients as "
                "those "
                "with one (Helsedirektoratet, 2019-25); who has a short list looks around more"});
    visit("moving_cost", p.moving_cost,
          Field{"utility", 0, 20,
                "calibrated: contract lengths (Abelsen 2015); 65 % of GPs would never move (Scott 2013)"});
    visit("wishes", p.wishes,
          Field{"applications a doctor sends in a month at most", 1, 500, "assumption: more are never read"});
    visit("prefer_specialist", p.prefer_specialist,
          Field{"score of a specialist with the municipality", 0, 10,
                "assumption: municipalities rank specialists first; a lot between 0 and 1 is added"});
    visit("prefer_local", p.prefer_local,
          Field{"score of someone from the county with the municipality", 0, 10,
                "assumption: those with roots are thought to stay"});
    visit("months_to_start", p.months_to_start,
          Field{"months from signing to the first day of a new GP, mean", 1, 12,
                "assumption: the post she has must be given up first; sweep 1 to 6"});
}

/// Applications of every doctor who looks this month, and to which lists: row i of `wishes` is
/// applicants[i]'s, posts are rows of `posts`. Nothing changes yet.
struct JobMarket {
    std::vector<ListId> posts;
    std::vector<DoctorId> applicants;
    std::vector<std::vector<Application>> wishes;
};
JobMarket open_market(const World& world, const RecruitmentParams& params, const AppealParams& appeals,
                      Seed seed);

/// Lists on offer since before this month go to who wants them most: deferred acceptance settles who signs
/// for which. Who signs begins some months later, not before the list's GP has left; a GP who moves leaves
/// her own list `notice_months` later at the soonest. Nobody signs who would begin before `first`.
void fill_vacancies(World& world, const RecruitmentParams& params, const AppealParams& appeals,
                    int notice_months, Seed seed, Month first = Month{});

}  // namespace model
