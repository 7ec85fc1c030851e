#pragma once
// What happens on a list while it has no GP: a locum or a group of colleagues may cover it, for months on
// end. Its patients stay.
#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

struct VacancyParams {
    double locum_cover = 0.86;
    double stays_uncovered = 0.95;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, VacancyParams>
void visit_fields(P& p, Visit&& visit) {
    visit("locum_cover", p.locum_cover,
          Field{"share of vacant lists", 0, 1,
                "Helsedirektoratet: 84-88 % of vacant lists had a locum in the month, December 2023"});
    visit(
        "stays_uncovered", p.stays_uncovered,
        Field{"chance a month that a vacant list without a locum has none in the next", 0, 1,
              "calibrated: 14 % of vacant lists had no locum in a whole four-month term (Helsedirektoratet, "
              "2nd term of 2022) beside 12-16 % without one in a month; 0.14 x 0.95^3 is 12 %"});
}

/// Chances a month that cover ends and that it begins, where the share `cover` is covered in the long run: a
/// chain of two states. Cover ends as often as with the parameters' own share; a measure that raises the
/// share makes it begin sooner, one that lowers it later. If it cannot begin soon enough, it ends more
/// seldom.
struct CoverChances {
    double ends, begins;
};
CoverChances cover_chances(const VacancyParams& params, double cover);

/// Moves every vacant list that has patients a month on: covered by a locum or not, from what it was the
/// month before, or from the long run's share in its first month. Lists with a GP have none. Counts the
/// months without one.
void cover_vacancies(World& world, const VacancyParams& params, Seed seed);

/// The same for the first day, as if the chain had run for as long as each list has been vacant.
void first_cover(World& world, const VacancyParams& params, Seed seed);

}  // namespace model
