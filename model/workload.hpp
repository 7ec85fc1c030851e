#pragma once
// Work: what members ask for, the hours it takes, how full that makes the week, and how long they wait.
#include <array>
#include <string_view>

#include "model/follow_up.hpp"
#include "model/money.hpp"
#include "model/need.hpp"
#include "model/params.hpp"
#include "model/work_places.hpp"
#include "model/world.hpp"

namespace model {

inline constexpr std::array<std::string_view, 9> consultation_ages{
    "0-5", "6-15", "16-19", "20-29", "30-49", "50-66", "67-79", "80-89", "90+"};
inline constexpr std::array<std::string_view, 6> consultation_years{"2018", "2019", "2020",
                                                                    "2021", "2022", "2023"};

struct WorkParams {
    std::array<double, 9> consultations{1.9, 1.4, 2.4, 2.6, 3.2, 3.5, 3.9, 4.8, 3.5};
    std::array<double, 9> women_per_man{0.95, 1.0, 1.735, 1.945, 1.79, 1.47, 1.21, 1.105, 1.0};
    std::array<double, 9> women{48.7, 48.6, 48.5, 48.7, 49.0, 49.2, 51.2, 56.6, 68.5};
    double mean_consultations = 3.0;
    std::array<double, 6> level{88, 90, 95, 99, 99.5, 100};
    std::array<double, 6> electronic{2.0, 3.1, 22.9, 26.6, 26.1, 20.2};

    double hours_a_week = 55.6;
    double hours_at_list_length = 1100;
    double hours_year = 2018;
    double on_duty = 34;
    double hours_on_duty = 20;
    double fixed_hours_week = 10;
    double weeks_a_year = 45;
    double electronic_effort = 0.5;
    double district_hours_week = 128;
    double smallest_district = 6.5;

