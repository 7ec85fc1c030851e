#pragma once
// What follows when a GP leaves, by a study of causes; and years with the same GP, with the out-of-hours
// visits, admissions and deaths associated with them, which are no effects. Reported only: nothing in the
// model reacts.
#include <array>
#include <string_view>

#include "model/params.hpp"
#include "model/world.hpp"

namespace model {

/// The groups of Sandvik 2022: in which year of the relation a patient is.
inline constexpr std::array<std::string_view, 6> continuity_years{"1",    "2-3",   "4-5",
                                                                  "6-10", "11-15", "over 15"};
inline constexpr std::array<std::string_view, 7> continuity_groups{"no GP", "1",     "2-3",    "4-5",
                                                                   "6-10",  "11-15", "over 15"};

struct ContinuityParams {
    std::array<double, 6> out_of_hours{1.0, 0.87, 0.848, 0.810, 0.755, 0.70};
    std::array<double, 6> acute_admission{1.0, 0.88, 0.859, 0.823, 0.772, 0.72};
    std::array<double, 6> death{1.0, 0.92, 0.898, 0.860, 0.805, 0.75};
    double without_gp = 1.0;
    std::array<double, 7> reference{2.10, 19.60, 30.17, 19.06, 20.98, 5.94, 2.16};
    double out_of_hours_a_year = 0.23;
    double deaths_a_year = 7.97;
    double gp_contacts_lost_gp = 148;
    double out_of_hours_lost_gp = 16;
    double planned_hospital_lost_gp = 3;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, ContinuityParams>
void visit_fields(P& p, Visit&& visit) {
    constexpr std::string_view source =
        "Sandvik et al. 2022, 4.55 mill people: years 1, 2-3 and over 15 read; assumption: 4-5, 6-10 and "
        "11-15 on "
        "a straight line between, at 4.5, 8 and 13 of 2.5 to 18 years; taken as ratios of rates";
    visit("out_of_hours", p.out_of_hours, continuity_years,
          Field{"odds ratio of an out-of-hours visit", 0.1, 10, source});
    visit("acute_admission", p.acute_admission, continuity_years,
          Field{"odds ratio of an acute admission", 0.1, 10, source});
    visit("death", p.death, continuity_years, Field{"odds ratio of death", 0.1, 10, source});
    visit("without_gp", p.without_gp,
          Field{"odds ratio of patients on a list without a GP, all three", 0.1, 10,
                "assumption C1: as in the first year with a GP; sweep 1 to 1.2"});
    visit("reference", p.reference, continuity_groups,
          Field{"% of patients where the mean rates below hold", 0, 100,
                "calibrated: the model's first day, 1 January 2026"});
    visit("out_of_hours_a_year", p.out_of_hours_a_year,
          Field{"out-of-hours consultations per person per year", 0, 10, "SSB 2023 (consultation_rates)"});
    visit("deaths_a_year", p.deaths_a_year,
          Field{"deaths per 1000 people per year", 0, 100,
                "SSB: 44 242 deaths 2024 of 5 550 203 people; all ages alike, so a municipality's age does "
                "not show"});
    visit(
        "gp_contacts_lost_gp", p.gp_contacts_lost_gp,
        Field{
            "GP contacts more in the first year per 1000 patients whose GP left", 0, 5000,
            "Vinjerui 2024, 1.17 million patients of 1047 Norwegian GPs who retired or moved, difference in "
            "differences: rate ratio 1.03, 148 (54-243)"});
    visit("out_of_hours_lost_gp", p.out_of_hours_lost_gp,
          Field{"out-of-hours contacts more in the first year per 1000 patients whose GP left", -100, 5000,
                "Vinjerui 2024: rate ratio 1.04 (0.99-1.09), 16 (-5 to 37)"});
    visit("planned_hospital_lost_gp", p.planned_hospital_lost_gp,
          Field{"% more planned hospital contacts in the first year of patients whose GP left", 0, 100,
                "Vinjerui 2024: rate ratio 1.03 (1.02-1.04)"});
}

/// Group (1-6) of a relation that has lasted so many whole months: year 1 is months 0-11.
std::size_t continuity_group(int months);

/// Recounts world.continuity: a relation lasts since the later of the patient's joining and the GP's start.
/// One sweep over people, once a year.
void recount_continuity(World& world);

/// Weight of each group (0: without a GP) for one outcome.
std::array<double, Continuity::groups> continuity_weights(const ContinuityParams& params,
                                                          const std::array<double, 6>& odds);

/// Patients weighted by an outcome's odds ratios, per municipality of the list: as many patients in their
/// first year would have the same number of outcomes.
double weighted_patients(const Continuity& continuity, const std::array<double, Continuity::groups>& weights,
                         MunicipalityId m);

/// Outcomes a year: `rate` per person where the reference shares hold, changed as the odds ratios say.
double expected_outcomes(const ContinuityParams& params, const std::array<double, 6>& odds, double rate,
                         const Continuity& continuity, MunicipalityId m);

}  // namespace model
