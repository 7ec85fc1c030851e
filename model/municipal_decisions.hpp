#pragma once
// What municipalities decide about posts: new ones, caps, closing, salaried offers.
#include <array>

#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/size_classes.hpp"
#include "model/world.hpp"

namespace model {

struct PostParams {
    double free_places_per_1000 = 8.0;
    double decided_per_month = 0.15;
    double most_vacant = 10;
    double cap_of_new_list = 978;
    double cap_follows_down = 1.0;
    double close_after_months = 12;
    double closed_per_month = 0.01;
    double salary_after_months = 6;
    double salary_offered_per_month = 0.03;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, PostParams>
void visit_fields(P& p, Visit&& visit) {
    visit("free_places_per_1000", p.free_places_per_1000,
          Field{"free places minus people asking for one, per 1000 inhabitants", -100, 1000,
                "calibrated: 156 new lists a year 2019-2025 (SSB 12005, Helsedirektoratet) beside caps that "
                "fall; 21 free places per 1000 at the end of 2025, 6 in November 2023"});
    visit("decided_per_month", p.decided_per_month,
          Field{"chance per month under the threshold", 0, 1,
                "assumption: a post takes about half a year to decide"});
    visit("most_vacant", p.most_vacant,
          Field{"% of lists without a GP", 0, 100,
                "assumption: no new post where more than one list in ten finds no GP"});
    visit("cap_of_new_list", p.cap_of_new_list,
          Field{"patients", 100, 2500, "SSB 12005, 31.12.2025: 5 620 565 places on 5747 lists with a GP"});
    visit("cap_follows_down", p.cap_follows_down,
          Field{"1: yes, 0: no", 0, 1,
                "rule: a GP may ask for a lower cap; nobody is taken off the list for it (assumption), so "
                "the cap follows the length down to what she wants"});
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
}

/// Opens new, vacant lists where free places minus seekers fall under the threshold and not too many lists
/// are vacant: each month the decided share of the lists that are lacking, a part of a list by drawn chance.
/// They go to the municipality's practice with most lists.
void decide_posts(World& world, const PostParams& params, const std::array<double, 6>& salaried_percent,
                  Seed seed);

/// Caps above what the GP wants follow the list's length down; wants themselves drift (`yearly_drift`,
/// share).
void lower_caps(World& world, const PostParams& params, double yearly_drift);

/// Long-vacant lists may be offered with salary, or closed where the municipality has other lists with a GP:
/// those raise their caps and take the patients in turn.
void rescue_vacant_lists(World& world, const PostParams& params, Seed seed);

}  // namespace model
