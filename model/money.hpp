#pragma once
// Money: what a GP earns, and what the state and the municipality pay. All amounts leave this file in NOK of
// 2023; statistics and rates enter it in NOK of their own year.
#include <array>
#include <string_view>

#include "model/params.hpp"
#include "model/work_places.hpp"
#include "model/world.hpp"
#include "model/year_series.hpp"

namespace model {

inline constexpr std::array<std::string_view, 5> income_lists{"under 750", "750-999", "1000-1249",
                                                              "1250-1499", "1500 and over"};
/// First month of each capitation schedule before the action plan; later ones are measures.
inline constexpr std::array<std::string_view, 4> capitation_from{"2016-07", "2017-07", "2018-07", "2019-07"};
/// Years of the consumer price index, without a gap; another year is a label here and a number in `prices`.
/// It is published up to 2023; what follows is an assumption until somebody fills it in.
inline constexpr int first_price_year = 2015;
inline constexpr auto price_years = std::to_array<std::string_view>(
    {"2015", "2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"});
/// Amounts may be in NOK of years up to this one.
inline constexpr int last_price_year = 2100;
static_assert(price_years.front() == "2015");
/// All amounts of the model are in NOK of this year.
inline constexpr int model_price_year = 2023;
static_assert(first_price_year <= model_price_year &&
              model_price_year < first_price_year + static_cast<int>(price_years.size()));

struct MoneyParams {
    std::array<double, price_years.size()> prices{100.0, 103.6, 105.5, 108.4, 110.8, 112.2,
                                                  116.1, 122.8, 129.6, 132.2, 134.8, 137.5};
    double price_growth = 2;
    std::array<double, 4> capitation{442, 455, 468, 482};
    double capitation_break = 1000;

    std::array<double, 5> income{1'619'000, 1'656'000, 1'857'000, 2'078'000, 2'548'000};
    double income_without_patients = 457'000;
    double table_below = 577;
    double table_above = 499;
    double table_equalisation = 1200;
    std::array<double, 5> in_small{23.4, 6.3, 2.9, 1.0, 0.7};
    double small_premium = 160'000;
    double small_mean_list = 808;
    double salaried_pay = 1'200'000;

    double small_inhabitants = 5000;

    double employer_costs = 30;
    double practice_costs = 1250;
    double refund = 431;
    double patient_fee = 141;
    double locum_week_2015 = 32'950;
    double locum_week_2023 = 95'800;
    std::array<double, 6> locum_by_centrality{0.6, 0.6, 0.7, 0.85, 1.0, 1.0};
    double locum_hours_week = 37.5;

