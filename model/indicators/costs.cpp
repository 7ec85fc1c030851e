// What GPs earn, and who pays what. Money of 2023.
#include "model/indicators/rows.hpp"
#include "model/parameters.hpp"

namespace model::indicators {
namespace {

/// NOK of 2023 to a self-employed GP.
double capitation_a_month(const ListView& l) {
    if (l.lists().salaried[l.list]) return 0.0;
    const auto figures = figures_of(l.month.world, l.month.money, l.list, l.terms, l.month.level);
    return l.month.money.capitation(figures, l.terms) / 12;
}

constexpr Count costs_counts[] = {
    {.row = 32,
     .info = {.name = "gp_income",
              .unit = "1000 NOK per year, 2023 prices",
              .long_name = "Income of GPs before tax",
              .long_name_no = "Fastlegenes inntekt før skatt",
              .menu = {Heading::money, 130}},
     .of_gp = [](const ListView& l) -> double {
         return static_cast<double>(l.work().income_nok[l.list]) / 1000;
     }},
    {.row = 33,
     .info = {.name = "capitation",
              .unit = "NOK per month, 2023 prices",
              .long_name = "Capitation paid by the municipality",
              .long_name_no = "Basistilskudd utbetalt av kommunen",
              .menu = {Heading::money, 110}},
     .of_gp = capitation_a_month},
    {.row = 50,
     .info = {.name = "cost_capitation",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "Municipal cost of capitation",
              .long_name_no = "Kommunens utgifter til basistilskudd",
              .menu = {Heading::money, 50},
              .headline = true,
              .cost = true},
     .of_municipality = [](const MonthView& v, MunicipalityId m) { return v.costs[m].capitation / 1000; }},
    {.row = 51,
     .info = {.name = "cost_salaries",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "Municipal cost of salaried GPs",
              .long_name_no = "Kommunens lønnsutgifter til fastlønte fastleger",
              .menu = {Heading::money, 60},
              .headline = true,
              .cost = true},
     .of_municipality = [](const MonthView& v, MunicipalityId m) { return v.costs[m].salaries / 1000; }},
    {.row = 52,
     .info = {.name = "cost_locums",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "Municipal cost of locums on lists without a GP",
              .long_name_no = "Kommunens vikarutgifter for lister uten fast lege",
              .menu = {Heading::money, 70},
              .headline = true,
              .cost = true},
     .of_municipality = [](const MonthView& v, MunicipalityId m) { return v.costs[m].locums / 1000; }},
    {.row = 91,
     .info = {.name = "cost_pay_offers",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "Municipal cost of pay added where lists stayed vacant",
              .long_name_no = "Kommunens utgifter til ekstra lønn der lister sto ledige",
              .menu = {Heading::money, 75},
              .headline = true,
              .cost = true},
     .of_municipality = [](const MonthView& v, MunicipalityId m) { return v.costs[m].pay_offers / 1000; }},
    {.row = 53,
     .info = {.name = "cost_municipality",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "Municipal cost of the GP scheme",
              .long_name_no = "Kommunens utgifter til fastlegeordningen",
              .menu = {Heading::money, 30},
              .headline = true,
              .cost = true,
              .balance = Balance::municipality,
              .sweep_place = 11},
     .of_municipality =
         [](const MonthView& v, MunicipalityId m) {
             return (v.costs[m].municipality() + v.measures_cost(m, Payer::municipality)) / 1000;
         }},
    {.row = 54,
     .info = {.name = "cost_equalisation",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "State cost of equalisation grants",
              .long_name_no = "Statens utgifter til utjamningstilskudd",
              .menu = {Heading::money, 80},
              .headline = true,
              .cost = true},
     .of_municipality = [](const MonthView& v, MunicipalityId m) { return v.costs[m].equalisation / 1000; }},
    {.row = 55,
     .info = {.name = "cost_refunds",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "State cost of refunds per consultation",
              .long_name_no = "Statens utgifter til refusjoner",
              .menu = {Heading::money, 90},
              .headline = true,
              .cost = true},
     .of_municipality = [](const MonthView& v, MunicipalityId m) { return v.costs[m].refunds / 1000; }},
    {.row = 56,
     .info = {.name = "cost_state",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "State cost of the GP scheme",
              .long_name_no = "Statens utgifter til fastlegeordningen",
              .menu = {Heading::money, 40},
              .headline = true,
              .cost = true,
              .balance = Balance::state,
              .sum_of = "cost_equalisation cost_refunds",
              .sweep_place = 10},
     .of_municipality =
         [](const MonthView& v, MunicipalityId m) {
             return (v.costs[m].state() + v.measures_cost(m, Payer::state)) / 1000;
         }},
    {.row = 57,
     .info = {.name = "patient_fees",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "Fees paid by patients",
              .long_name_no = "Pasientenes egenandeler",
              .menu = {Heading::money, 100}},
     .of_municipality = [](const MonthView& v, MunicipalityId m) { return v.costs[m].fees / 1000; }},
    {.row = 78,
     .info = {.name = "cost_measures_state",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "State cost of grants and schemes beside rates and refunds",
              .long_name_no = "Statens utgifter til tilskudd og ordninger utenom satser og refusjoner",
              .headline = true,
              .cost = true},
     .of_municipality = [](const MonthView& v,
                           MunicipalityId m) { return v.measures_cost(m, Payer::state) / 1000; }},
    {.row = 79,
     .info = {.name = "cost_measures_municipality",
              .unit = "1000 NOK per month, 2023 prices",
              .long_name = "Municipal cost of grants and schemes beside capitation, salaries and locums",
              .long_name_no =
                  "Kommunens utgifter til tilskudd og ordninger utenom basistilskudd, lønn og vikarer",
              .headline = true,
              .cost = true},
     .of_municipality = [](const MonthView& v,
                           MunicipalityId m) { return v.measures_cost(m, Payer::municipality) / 1000; }},
};

constexpr Ratio costs_ratios[] = {
    {.row = 11,
     .info = {.name = "mean_gp_income",
              .unit = "1000 NOK per GP per year, 2023 prices",
              .long_name = "Mean income of GPs before tax",
              .long_name_no = "Fastlegenes gjennomsnittsinntekt før skatt",
              .numerator = "gp_income",
              .denominator = "lists_with_gp",
              .scale = 1,
              .menu = {Heading::money, 120}}},
    {.row = 26,
     .info = {.name = "municipal_cost_per_resident",
              .unit = "NOK per resident per year, 2023 prices",
              .long_name = "Municipal cost of the GP scheme per resident",
              .long_name_no = "Kommunens utgifter til fastlegeordningen per innbygger",
              .numerator = "cost_municipality",
              .denominator = "population",
              .scale = 12000,
              .menu = {Heading::money, 10}}},
    {.row = 27,
     .info = {.name = "state_cost_per_resident",
              .unit = "NOK per resident per year, 2023 prices",
              .long_name = "State cost of the GP scheme per resident",
              .long_name_no = "Statens utgifter til fastlegeordningen per innbygger",
              .numerator = "cost_state",
              .denominator = "population",
              .scale = 12000,
              .menu = {Heading::money, 20}}},
};

}  // namespace

Subject costs() {
    return {costs_counts, costs_ratios};
}

}  // namespace model::indicators
