#pragma once
// Who doctors are, and how many new ones look for a GP post.
#include <algorithm>
#include <array>
#include <string_view>

#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/size_classes.hpp"
#include "model/world.hpp"

namespace model {

inline constexpr std::array<std::string_view, 9> doctor_ages{"28-34", "35-39", "40-44", "45-49", "50-54",
                                                             "55-59", "60-64", "65-66", "67-74"};
inline constexpr std::array<std::string_view, 6> supply_years{"to 2019", "2020", "2021",
                                                              "2022",    "2023", "2024 on"};
inline constexpr std::array<std::string_view, 4> entry_years{"2016", "2021", "2023", "2026"};

struct DoctorParams {
    std::array<double, 6> women{50.7, 50.0, 47.8, 50.8, 51.5, 51.0};
    std::array<double, 9> ages{14, 16, 16, 14, 12, 10.5, 8, 3, 6.5};
    double specialists_served = 84;
    std::array<double, 6> salaried{66, 66, 38, 29, 16, 7};
    double local_origin = 60;
    double desired_hours = 50;
    double desired_hours_women = -4;
    double desired_hours_spread = 7;
    std::array<double, 4> desired_cap{1050, 880, 760, 760};
    double desired_cap_spread = 170;
    std::array<double, 6> desired_cap_drift{-1.9, -2.3, -2.5, -2.9, -2.2, -1.9};
    std::array<double, 6> candidates{700, 620, 540, 650, 800, 985};
    double candidate_women = 58;
    double candidate_age_years = 34;
    double candidate_age_spread_years = 4.5;
    double candidate_specialists = 25;
    double years_of_service = 5;
    double years_to_specialist = 4.5;
    double alis_speed = 1.3;
    double months_in_pool = 12;
    double pool_at_start = 35;
    double return_until_age = 67;
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
    visit("specialists_served", p.specialists_served,
          Field{"% of the first day's GPs with years_of_service behind them", 0, 100,
                "calibrated: 63.2 % of all GPs are specialists (Helsedirektoratet, table 8.1, 1 May 2024)"});
    visit("salaried", p.salaried, size_classes,
          Field{"% of lists, by inhabitants of the municipality", 0, 100,
                "Helsedirektoratet, table V8.2, 2024: under 5000 66, 38, 29, 16; 7 joins 10 (50-100 000) and "
                "4 (over 100 000)"});
    visit("local_origin", p.local_origin,
          Field{"% of GPs on the first day who come from the county they work in", 0, 100,
                "51-60 % of graduates from Tromsø work in the north (S_TROMSO1); the same everywhere is an "
                "assumption"});
    visit("desired_hours", p.desired_hours,
          Field{"hours a week, men", 20, 80,
                "assumption: over 80 % work over 40 hours and report too much (Tidsbruk 2018: mean 55.6)"});
    visit("desired_hours_women", p.desired_hours_women,
          Field{"hours a week, beside men", -30, 30,
                "assumption: women GPs have shorter lists and lower income (SSB 2020)"});
    visit("desired_hours_spread", p.desired_hours_spread,
          Field{"hours a week, standard deviation", 0, 30,
                "assumption: a quarter work over 62 hours (Tidsbruk 2018)"});
    visit(
        "desired_cap", p.desired_cap, entry_years,
        Field{"patients, new GPs by year of entry, straight lines between", 200, 2500,
              "mean cap of new GPs: 1000-1100 until 2016, just over 900 in 2021, 760 in 2023 (Tidsskriftet, "
              "August 2024); assumption: as in 2023 from then on"});
    visit("desired_cap_spread", p.desired_cap_spread,
          Field{"patients, standard deviation", 0, 1000,
                "assumption: as the spread of list lengths within municipalities"});
    visit("desired_cap_drift", p.desired_cap_drift, supply_years,
          Field{"% a year, of GPs who stay", -10, 5,
                "calibrated: with desired_cap the mean cap falls by 2.0, 2.5, 3.1 and 2.9 % in 2020-23 "
                "(Helsedirektoratet, SSB 12005); from 2024 on as to 2019, which leaves it 1.3 % too low in "
                "2025 and free places of 2026 where they are"});
    visit("candidates", p.candidates, supply_years,
          Field{"doctors a year who begin to look for a GP post", 0, 5000,
                "calibrated: about 330 entered a year in 2020-21, over 500 in 2023 (Helsedirektoratet), not "
                "all candidates take a post"});
    visit("candidate_women", p.candidate_women,
          Field{"% of candidates", 0, 100,
                "assumption: women are the majority of GPs under 40 (Helsedirektoratet 2021); the share of "
                "women rose from 44.4 % (2019) to 49.9 % (2025)"});
    visit("candidate_age_years", p.candidate_age_years,
          Field{"years", 26, 60,
                "assumption: most enter under 40 (Skyrud 2025 studies 2038 entrants under 40 in 2010-18)"});
    visit("candidate_age_spread_years", p.candidate_age_spread_years,
          Field{"years, standard deviation", 0, 20, "assumption: with candidate_age_years"});
    visit("candidate_specialists", p.candidate_specialists,
          Field{"% of candidates", 0, 100,
                "assumption: keeps the specialist share near the published 63 % with years_to_specialist"});
    visit("years_of_service", p.years_of_service,
          Field{"years", 1, 20, "rule: the specialty takes five years at least"});
    visit(
        "years_to_specialist", p.years_to_specialist,
        Field{"years on a list after those, mean", 0.1, 40,
              "calibrated: 62-65 % of GPs are specialists in every year 2019-2024 (Helsedirektoratet, table "
              "8.1)"});
    visit("alis_speed", p.alis_speed,
          Field{"times as fast with a training agreement", 1, 5,
                "assumption: an agreement keeps time and supervision for the specialty; swept"});
    visit("months_in_pool", p.months_in_pool,
          Field{"months, mean, until a candidate without a post gives up", 1, 120,
                "assumption: LIS1 graduates take hospital posts within about a year"});
    visit("pool_at_start", p.pool_at_start,
          Field{"% of a year's candidates looking on the first day", 0, 500,
                "assumption: about what the pool holds after some years of simulation, so that the first "
                "months are like later ones"});
    visit("return_until_age", p.return_until_age,
          Field{"years, under which a GP who left may look for a post again", 40, 80,
                "rule: old-age pension at 67"});
}

/// Row of supply_years that a calendar year belongs to.
constexpr std::size_t supply_year(int year) {
    return static_cast<std::size_t>(std::clamp(year - 2019, 0, 5));
}

/// Cap that GPs who enter in this month want, patients, mean: straight lines between entry_years.
double cap_on_entry(const DoctorParams& params, Month month);

/// Adds a doctor who holds no list yet; the caller gives her one or leaves her in the pool.
DoctorId add_doctor(World& world, std::uint32_t luck, Sex sex, double age_years, bool specialist,
                    std::uint8_t home_county, double desired_hours, double desired_cap);

/// One of the first day's GPs takes a list, some time into her contract. `mean_years`: mean elapsed time of
/// contracts.
void place_first_gp(World& world, ListId list, const DoctorParams& params, double mean_years, Seed seed);

/// The candidates who look for a post on the first day.
void first_candidates(World& world, const DoctorParams& params, Seed seed);

/// This month's new candidates enter the pool; candidates who waited too long leave it; GPs become
/// specialists.
void supply_doctors(World& world, const DoctorParams& params, const std::vector<Measure>& measures,
                    Seed seed);

}  // namespace model