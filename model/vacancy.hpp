#pragma once
// What happens on a list while it has no GP: a locum may cover it. Its patients stay.
#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

struct VacancyParams {
    double locum_cover = 0.86;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, VacancyParams>
void visit_fields(P& p, Visit&& visit) {
    visit("locum_cover", p.locum_cover,
          Field{"share of vacant lists", 0, 1,
                "Helsedirektoratet: 84-88 % of vacant lists had a locum in the month, December 2023"});
}

/// Draws anew for every vacant list that has patients whether a locum covers it this month; lists with a GP
/// have none.
void cover_vacancies(World& world, const VacancyParams& params, Seed seed);

}  // namespace model
