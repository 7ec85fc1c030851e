#pragma once
// What municipalities decide about posts: new ones, caps, closing, salaried offers.
#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/size_classes.hpp"
#include "model/world.hpp"

namespace model {

struct ChoiceParams;
struct DoctorParams;

struct PostParams {
    double free_places_per_1000 = 35;
    double own_reserve = 0.9;
    double decided_per_month = 0.035;
    double most_new_a_year = 6.1;
    double plan_ahead_years = 0.85;
    int long_vacant_months = 6;
    double most_long_vacant = 10;
    double transferred = 0.85;
    double givers_share = 0.5;
    double cap_follows_down = 1.0;
    double withdrawn_after_months = 24;
    double raised_per_month = 0.03;
    double raised_places = 80;
    double lowered_places = 120;
    double close_after_months = 12;
    double closed_per_month = 0.01;
    double salary_after_months = 3;
    double salary_offered_per_month = 0.12;
    double pay_after_months = 6;
    double pay_offered_per_month = 0.1;
    double pay_step_nok = 100'000;
    double most_pay_nok = 1'000'000;
    double shared_per_month = 0.25;
    int shared_months = 12;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, PostParams>
void visit_fields(P& p, Visit&& visit) {
    visit("free_places_per_1000", p.free_places_per_1000,
          Field{"free places per 1000 inhabitants", -100, 1000,
                "calibrated: 156 new lists a year 2019-2025 (SSB 12005, Helsedirektoratet) beside caps that "
                "fall; 35, 14, 6 and 21 free places per 1000 at the end of 2019, 2021, 2023 and 2025"});
    visit(
        "own_reserve", p.own_reserve,
        Field{
            "share", 0, 1,
            "assumption: a municipality's own reserve on the first day counts so much in what it keeps, the "
            "nation's the rest (4 to 125 free places per 1000 by centrality, SSB 12005, 31.12.2025); swept"});
    visit("decided_per_month", p.decided_per_month,
          Field{"chance per month that a lacking list is decided", 0, 1,
                "assumption: a post takes the better part of a year to decide"});
    visit("most_new_a_year", p.most_new_a_year,
          Field{"% of a municipality's lists", 0, 100,
                "calibrated: lists rose by 1.7 % in 2021 and 4.1 % in 2023, when hardly a place was free "
                "(Helsedirektoratet, table 8.1): rooms and money allow so many new ones a year, what a "
                "measure pays for apart"});
    visit("plan_ahead_years", p.plan_ahead_years,
          Field{"years", 0, 5,
                "calibrated: nobody asks municipalities how far they look ahead; with this free places of "
                "2026 stay within 5 % in three months when nothing changes"});
    visit("long_vacant_months", p.long_vacant_months,
          Field{"months", 1, 120, "assumption: a list on offer for longer is not counted on to be filled"});
    visit("most_long_vacant", p.most_long_vacant,
          Field{"% of lists", 0, 100,
                "assumption: no new list where more than one, and more than these, have long been vacant"});
    visit("transferred", p.transferred,
          Field{"of a new list's cap", 0, 0.9,
                "calibrated: lists rose by 19 % and places by 2.5 % from 2019 to 2025 (Helsedirektoratet, "
                "SSB 12005): "
                "a new list takes over most of its patients from longer ones, whose caps fall by as much"});
    visit("givers_share", p.givers_share,
          Field{"of what a list has more than the new one's cap", 0, 1,
                "assumption: so much of it a longer list gives at most; sweep 0.2 to 1"});
    visit("cap_follows_down", p.cap_follows_down,
          Field{"1: yes, 0: no", 0, 1,
                "rule: a GP may ask for a lower cap; nobody is taken off the list for it (assumption), so "
                "the cap follows the length down to what she wants"});
    visit("raised_per_month", p.raised_per_month,
          Field{"chance per month of a GP whose list is full", 0, 1,
                "calibrated: 23-24 % of lists have more than 20 free places (SSB 12005, 31.12.2025) and the "
                "mean cap "
                "falls by 2.3 % a year: some GPs make room while most let their lists grow shorter"});
    visit("raised_places", p.raised_places,
          Field{"patients", 0, 500,
                "assumption: an open list has 105 free places on average (SSB 12005, 31.12.2025)"});
    visit(
        "lowered_places", p.lowered_places,
        Field{"patients", 1, 500,
              "assumption: so much a GP takes off her cap at a time, however long her list is: nobody leaves "
              "it for that, and it is over its cap for a while; sweep 40 to 200"});
    visit("withdrawn_after_months", p.withdrawn_after_months,
          Field{"months announced", 1, 600,
                "assumption: a new list that nobody has signed for is given up; it counts as a list from its "
                "first "
                "GP on"});
    visit("close_after_months", p.close_after_months,
          Field{"months vacant", 1, 600,
                "assumption: after a year a municipality may spread the patients over its other lists"});
    visit("closed_per_month", p.closed_per_month,
          Field{"chance per month after that", 0, 1, "assumption: few lists are closed; swept"});
    visit("salary_after_months", p.salary_after_months,
          Field{"months vacant", 0, 600,
                "assumption: a self-employed post that finds no GP is offered with salary"});
    visit("salary_offered_per_month", p.salary_offered_per_month,
          Field{"chance per month after that", 0, 1,
                "calibrated: salaried share 14.0 % (2019) to 20.7 % (2024) of lists with a GP "
                "(Helsedirektoratet)"});
    visit("pay_after_months", p.pay_after_months,
          Field{"months vacant", 0, 600, "assumption: then a municipality begins to add pay of its own"});
    visit("pay_offered_per_month", p.pay_offered_per_month,
          Field{"chance per month after that of one step more", 0, 1,
                "assumption: 81 % of municipalities spend of their own on GPs (KS 2021); swept"});
    visit("pay_step_nok", p.pay_step_nok,
          Field{"NOK a year", 0, 1'000'000,
                "assumption; KS 2021: 813 million a year of municipal extra spending"});
    visit("most_pay_nok", p.most_pay_nok,
          Field{"NOK a year", 0, 5'000'000, "assumption: at most about as much again as a GP earns"});
    visit("shared_per_month", p.shared_per_month,
          Field{"chance per month", 0, 1,
                "calibrated: 0.9 % of municipality-years with under four lists are wholly without a GP (SSB "
                "12005, 2021-25): where the last GP left, one from nearby holds a list beside her own"});
    visit("shared_months", p.shared_months,
          Field{"months", 1, 120,
                "assumption: such an arrangement is made for a year; it ends when a GP comes"});
}

/// Sets how many free places each municipality keeps, from those it has on the first day and the nation's.
void set_reserve(World& world, const PostParams& params);

/// Sets each municipality's level of caps on the first day; its GPs' wish becomes what they would want where
/// lists are as long as in the nation.
void set_cap_level(World& world);

/// Announces new lists where people lack places: the wanted free places, less those there are and those
/// that lists on offer will have, and people on no list and half of those on lists long vacant. Each month
/// the decided share of the lists that are lacking, at most `most_new_a_year`, a part of a list by drawn
/// chance; none where lists stay vacant. They go to the municipality's practice with most lists.
void decide_posts(World& world, const PostParams& params, const DoctorParams& doctors,
                  const ChoiceParams& choice, Seed seed);

/// New lists take over patients from the longest lists of their municipality, none of which ends shorter than
/// the cap of the new one; their caps fall by what they give. Who goes is drawn.
void transfer_patients(World& world, const PostParams& params, const std::vector<ListId>& opened, Seed seed);

/// Caps above what the GP wants follow the list's length down. Wants drift (`yearly_drift`, share): down by
/// `lowered_places` at a time, which her cap follows at once. Some GPs whose lists are full raise their caps.
void drift_caps(World& world, const PostParams& params, double yearly_drift, std::uint32_t reopen_at,
                Seed seed);

/// Takes the patients of closed lists and their waiting lists away: to the other lists with a GP of the
/// municipality in turn, which raise their caps; where there is none, to no list.
void close_lists(World& world, const std::vector<ListId>& closed);

/// Long-vacant lists nobody has signed for may be offered with salary or more pay, or closed where the
/// municipality has other lists with a GP: those raise their caps and take the patients in turn. Where there
/// is no GP at all, one of the nearest municipality with one may hold a list beside her own for a while; it
/// stays on offer.
void rescue_vacant_lists(World& world, const PostParams& params, Seed seed);

}  // namespace model
