#pragma once
// Which GPs leave the scheme this month.
#include <array>
#include <cstdint>
#include <string_view>

#include "model/params.hpp"
#include "model/post_appeal.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

inline constexpr std::array<std::string_view, 7> exit_ages{"under 35", "35-39", "40-49",      "50-59",
                                                           "60-64",    "65-66", "67 and over"};

struct ExitParams {
    double base = 0.0505;
    std::array<double, 7> age{-1.8, -1.5, -0.1, 0.15, 0.7, 1.1, 1.7};
    double early = 0.5;
    double early_years = 2.0;
    double hours_over = 0.12;
    double duty_hours = 0.02;
    double log_income = -0.1;
    double outside_income_nok = 1'700'000;
    double colleagues = -0.12;
    std::array<double, 6> centrality{0.1, 0.1, 0, 0.05, 0.15, 0.3};
    double salaried = 0.2;
    double specialist = -0.25;
    double alis = -0.2;
    double list_length = -1.73;
    double leader = -0.1;
    double older_from = 60;
    int notice_months = 6;
    double sudden_percent = 30;
};

/// What a doctor does this month: nothing, gives notice, leaves without, or would leave if she were not
/// bound.
enum class Exit : std::uint8_t { stays = 0, notice = 1, sudden = 2, waits = 3 };

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, ExitParams>
void visit_fields(P& p, Visit&& visit) {
    constexpr auto log_hazard = "log hazard";
    visit("base", p.base,
          Field{"hazard per year at age 40-49, everything else at its reference", 0, 1,
                "calibrated: about 6 % of GPs leave the scheme a year (Helsedirektoratet 2021, 2023), half "
                "of them under 50"});
    visit("age", p.age, exit_ages,
          Field{log_hazard, -5, 5,
                "calibrated: half of the leavers are under 50 (Helsedirektoratet, 2021); 24.5 % of those who "
                "entered under 40 gone by 2020 (Skyrud 2025); retirement from 62 on is an assumption"});
    visit(
        "early", p.early,
        Field{"log hazard at the start of a contract", -5, 5, "calibrated: contract lengths (Abelsen 2015)"});
    visit("early_years", p.early_years,
          Field{"years in which the early effect falls to 37 %", 0.1, 20, "assumption: with early"});
    visit("hours_over", p.hours_over,
          Field{"log hazard per 10 hours a week over the hours wanted", 0, 3,
                "assumption: list workload is not the main driver (Skyrud 2025); size swept"});
    visit("duty_hours", p.duty_hours,
          Field{"log hazard per duty hour a week", 0, 1,
                "assumption: over 50 duty days a year predicts leaving (Skyrud 2025); size swept"});
    visit(
        "log_income", p.log_income,
        Field{"log hazard per unit of log income over the outside option", -10, 0,
              "assumption: incentive payments kept nobody (Yong 2018, all Australian GPs, 2008-14), though "
              "high "
              "activity-based income goes with staying (Skyrud 2025) and +10 % pay retained or relocated 0.8 "
              "percentage points (Australia 2019); sweep -0.4 to 0"});
    visit("outside_income_nok", p.outside_income_nok,
          Field{"NOK a year before tax", 100'000, 10'000'000,
                "assumption: all GPs earned 1.71 million in 2020 on average (SSB); a hospital post is taken "
                "to pay about as much"});
    visit("colleagues", p.colleagues,
          Field{"log hazard per unit of log(1 + colleagues)", -3, 3,
                "assumption: practice size holds doctors; size swept"});
    visit("centrality", p.centrality, std::array<std::string_view, 6>{"1", "2", "3", "4", "5", "6"},
          Field{"log hazard by centrality class", -3, 3,
                "calibrated: contract lengths by municipality size (Abelsen 2015); less central predicts "
                "leaving (Skyrud 2025)"});
    visit("salaried", p.salaried,
          Field{log_hazard, -3, 3, "assumption: salaried posts are often training posts"});
    visit("specialist", p.specialist,
          Field{log_hazard, -3, 3, "assumption: specialists stay (Skyrud 2025); size swept"});
    visit("alis", p.alis,
          Field{"log hazard of a GP with a training agreement", -3, 3,
                "assumption: who trains stays until she is a specialist; no measured effect found; swept"});
    visit("list_length", p.list_length,
          Field{"log hazard per unit of the log of her list over the usual one of the place", -5, 2,
                "calibrated: 0.55-0.66 as many patients on a list without a GP as on one with, 2019-25 "
                "(Helsedirektoratet); direction from Abelsen 2015 (longer contracts with longer lists) and "
                "Skyrud 2025 (a large patient base predicts staying)"});
    visit("leader", p.leader,
          Field{"log hazard of a GP at a practice of several whose leader is trained", -3, 0,
                "assumption: no effect of leadership training on leaving is published; sweep -0.3 to 0"});
    visit("older_from", p.older_from,
          Field{"years, from which the sickness and pension scheme changes leaving", 40, 75,
                "assumption: the years before and after the pension of 62 to 67"});
    visit("notice_months", p.notice_months,
          Field{"months between notice and leaving, for GPs who stop and who move", 0, 24,
                "assumption: half a year of notice, in which the list is on offer already; sweep 3 to 9"});
    visit("sudden_percent", p.sudden_percent,
          Field{"% of those who leave the scheme", 0, 100,
                "assumption: illness and other leaving within the month, without notice; sweep 0 to 60"});
}

/// Hazard per year that this doctor gives notice and leaves the scheme: complementary log-log in the traits
/// above (proportional hazards).
double exit_hazard(const ExitParams& params, const World& world, DoctorId doctor, const Offer& post);

/// An Exit for each doctor. Nothing changes yet. Who is bound by a hiring grant gives no notice that ends
/// before the binding; she waits and gives it as soon as she can. Illness does not wait.
Column<DoctorId, std::uint8_t> plan_exits(const World& world, const ExitParams& params, Seed seed);

/// Their lists are on offer from now on; they leave `notice_months` later, or next month (hand_over).
void give_notices(World& world, const Column<DoctorId, std::uint8_t>& leaves, int notice_months);

}  // namespace model