    double offered_hours_week = 50;
    double new_list_share = 0.7;
    double most_pressure = 1.6;
    double days_at_balance = 3;
    double most_days = 60;
    double extra_referrals = 2;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, WorkParams>
void visit_fields(P& p, Visit&& visit) {
    visit("consultations", p.consultations, consultation_ages,
          Field{"GP consultations per person per year", 0, 50,
                "SSB, general practitioner statistics 2023 (consultation_rates)"});
    visit(
        "women_per_man", p.women_per_man, consultation_ages,
        Field{"a woman's consultations per consultation of a man of the same age", 0.1, 10,
              "calibrated: with the ages of 1 January 2024 women have 3.6 and men 2.4 a year (SSB 2023); the "
              "shape by age, equal among children and the oldest, is an assumption"});
    visit("women", p.women, consultation_ages,
          Field{"% of people of this age", 0, 100, "SSB 07459, 1 January 2024, own sums"});
    visit("mean_consultations", p.mean_consultations,
          Field{"GP consultations per person per year, 2023", 0.1, 50,
                "SSB 2023, all ages (consultation_rates)"});
    visit(
        "level", p.level, consultation_years,
        Field{"% of the rates of 2023; the first and last go on", 0, 500,
              "per person: 2.9 with out-of-hours in 2018 against 3.3 in 2023 (SSB); 2019-2021 KPR counts of "
              "physical and electronic consultations; 2022 between them is an assumption"});
    visit(
        "electronic", p.electronic, consultation_years,
        Field{"% of consultations; the first and last go on", 0, 100,
              "KPR, econsult_quarterly, weighted by consultations; 2018 is 2019Q1, 2022 and 2023 their first "
              "half"});
    visit("hours_a_week", p.hours_a_week,
          Field{"hours per GP per week with out-of-hours work, in hours_year at hours_at_list_length", 10,
                100, "time-use study 2018 (Tidsbruk): 55.6"});
    visit("hours_at_list_length", p.hours_at_list_length,
          Field{"patients of average need", 100, 3000, "Helsedirektoratet: mean list about 1100 in 2018"});
    visit("hours_year", p.hours_year, Field{"year", 2000, 2100, "time-use study 2018"});
    visit("on_duty", p.on_duty, Field{"% of GPs", 0, 100, "time-use study 2018: 34 % did out-of-hours work"});
    visit("hours_on_duty", p.hours_on_duty,
          Field{"hours a week of those on duty", 0, 128, "time-use study 2018: about 20"});
    visit("fixed_hours_week", p.fixed_hours_week,
          Field{"hours per GP per week", 0, 40,
                "assumption W1: municipal tasks, meetings, running the surgery do not grow with the list; "
                "sweep 5 to 15"});
    visit("weeks_a_year", p.weeks_a_year,
          Field{"working weeks", 20, 52, "assumption W2: seven weeks of holiday, courses and illness"});
    visit("electronic_effort", p.electronic_effort,
          Field{"time of an electronic consultation per physical one", 0, 2,
                "assumption W3: about half; sweep 0.3 to 1"});
    visit("district_hours_week", p.district_hours_week,
          Field{"hours a week one doctor is on duty in a district", 0, 168,
                "derived: the week's 168 hours less 40 of daytime"});
    visit("smallest_district", p.smallest_district,
          Field{"doctors; municipalities with fewer share duty with neighbours", 1, 500,
                "calibrated: with the lists of SSB 12005 the mean is 34 % × 20 = 6.8 hours a week in 2018"});
    visit("new_list_share", p.new_list_share,
          Field{"of the municipality's mean list", 0, 1.5,
                "assumption: who weighs a list with fewer patients counts on so many within a year or two; "
                "swept 0.4 "
                "to 1"});
    visit(
        "offered_hours_week", p.offered_hours_week,
        Field{"hours a week of a GP whose own wish is not known", 10, 100,
              "assumption W4: GPs found 55.6 too much (10 % wanted to quit, EY and Vista 2019); sweep 45 to "
              "56"});
    visit("most_pressure", p.most_pressure,
          Field{"hours asked per hour offered at which the queue never empties", 1.01, 5,
                "assumption W5: a quarter worked over 62 of 50 hours in 2018, few over 80; sweep 1.3 to 2"});
    visit("days_at_balance", p.days_at_balance,
          Field{"working days to an ordinary appointment at pressure 1", 0, 60,
                "assumption W6: the GP regulation asks for five at most; sweep 1 to 5"});
    visit("most_days", p.most_days,
          Field{"working days", 1, 250, "assumption W6: longer waits are given up or taken elsewhere"});
    visit("extra_referrals", p.extra_referrals,
          Field{"referrals per 100 consultations and unit of pressure above 1", 0, 100,
                "assumption W7: no measured effect found; 0 switches it off; sweep 0 to 5"});
}

/// GP consultations a year, at the level of 2023, by need (0 ordinary, 1 extensive), sex and completed years.
/// The mean over needs at the expected shares, and over sexes at `women`, is the published rate of the age.
/// That 28 % have no consultation in a year (SSB 2023) is no state of a person: who they are changes by the
/// year, and a list's work needs only the mean.
struct ConsultationRates {
    std::array<std::array<std::array<double, ages>, sexes>, 2> a_year{};
    ConsultationRates(const WorkParams& work, const NeedParams& need);
    double at(bool extensive, Sex sex, int age) const;
};

/// This month's factors of the year's series.
double consultation_level(const WorkParams& params, Month month);  ///< per consultation of 2023
double electronic_share(const WorkParams& params, Month month, const Terms& terms = {});  ///< 0-1

/// A GP's working minutes per physical consultation, with all that follows from it: what makes the week of
/// `hours_year` at the mean list last `hours_a_week`.
double minutes_per_consultation(const WorkParams& params);

/// Hours a week of one doctor's share of the out-of-hours duty: district hours / doctors in the district. The
/// municipality is the district; those with fewer than `smallest_district` doctors share with neighbours.
double duty_hours(const WorkParams& params, std::uint32_t doctors);

struct WeekHours {
    double practice, duty;
    double all() const { return practice + duty; }
};

/// Hours a week that `patients`, asking for so many consultations a year each (level of 2023), and the duty
/// of a municipality with `doctors` doctors ask of a GP. For real and hypothetical posts.
WeekHours hours_at(const WorkParams& params, Month month, double patients, double consultations_per_member,
                   std::uint32_t doctors);

/// Expected working days to an appointment: days_at_balance at pressure 1, growing as x / (1 - x) of x =
/// pressure / most_pressure like the queue before one server, at most most_days.
double days_to_appointment(const WorkParams& params, double pressure);

/// Referrals to hospital a year beyond what the same patients would have at pressure 1 or less.
double extra_referrals_a_year(const WorkParams& params, double consultations_a_year, double pressure);

/// Patients with extensive needs of a list.
double extensive_patients(const World& world, ListId list);

/// What the measures in force do for them; nothing where none does.
FollowUp follow_up(const World& world, ListId list, const Terms& terms, double weeks_a_year);

/// Lists founded since January ask for the mean until they are counted.
void expect_mean_of_new_lists(World& world, const WorkParams& params);

/// Fills world.work for this month from lists, members and doctors.
void work_and_earn(World& world, const WorkParams& params, const MoneyParams& money);

/// Recounts world.consultations_per_member from everyone's age, sex and needs: one sweep over people, once a
/// year.
void recount_consultations(World& world, const WorkParams& params, const NeedParams& need);

}  // namespace model
