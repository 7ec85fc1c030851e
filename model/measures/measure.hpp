#pragma once
// A measure as data: where it holds, from when until when, which levers it pulls, what it costs.
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/calendar.hpp"
#include "model/measures/levers.hpp"
#include "model/params.hpp"

namespace model {

enum class Payer : std::uint8_t { state = 0, municipality = 1 };
inline constexpr std::size_t payers = 2;
inline constexpr std::array<std::string_view, payers> payer_names{"state", "municipality"};

/// Where a measure holds: all that is given must hold. Figures are those of the last 1 January.
struct Eligible {
    int centrality_from = 1, centrality_to = 6;  ///< classes, both included
    double inhabitants_from = 0;
    double inhabitants_under = 0;             ///< 0: no bound
    std::vector<std::string> counties;        ///< official numbers; none: all
    std::vector<std::string> municipalities;  ///< official numbers; none: all
    std::vector<std::string> except;          ///< official numbers of municipalities left out
    double percent_vacant_over = -1;          ///< % of its lists without a GP
    int drawn = 0;                            ///< so many of them by lot, the same ones all the run; 0: all
    struct Elsewhere {
        std::uint32_t row;    ///< of the nation
        std::uint32_t lists;  ///< on the first day
    };
    std::vector<Elsewhere> elsewhere =
        {};  ///< municipalities that take part in the lot and are not simulated
    bool self_employed = true, salaried = true;  ///< forms of contract
};

/// Whether a lever does something for a form of contract under a measure that holds here. What the
/// municipality decides counts for both.
constexpr bool works_for(const Eligible& where, const LeverInfo& lever, bool salaried) {
    switch (lever.form) {
        case Form::municipality:
            return true;
        case Form::self_employed:
            return !salaried && where.self_employed;
        case Form::salaried:
            return salaried && where.salaried;
        case Form::any:
            break;
    }
    return salaried ? where.salaried : where.self_employed;
}

/// One lever pulled. Of several on one lever, the last that has begun holds.
struct MeasureEffect {
    Lever lever;
    double amount;  ///< unit of the lever; NOK are of 2023
    Month from;     ///< not before this month
    std::string source;
};

/// What is paid for.
enum class CostUnit : std::uint8_t {
    year,                       ///< once for the nation, spread over eligible GPs
    municipality_year,          ///< per eligible municipality
    gp_year,                    ///< per GP of an eligible form there
    thousand_inhabitants_year,  ///< per 1000 inhabitants there
    alis_year,                  ///< per training agreement that the measure brings
    nurse_year,                 ///< per nurse of nurse_per_list
    lis1_post_year,             ///< per post of lis1_posts
    extra_doctor_year,          ///< per doctor of extra_doctors_percent
    extra_list_year,            ///< per list of satellite_lists
};
struct CostUnitInfo {
    std::string_view name;
    Per per;
    std::optional<Lever> lever = {};  ///< whose amount it counts; of the others the file says which
    double of = 1;                    ///< one is paid for each of so many units of the lever's amount
};
inline constexpr std::array<CostUnitInfo, 9> cost_units{{
    {"year", Per::nation},
    {"municipality_year", Per::municipality},
    {"gp_year", Per::gp},
    {"thousand_inhabitants_year", Per::thousand_inhabitants},
    {"alis_year", Per::agreement, Lever::alis_percent, 0},
    {"nurse_year", Per::gp, Lever::nurse_per_list},
    {"lis1_post_year", Per::nation, Lever::lis1_posts},
    {"extra_doctor_year", Per::gp, Lever::extra_doctors_percent, 100},
    {"extra_list_year", Per::satellite, Lever::satellite_lists},
}};
constexpr const CostUnitInfo& info(CostUnit unit) {
    return cost_units[static_cast<std::size_t>(unit)];
}

/// A cost beside the money its levers hand out, which counts by itself. It goes with a lever: nothing without
/// it, twice as much for twice the amount.
struct MeasureCost {
    CostUnit unit;
    double nok;  ///< of 2023, a year
    Payer payer;
    Month from;  ///< of several in one unit, payer and lever, the last that has begun holds
    std::string source;
    Lever lever;
    double of = 1;  ///< the NOK are for so much of the lever's amount; 0: the unit follows it by itself
};

/// Money enough for anything.
inline constexpr double no_budget = std::numeric_limits<double>::infinity();

struct Measure {
    std::string name;               ///< the file's
    std::string title, title_no;    ///< one line each
    std::vector<std::string> ids;   ///< rows of the action plan's table
    Month from{}, until{};          ///< first month in force, first month no longer
    double budget_nok = no_budget;  ///< NOK of 2023 a calendar year, what its payers pay at most
    Payer payer = Payer::state;     ///< who pays what the levers hand out
    Eligible where;
    std::vector<MeasureEffect> effects;
    std::vector<MeasureCost> costs;

