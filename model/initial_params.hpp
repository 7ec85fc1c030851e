#pragma once
// Parameters of the first day.
#include <array>

#include "model/params.hpp"
#include "model/size_classes.hpp"

namespace model {

struct InitialParams {
    double cell_m = 1000;
    double list_length_spread = 0.22;
    double years_on_list = 8.7;
    double years_vacant = 1.0;
    double shunned = 0.15;
    double shunned_longer = 2.6;
    std::array<double, 6> years_in_contract{4.0, 5.6, 6.9, 8.2, 9.8, 12.1};
    double reach_minutes = 60;
    double open_from = -10;
    double open_scale = 105;
    double likeness = 0.2;
    double on_no_list = 0.07;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, InitialParams>
void visit_fields(P& p, Visit&& visit) {
    visit("cell_m", p.cell_m,
          Field{"metres, side of a home's square", 250, 1000, "SSB population grid: 250 m and 1 km"});
    visit(
        "list_length_spread", p.list_length_spread,
        Field{
            "standard deviation of length over the municipality's mean", 0, 1,
            "calibrated: with the municipal means of SSB 12005, 11 % of lists over 1400 (Helsedirektoratet, "
            "September 2023); the normal curve also gives the published median of 998 and 44 % at 501-1000 "
            "within 6 patients and 2 points"});
    visit("years_on_list", p.years_on_list,
          Field{"years, mean", 0.1, 40,
                "mean relation 9.7 (2000) and 7.7 (2003) years (Finnvold in Abelsen 2015); exponential "
                "spread is an assumption"});
    visit("years_vacant", p.years_vacant,
          Field{"years, mean, of the first day's vacancies", 0, 20,
                "Helsedirektoratet, table 8.1: 113 of 277 vacant lists were vacant over a year on 1 May "
                "2024; exponential spread is an assumption"});
    visit("shunned", p.shunned,
          Field{"standard deviations of list_spread", 0, 5,
                "calibrated with shunned_longer: lists without a GP on the first day are those that appeal "
                "least, "
                "so that as many of them find one in the first months as later"});
    visit("shunned_longer", p.shunned_longer,
          Field{"standard deviations per unit of log(1 + years vacant)", 0, 5, "calibrated with shunned"});
    visit("years_in_contract", p.years_in_contract, size_classes,
          Field{"years, mean, since the first day's GPs began", 0.1, 60,
                "Abelsen 2015: median contracts of 2.75 (under 2000 inhabitants) to 8.37 years (50 000 and "
                "over); exponential spread and straight steps between are assumptions"});
    visit("reach_minutes", p.reach_minutes,
          Field{"minutes", 5, 600,
                "assumption: no one asks for a list further away; the report separates 30 and 60 minutes"});
    visit("open_from", p.open_from,
          Field{"free places per list", -100, 20,
                "calibrated with open_scale: municipalities of SSB 12005, 31.12.2025; below this no list is "
                "open"});
    visit("open_scale", p.open_scale,
          Field{"free places per list", 1, 1000,
                "calibrated: open share 1 - exp(-(free - open_from) / this) gives 1 311 of the 1 340 open "
                "lists of SSB 12005, 31.12.2025; checked on that year only"});
    visit(
        "likeness", p.likeness,
        Field{"1 = e times the residents, two centrality classes or ten points of an earlier share", 0.01, 10,
              "assumption: figures of a past year that were not published are those of a like municipality, "
              "chances falling by e over this distance; 0.1 to 0.5 give the published shares of 2022 by "
              "centrality within 2.5 points"});
    visit("on_no_list", p.on_no_list,
          Field{"% of people, starts before the official list table", 0, 10,
                "Helsedirektoratet, September 2023: 3 866 people on no list, 0.07 %"});
}

}  // namespace model