    /// `prices` by year, with their growth after the last.
    YearSeries price_index() const;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, MoneyParams>
void visit_fields(P& p, Visit&& visit) {
    visit(
        "prices", p.prices, price_years,
        Field{
            "consumer price index, 2015 = 100, annual mean", 1, 1000,
            "SSB, table 03014, to 2023; assumption: 2 % a year after, the aim of monetary policy, until the "
            "published numbers are put in their place"});
    visit("price_growth", p.price_growth,
          Field{"% a year after the last of prices", -5, 20,
                "assumption: the aim of monetary policy; for price_year of measures only, the model's money "
                "is of "
                "2023"});
    visit(
        "capitation", p.capitation, capitation_from,
        Field{"NOK of its year per patient and year, from this month", 0, 10'000,
              "basistilskudd: 442 (Helfo 2016); assumption: 455-482 bridge the rates of 2017-2020 that were "
              "not found; the last goes on at its real value"});
    visit("capitation_break", p.capitation_break,
          Field{"patients", 0, 5000,
                "Helsedirektoratet 2021: break point at 1000; matters where a measure pays two rates"});
    visit("income", p.income, income_lists,
          Field{"NOK of 2020 a year before tax after practice costs, by list length", 0, 10'000'000,
                "SSB for KS, 3066 self-employed GPs 2020 (gp_income_2020)"});
    visit(
        "income_without_patients", p.income_without_patients,
        Field{
            "NOK of 2020 a year of a self-employed GP with an empty list", 0, 10'000'000,
            "SSB for KS: wage income of GPs with under 750 patients; assumption M1: business income grows in "
            "a straight line from nothing"});
    visit("table_below", p.table_below,
          Field{"NOK of 2020 per patient and year up to the break, where the income table was made", 0,
                10'000, "basistilskudd from May 2020 (Helsedirektoratet 2021)"});
    visit("table_above", p.table_above,
          Field{"NOK of 2020 per patient and year beyond the break, where the income table was made", 0,
                10'000, "basistilskudd from May 2020 (Helsedirektoratet 2021)"});
    visit(
        "table_equalisation", p.table_equalisation,
        Field{"patients; equalisation paid the distance to it where the income table was made", 0, 5000,
              "utjamningstilskudd: (1200 - municipality's mean list) × mean rate (Helsedirektoratet 2024)"});
    visit(
        "in_small", p.in_small, income_lists,
        Field{"% of these GPs in municipalities under small_inhabitants", 0, 100,
              "assumption M2: the 149 of the income table spread 60, 50, 30, 7, 2 over the list lengths, as "
              "small municipalities have short lists"});
    visit(
        "small_premium", p.small_premium,
        Field{"NOK of 2020 a year in small municipalities beyond list length and equalisation", 0, 10'000'000,
              "calibrated: mean of 2 050 000 up to 5000 inhabitants (gp_income_2020), municipal posts and "
              "duty"});
    visit(
        "small_mean_list", p.small_mean_list,
        Field{
            "patients, mean list in small municipalities in 2020", 0, 3000,
            "derived: 370 000 NOK of equalisation per GP-year at 841.80 gives 760 in 2023; longer by 1069 / "
            "1005, as all lists, in 2020"});
    visit(
        "salaried_pay", p.salaried_pay,
        Field{"NOK of 2023 a year, salaried GP", 0, 10'000'000,
              "assumption M3: no statistic found; Andøy 2024: 2.4 mill asked for one post, twice the pay of "
              "experienced doctors with full lists (NRK); sweep 0.9 to 1.5 mill"});
    visit("small_inhabitants", p.small_inhabitants,
          Field{"inhabitants, under which the income table has a row of its own", 0, 100'000,
                "SSB for KS, 2020: municipalities up to 5000"});
    visit("employer_costs", p.employer_costs,
          Field{"% on top of a salary", 0, 200,
                "assumption M4: employer's contribution 14.1 % and pension about 16 %"});
    visit(
        "practice_costs", p.practice_costs,
        Field{
            "NOK of 2023 per patient and year, premises and staff where the municipality employs the doctor",
            0, 10'000,
            "calibrated: municipalities spent 813 million beyond the main model in 2021 (KS); what is left "
            "of a "
            "list's turnover beside a GP's income is 600 to 1200 (Helsedirektoratet 2024, SSB 2020), and "
            "small "
            "municipalities' short lists share premises with fewer; sweep 600 to 1600"});
    visit(
        "refund", p.refund,
        Field{
            "NOK of 2023 the state pays per consultation", 0, 10'000,
            "derived: refunds of 7 291 mill for 16.9 mill consultations 2023 (Helsedirektoratet 2024, SSB)"});
    visit("patient_fee", p.patient_fee,
          Field{"NOK of 2023 patients pay per consultation", 0, 10'000,
                "derived: fees of 2 232 and other 147 mill for 16.9 mill consultations 2023"});
    visit("locum_week_2015", p.locum_week_2015,
          Field{"NOK of 2015 per week, locum in centrality 5-6", 0, 1'000'000,
                "NRK 2022: 32 950 for a non-specialist in 2015"});
    visit("locum_week_2023", p.locum_week_2023,
          Field{"NOK of 2023 per week, locum in centrality 5-6", 0, 1'000'000,
                "NRK 2022: 95 800 announced for summer 2023; straight line from 2015, level after is an "
                "assumption"});
    visit("locum_by_centrality", p.locum_by_centrality,
          std::array<std::string_view, 6>{"1", "2", "3", "4", "5", "6"},
          Field{"of the price in centrality 5-6", 0, 5,
                "assumption M5: agency locums cost twice a directly hired one (VG 2017) and are used where "
                "contracts are short: 67 days in 5-6, 195 in 1-2"});
    visit("locum_hours_week", p.locum_hours_week,
          Field{"hours of practice a week that the price of a locum pays for", 10, 80,
                "assumption: an ordinary working week; a list that asks for less is covered in fewer weeks; "
                "sweep "
                "30 to 50"});
}

/// Prices of 2023 over those of the year; years outside the index count as the nearest.
double to_2023(const YearSeries& prices, int year);
/// Prices of 2023 over those of the month's year.
double to_2023(const MoneyParams& params, Month month);

/// What a list's income depends on.
struct ListFigures {
    double patients = 0;
    double paid_patients = 0;  ///< counted for capitation
    double consultations = 0;  ///< a year, this month's level
    double need = 1;           ///< consultations per member over the national mean
    double extensive = 0;      ///< patients with extensive needs
};

/// One month's rates, ready to use. All amounts: NOK of 2023 a year, before tax.
class MonthMoney {
public:
    MonthMoney(const MoneyParams& params, Month month);

    /// Capitation for so many patients; two rates with a break between where a measure sets them.
    double capitation(double patients, const Terms& terms = {}) const;
    /// Capitation of a list: part of it follows need where a measure says so.
    double capitation(const ListFigures& list, const Terms& terms) const;
    /// Equalisation grant per self-employed GP in this municipality.
    double equalisation(const WorkPlace& place, const Terms& terms) const;
    /// Income of a GP. A change of the schedule changes a self-employed GP's by the difference in capitation,
    /// nothing else. Salaried pay does not depend on patients or place. Neither hiring grants nor debt relief
    /// are in it.
    double income(bool self_employed, const ListFigures& list, const WorkPlace& place,
                  const Terms& terms) const;
    /// The list's patients, or floor_patients while its GP is new (a vacant one's would be).
    double paid_patients(const World& world, ListId list, const Terms& terms) const;
    /// Price of a locum a week where the municipality lies.
    double locum_week(std::uint8_t centrality, const Terms& terms = {}) const;
    /// A salaried GP's pay.
    double salary(const Terms& terms) const;

private:
    MoneyParams params_;
    double base_;
    std::array<double, 6> rest_{};  ///< income other than capitation at 0 and at the groups' middles
    double premium_;
    double locum_week_ = 0;
};

/// Figures of a list as it is. `extensive` is counted only if the terms pay for it.
ListFigures figures_of(const World& world, const MonthMoney& money, ListId list, const Terms& terms,
                       double consultations_per_2023);

}  // namespace model