    bool in_force(Month month) const { return from <= month && month < until; }
    bool has_budget() const { return budget_nok < no_budget; }
};

struct MeasureParams {
    double grant_years = 3;
    double debt_until_age = 45;
    double debt_value = 1.7;
    double nurse_hours = 12;
    double lis1_to_gp = 35;
    int lis1_months = 18;
    double intro_hours = 15;
    double intro_cap = 30;
    double intro_to_gp = 60;
    int intro_months = 24;
    double satellite_far_km = 20;
    double satellite_near_km = 10;
    std::array<double, priced_levers.nok.size()> lever_price = priced_levers.nok;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, MeasureParams>
void visit_fields(P& p, Visit&& visit) {
    visit(
        "grant_years", p.grant_years,
        Field{"years", 0.5, 20,
              "assumption: a doctor values a hiring grant, less the price of its binding, as income over so "
              "many years"});
    visit("debt_until_age", p.debt_until_age,
          Field{"years", 25, 75, "assumption: GPs under this age have student debt left; swept"});
    visit("debt_value", p.debt_value,
          Field{"NOK before tax that are worth one NOK of debt", 1, 3,
                "assumption: debt relief is not taxed; marginal tax of a GP is about 41 %"});
    visit("nurse_hours", p.nurse_hours,
          Field{"hours a week of a GP that one full-time nurse takes over", 0, 40,
                "assumption: no measured figure found in the evaluation of primary care teams; sweep 0 to "
                "20"});
    visit("lis1_to_gp", p.lis1_to_gp,
          Field{"% of doctors in first-year training posts who then look for a GP post", 0, 100,
                "assumption: 950 candidates a year beside about 1000 LIS1 posts and other ways in; sweep 15 "
                "to 60"});
    visit("lis1_months", p.lis1_months,
          Field{"months", 0, 60, "rule: a first-year training post (LIS1) lasts 18 months"});
    visit(
        "intro_hours", p.intro_hours,
        Field{
            "hours a week of the list's GP that a second doctor takes over, less supervision", 0, 40,
            "assumption: no figure found; a doctor in training works 37.5 hours and needs some of them back; "
            "sweep 5 to 25"});
    visit("intro_cap", p.intro_cap,
          Field{"% more patients on a list with a second doctor", 0, 100,
                "assumption: no figure found; sweep 0 to 60"});
    visit("intro_to_gp", p.intro_to_gp,
          Field{"% of second doctors who then look for a list of their own, at home where they worked", 0,
                100, "assumption: 51-60 % of graduates from Tromsø stay north (S_TROMSO1); sweep 30 to 90"});
    visit("intro_months", p.intro_months,
          Field{"months an introduction agreement lasts", 1, 120, "assumption: two years; sweep 12 to 60"});
    visit(
        "satellite_far_km", p.satellite_far_km,
        Field{"km in a straight line to the nearest practice", 1, 200,
              "assumption: a satellite surgery stands where people live farther away than this; sweep 10 to "
              "40"});
    visit("satellite_near_km", p.satellite_near_km,
          Field{"km in a straight line", 1, 100,
                "assumption: it stands in the square with most of those people within this distance"});
    visit(
        "lever_price", p.lever_price, priced_levers.name,
        Field{"NOK of 2023 a year, the least that the lever costs per unit", 0, 1e8,
              "each as runs/measures/README.md says beside the lever; a measure whose own costs are less is "
              "charged the rest"});
}

}  // namespace model
