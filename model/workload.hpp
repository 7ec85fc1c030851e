#pragma once
// Work and money: what members ask for, the hours it takes, the income it gives.
#include <array>
#include <string_view>

#include "model/params.hpp"
#include "model/world.hpp"

namespace model {

inline constexpr std::array<std::string_view, 9> consultation_ages{
    "0-5", "6-15", "16-19", "20-29", "30-49", "50-66", "67-79", "80-89", "90+"};
inline constexpr std::array<std::string_view, 5> income_lists{"under 750", "750-999", "1000-1249",
                                                              "1250-1499", "1500 and over"};

struct WorkParams {
    std::array<double, 9> consultations{1.9, 1.4, 2.4, 2.6, 3.2, 3.5, 3.9, 4.8, 3.5};
    double women_over_mean = 1.2;
    double men_over_mean = 0.8;
    double hours_a_week = 55.6;
    double hours_at_list_length = 1100;
    std::array<double, 5> income_nok{1'619'000, 1'656'000, 1'857'000, 2'078'000, 2'548'000};
    double capitation_nok = 841.80;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, WorkParams>
void visit_fields(P& p, Visit&& visit) {
    visit("consultations", p.consultations, consultation_ages,
          Field{"GP consultations per person per year", 0, 50,
                "SSB, general practitioner statistics 2023 (consultation_rates)"});
    visit("women_over_mean", p.women_over_mean,
          Field{"factor", 0, 3,
                "SSB 2023: women 3.6, all 3.0 consultations a year; the same factor at every age is an "
                "assumption"});
    visit("men_over_mean", p.men_over_mean,
          Field{"factor", 0, 3,
                "SSB 2023: men 2.4, all 3.0 consultations a year; the same factor at every age is an "
                "assumption"});
    visit("hours_a_week", p.hours_a_week,
          Field{"hours per GP per week at hours_at_list_length", 10, 100,
                "time-use study 2018 (Tidsbruk): 55.6 with out-of-hours work"});
    visit("hours_at_list_length", p.hours_at_list_length,
          Field{"patients of average need", 100, 3000, "Helsedirektoratet: mean list about 1100 in 2018"});
    visit("income_nok", p.income_nok, income_lists,
          Field{"NOK per year before tax after practice costs, 2020, by list length", 0, 10'000'000,
                "SSB for KS, self-employed GPs 2020 (S_KSINNT)"});
    visit("capitation_nok", p.capitation_nok,
          Field{"NOK per patient on a self-employed GP's list per year", 0, 5000,
                "Fastlegetariffen 2023-2024: mean rate from July 2023; assumption: it goes on (later rates "
                "not found)"});
}

/// GP consultations a year of someone of this age (completed years) and sex.
double consultations_a_year(const WorkParams& params, int age, Sex sex);

/// Income of a self-employed GP, NOK a year: straight lines through the table's groups at their middles
/// (625, 875, 1125, 1375, 1625 patients: assumption), level beyond the ends.
double income_nok_a_year(const WorkParams& params, double patients);

/// Fills world.work for this month from lists, members and doctors.
void work_and_earn(World& world, const WorkParams& params);

/// Recounts world.consultations_per_member from everyone's age and sex: one sweep over people, once a year.
void recount_need(World& world, const WorkParams& params);

}  // namespace model
