#pragma once
// How a doctor values a post: random utility with tastes of her own (mixed logit).
#include <array>
#include <string_view>

#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

struct AppealParams {
    double log_income = 1.5;
    double log_income_spread = 0.5;
    double mover_income = 0.3;
    double binding_month_nok = 12'000;
    double binding_spread = 0.8;
    double hours_over = -0.25;
    double duty_hours = -0.04;
    double colleagues = 0.35;
    std::array<double, 6> centrality{1.9, 0.0, 0.4, 0.05, 0.0, 0.3};
    double rural_taste_spread = 0.6;
    double home_county = 1.2;
    double salaried = 0.4;
    double salaried_spread = 0.8;
    double supervision = 0.5;
    double alis = 0.4;
    double lasting_spread = 1.25;
    double attractiveness_spread = 1.5;
    double attractiveness_lists = 20;
    double attractiveness_persistence = 0.97;
    double attractiveness_seen = 0.7;
    double list_spread = 0.74;
    double lasting_taste = 0.4;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, AppealParams>
void visit_fields(P& p, Visit&& visit) {
    visit("log_income", p.log_income,
          Field{"utility per unit of log income, median doctor who has no list yet", 0, 20,
                "calibrated between stated preferences (37-64 % more income for a rural post: Scott 2013) "
                "and observed moves (+10 % pay, +0.8 "
                "percentage points: Australia 2019)"});
    visit("log_income_spread", p.log_income_spread,
          Field{"standard deviation of its logarithm over doctors", 0, 3,
                "assumption: tastes for income differ (mixed logit, log-normal); Holte 2015: income counts "
                "less than other traits"});
    visit(
        "mover_income", p.mover_income,
        Field{
            "of that taste with a GP who has a list", 0, 1,
            "assumption: pay for rural posts drew newly qualified GPs and moved none of the others (Yong "
            "2018, "
            "all Australian GPs); another study finds +0.8 percentage points retained or relocated per +10 % "
            "(Australia 2019); sweep 0 to 1"});
    visit("binding_month_nok", p.binding_month_nok,
          Field{"NOK that a month of binding must be paid with, median doctor", 0, 200'000,
                "assumption: no price was found; 24 months are worth 17 % of a year's income of 1.7 million, "
                "half "
                "the 37 % more pay asked for a rural town (Scott 2013), for who is bound can go back later; "
                "sweep "
                "3500 to 21 000, 5 to 30 %"});
    visit("binding_spread", p.binding_spread,
          Field{"standard deviation of its logarithm over doctors", 0, 3,
                "assumption: who means to stay loses little by binding, others much (log-normal); sweep 0 to "
                "1.5"});
    visit("hours_over", p.hours_over,
          Field{"utility per 10 hours a week over the hours wanted", -5, 0,
                "assumption: direction from Skyrud 2025 and Abelsen 2012; size swept"});
    visit("duty_hours", p.duty_hours,
          Field{"utility per out-of-hours duty hour a week", -1, 0,
                "assumption: leavers had over 50 duty days a year (Skyrud 2025); size swept"});
    visit("colleagues", p.colleagues,
          Field{"utility per unit of log(1 + colleagues at the practice)", 0, 5,
                "assumption: practice size matters (Holte 2015, attributes); size swept"});
    visit("centrality", p.centrality, std::array<std::string_view, 6>{"1", "2", "3", "4", "5", "6"},
          Field{"utility by centrality class", -5, 5,
                "calibrated: share of vacant lists by centrality on 31.12.2025 (SSB 12005)"});
    visit("rural_taste_spread", p.rural_taste_spread,
          Field{"standard deviation over doctors of the utility of one class less central, times 2.5", 0, 5,
                "assumption: 65 % of GPs would never move (Scott 2013), others seek rural work"});
    visit("home_county", p.home_county,
          Field{"utility", 0, 5,
                "calibrated: 51-60 % of graduates from Tromsø stay north; 82 % of northern, 38 % of southern "
                "origin (S_TROMSO1, S_TROMSO2)"});
    visit("salaried", p.salaried,
          Field{"utility of a salaried post, mean over doctors", -5, 5,
                "assumption: preference for private practice fell from 52 % (2009) to 36 % (2012) (Holte "
                "2015b)"});
    visit("salaried_spread", p.salaried_spread,
          Field{"standard deviation over doctors", 0, 5, "assumption: with salaried"});
    visit("supervision", p.supervision,
          Field{"utility to a doctor not yet specialist of a practice with a specialist, or with supervision "
                "from "
                "outside",
                0, 5, "assumption: ALIS posts recruit; size swept"});
    visit("alis", p.alis,
          Field{"utility to a doctor not yet specialist of a training agreement that is sure to be offered",
                0, 5,
                "assumption: no causal effect of ALIS is published; entrants rose from 330 (2020-21) to over "
                "500 (2023) as agreements spread; sweep 0 to 1"});
    visit("lasting_spread", p.lasting_spread,
          Field{"standard deviation over small municipalities of what lasts, utility", 0, 5,
                "calibrated: a municipality's share without a GP correlates with itself .31 and .21 after 4 "
                "and 5 years (SSB 12005, 2015-25)"});
    visit("attractiveness_spread", p.attractiveness_spread,
          Field{"standard deviation over small municipalities of what changes, utility", 0, 5,
                "calibrated: a municipality's share without a GP correlates with itself .55 and .36 after 1 "
                "and 2 years (SSB 12005, 2015-25)"});
    visit("attractiveness_lists", p.attractiveness_lists,
          Field{"lists: so many halve the variance of a municipality's attractiveness", 1, 1e6,
                "calibrated: shares without a GP vary by 1.7 points between municipalities of 60 lists and "
                "over, by 17 between those of under 4 (SSB 12005, 2022-25); many workplaces even out"});
    visit("attractiveness_persistence", p.attractiveness_persistence,
          Field{"self-correlation from month to month of what changes", 0, 1,
                "calibrated with attractiveness_spread"});
    visit("attractiveness_seen", p.attractiveness_seen,
          Field{"correlation with the first day's vacancies", 0, 1,
                "assumption: municipalities with vacant lists on the first day, and in the years before it, "
                "are less attractive than others of their centrality"});
    visit("list_spread", p.list_spread,
          Field{"standard deviation over lists of what lasts of one list's appeal, utility", 0, 5,
                "calibrated: 32-41 % of lists without a GP have had none for over a year (Helsedirektoratet, "
                "2019-24) while most leavers are followed at once"});
    visit("lasting_taste", p.lasting_taste,
          Field{"share of a doctor's taste for a post that does not change from month to month", 0, 1,
                "assumption: who turns a place down in January does so in February for the same reasons; "
                "swept 0 to 1"});
}

/// What one doctor cares about.
struct Taste {
    double log_income, rural, salaried;
    double binding_month_nok;  ///< what a month of binding costs her
};
Taste taste_of(const AppealParams& params, Seed seed, std::uint32_t luck);

/// What a post offers, as a doctor sees it.
struct Offer {
    double income_nok = 0, hours_week = 0, duty_hours_week = 0;
    double colleagues = 0;  ///< other GPs at the practice
    bool salaried = false, specialist_colleague = false;
    MunicipalityId municipality{};
    Terms terms{};  ///< of the measures in force
    /// Logarithms that offer_of() has taken, and of what: most doctors weigh the same ones.
    double logged_income_nok = -1, log_income = 0;
    double logged_colleagues = -1, log_colleagues = 0;
};
Offer offer_of(const World& world, ListId list);

/// Patients of a list over the usual number of the place: the nation's mean, at the place's level of caps. A
/// list that has just begun counts as a fifth.
double relative_length(const World& world, ListId list);

/// NOK that a hiring grant is worth to this doctor beyond the binding that goes with it. She takes it only
/// if that is more than nothing; else she is not bound and nobody pays.
double grant_beyond_binding(const Taste& taste, const Terms& terms);

/// NOK a year before tax that the offer is worth to this doctor: the post's income, debt relief if she is
/// young enough, and the training grant if she is no specialist.
double income_to(const World& world, DoctorId doctor, const Offer& offer, bool newcomer);

/// Systematic utility of an offer to a doctor; the logit's random part is not in it. Rises with income, a
/// newcomer's hiring grant beyond binding spread over its years; falls with hours over what she wants and
/// with duty.
double appeal(const AppealParams& params, const World& world, DoctorId doctor, const Taste& taste,
              const Offer& offer, bool newcomer);

/// A standard Gumbel draw: the random part of a logit utility.
double gumbel(Draw draw);
/// The same from the draw's first bits.
double gumbel(std::uint32_t bits);
/// No less than gumbel(bits), from a table.
double gumbel_at_most(std::uint32_t bits);

/// What is lasting about one list, beside its municipality: premises, colleagues, way home.
double list_appeal(const AppealParams& params, const World& world, ListId list, Seed seed);

/// Sets what lasts of each municipality's attractiveness, part from `history`, its standard score of having
/// had few patients without a GP in the years before (NaN where nothing is known), part drawn; and the first
/// month of what changes, part from the vacancies seen, part drawn.
void first_attractiveness(World& world, const AppealParams& params, const std::vector<double>& history,
                          Seed seed);
/// One month of its drift: what changes is first-order autoregressive per municipality. Spreads shrink with
/// the number of lists, spread / sqrt(1 + lists / attractiveness_lists), as a mean over workplaces does.
void drift_attractiveness(World& world, const AppealParams& params, Seed seed);

}  // namespace model
