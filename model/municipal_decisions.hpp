#pragma once
// What municipalities decide about posts: a new list where places run out.
#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/size_classes.hpp"
#include "model/world.hpp"

namespace model {

struct PostParams {
    double free_places_per_1000 = 0.0;
    double decided_per_month = 0.15;
    double most_vacant = 10;
    double cap_of_new_list = 978;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, PostParams>
void visit_fields(P& p, Visit&& visit) {
    visit("free_places_per_1000", p.free_places_per_1000,
          Field{"free places minus people asking for one, per 1000 inhabitants", -100, 1000,
                "assumption: a municipality acts once more people ask than there are places"});
    visit("decided_per_month", p.decided_per_month,
          Field{"chance per month under the threshold", 0, 1,
                "assumption: a post takes about half a year to decide"});
    visit("most_vacant", p.most_vacant,
          Field{"% of lists without a GP", 0, 100,
                "assumption: no new post where more than one list in ten finds no GP"});
    visit("cap_of_new_list", p.cap_of_new_list,
          Field{"patients", 100, 2500, "SSB 12005, 31.12.2025: 5 620 565 places on 5747 lists with a GP"});
}

/// Opens at most one new, vacant list per municipality and month: where free places minus seekers fall under
/// the threshold, not too many lists are vacant, and the drawn decision says so. It goes to the
/// municipality's practice with most lists.
void decide_posts(World& world, const PostParams& params, const std::array<double, 6>& salaried_percent,
                  Seed seed);

}  // namespace model
