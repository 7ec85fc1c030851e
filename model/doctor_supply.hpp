#pragma once
// Who doctors are when they take a list: sex, age, specialty.
#include <array>
#include <string_view>

#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/size_classes.hpp"
#include "model/world.hpp"

namespace model {

inline constexpr std::array<std::string_view, 9> doctor_ages{"28-34", "35-39", "40-44", "45-49", "50-54",
                                                             "55-59", "60-64", "65-66", "67-74"};

struct DoctorParams {
    std::array<double, 6> women{50.7, 50.0, 47.8, 50.8, 51.5, 51.0};
    std::array<double, 9> ages{14, 16, 16, 14, 12, 10.5, 8, 3, 6.5};
    double specialists = 63.2;
    std::array<double, 6> salaried{66, 66, 38, 29, 16, 7};
    double newcomer_age_years = 36;
    double newcomer_age_spread_years = 5;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, DoctorParams>
void visit_fields(P& p, Visit&& visit) {
    visit("women", p.women, std::array<std::string_view, 6>{"1", "2", "3", "4", "5", "6"},
          Field{"% of GPs, by centrality", 0, 100, "SSB 12005, 31.12.2025, own sums by centrality"});
    visit("ages", p.ages, doctor_ages,
          Field{"% of GPs by age", 0, 100,
                "assumption: a smooth spread with 6.5 % aged 67 and over (Helsedirektoratet, 2022); mean age "
                "is not published"});
    visit("specialists", p.specialists,
          Field{"% of GPs", 0, 100, "Helsedirektoratet, table 8.1, 1 May 2024"});
    visit("salaried", p.salaried, size_classes,
          Field{"% of lists, by inhabitants of the municipality", 0, 100,
                "Helsedirektoratet, table V8.2, 2024: under 5000 66, 38, 29, 16; 7 joins 10 (50-100 000) and "
                "4 (over 100 000)"});
    visit("newcomer_age_years", p.newcomer_age_years,
          Field{"years", 28, 60, "assumption: most enter under 40 (Skyrud 2025 studies entry before 40)"});
    visit("newcomer_age_spread_years", p.newcomer_age_spread_years,
          Field{"years, standard deviation", 0, 20, "assumption: with newcomer_age_years"});
}

/// Adds a doctor who takes `list` in world.month. `age_years` and `tenure_months` are as of that month.
DoctorId add_doctor(World& world, ListId list, Sex sex, double age_years, int tenure_months, bool specialist);

/// Age of one of today's GPs, years.
double draw_gp_age(const DoctorParams& params, Draw& draw);

/// A newly recruited doctor takes a vacant list.
DoctorId recruit_doctor(World& world, ListId list, const DoctorParams& params, Draw& draw);

}  // namespace model
