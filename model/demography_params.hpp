#pragma once
// Parameters of ageing, deaths, births and moves.
#include <array>
#include <string_view>

#include "model/age_groups.hpp"
#include "model/params.hpp"

namespace model {

inline constexpr std::array<std::string_view, 7> fertile_ages{"15-19", "20-24", "25-29", "30-34",
                                                              "35-39", "40-44", "45-49"};
inline constexpr std::array<std::string_view, 6> centrality_classes{"1", "2", "3", "4", "5", "6"};

struct DemographyParams {
    std::array<double, 19> deaths_men{54,  3,   7,   40,   49,   64,   65,   85,    122,  159,
                                      248, 394, 661, 1147, 1896, 3285, 5944, 11361, 25047};
    std::array<double, 19> deaths_women{48,  8,   8,   17,  18,   29,   29,   39,   59,   101,
                                        174, 272, 424, 791, 1310, 2440, 4334, 8862, 21567};
    double mortality_decline = 1.5;
    std::array<double, 7> births{12.4, 70.6, 130.9, 107.8, 43.5, 6.9, 0.2};
    double births_later_years = 3.0;
    double total_fertility = 1.49;
    double births_shrink = 50;
    double boys = 0.514;
    std::array<double, 19> moves{65, 30, 22, 58, 149, 134, 83, 49, 32, 25, 20, 16, 15, 12, 5, 5, 5, 5, 5};
    double move_distance_power = 1.82;
    double move_distance_km = 10.0;
    std::array<double, 6> move_attraction{0.856, 0.932, 1.0, 0.914, 1.0, 0.877};
    std::array<double, 19> emigration{5, 5, 4, 4, 13, 13, 11, 11, 7, 7, 4, 4, 2, 2, 1, 1, 1, 1, 1};
    std::array<double, 19> immigration{3052, 2953, 3108, 5005, 8747, 9834, 7412, 6606, 4411, 3708,
                                       2209, 1959, 991,  615,  0,    0,    0,    0,    0};
    std::array<double, 6> immigration_attraction{12.04, 9.11, 7.66, 8.74, 10.98, 9.65};
    double shrink_persons = 300;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, DemographyParams>
void visit_fields(P& p, Visit&& visit) {
    visit("deaths_men", p.deaths_men, five_year_ages,
          Field{"deaths per 100 000 men per year", 0, 100000,
                "SSB, deaths 2024 by age and sex (mortality_2024)"});
    visit("deaths_women", p.deaths_women, five_year_ages,
          Field{"deaths per 100 000 women per year", 0, 100000,
                "SSB, deaths 2024 by age and sex (mortality_2024)"});
    visit(
        "mortality_decline", p.mortality_decline,
        Field{
            "% a year, of all rates, before and after 2024", -5, 10,
            "calibrated: those of 67-79, 80-89, 90 and over in 2031 and 2036 in Statistics Norway's main "
            "alternative of 2026, from the people of 2026; its projection of 2024 has 4.1 years longer lives "
            "in 2050 than in 2024, this rate gives 3.2"});
    visit("births", p.births, fertile_ages,
          Field{"births per 1000 women per year, shape only", 0, 400,
                "SSB, age-specific fertility 1996-2000; scaled by total_fertility"});
    visit("births_later_years", p.births_later_years,
          Field{"years", -5, 10,
                "assumption: mothers are about 3 years older now than in 1996-2000 (SSB, births 2023: mean "
                "age at first birth 30.3)"});
    visit("total_fertility", p.total_fertility,
          Field{"children per woman", 0, 4,
                "calibrated: gives the 55 578 children aged 0 in SSB 07459 on 1 January 2026; published TFR "
                "1.40 in 2023; counts only in years without a target"});
    visit("births_shrink", p.births_shrink,
          Field{"births", 0, 10'000,
                "assumption: weight of the nation in a municipality's births of a year per woman, so that a "
                "handful of children is not taken for a habit"});
    visit("boys", p.boys,
          Field{"share of births", 0.4, 0.6, "SSB 07459: share of boys among age 0, 2015-2026"});
    visit(
        "moves", p.moves, five_year_ages,
        Field{
            "moves to another municipality per 1000 people per year, by age at the end of the year", 0, 500,
            "SSB, migration by age: 2011 to age 39, 2004 from age 40; times 1.05, so that all ages give the "
            "published 46 per 1000 (2011 and 2020)"});
    visit("move_distance_power", p.move_distance_power,
          Field{"power", 0, 5,
                "calibrated: 56 % of moves cross a county border (SSB 2020: 25.9 of 46.0 per 1000)"});
    visit("move_distance_km", p.move_distance_km,
          Field{"km", 0.1, 200,
                "assumption: attraction falls as (1 + km / this)^-power, so neighbours within 10 km count "
                "alike"});
    visit(
        "move_attraction", p.move_attraction, centrality_classes,
        Field{"factor on population of the destination, by centrality", 0, 10,
              "calibrated on the people of 2016: net domestic migration by centrality 2005-2017 (Norges Bank "
              "from SSB), class 3 = 1"});
    visit("emigration", p.emigration, five_year_ages,
          Field{"people leaving Norway per 1000 per year", 0, 200,
                "assumption: about 33 500 a year in all, most at 20-39; only net immigration is known from "
                "SSB 07459"});
    visit("immigration", p.immigration, five_year_ages,
          Field{"people coming to Norway per year", 0, 100000,
                "calibrated: net immigration by age 2024 and 2025 (mean) from SSB 07459 and deaths, plus "
                "assumed emigration"});
    visit("immigration_attraction", p.immigration_attraction, centrality_classes,
          Field{"immigrants per resident, relative, by centrality", 0, 100,
                "net immigration 2005-2017 in % of population by centrality (Norges Bank from SSB)"});
    visit(
        "shrink_persons", p.shrink_persons,
        Field{
            "persons", 0, 10'000,
            "calibrated: weight of the centrality class in what sets a municipality's cohort apart; of "
            "twelve "
            "values tried from 0 to 1000, 300 had the least error by municipality, sex and age in 2026 when "
            "projected from 2016 and 2021"});
}

}  // namespace model
