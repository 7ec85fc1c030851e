#include "model/money.hpp"

#include <algorithm>
#include <cmath>

namespace model {
namespace {

constexpr Month month_of(int year, unsigned month) {
    return Month::of(std::chrono::year{year} / std::chrono::month{month});
}

/// Row of capitation_from in force; the first holds before it, too.
std::size_t schedule_row(Month month) {
    constexpr std::array from{month_of(2016, 7), month_of(2017, 7), month_of(2018, 7), month_of(2019, 7)};
    static_assert(from.size() == capitation_from.size());
    const auto after = std::upper_bound(from.begin(), from.end(), month) - from.begin();
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - 1, 0));
}

constexpr Month last_indexed = month_of(2019, 12);  // from then on the base rate keeps its real value
constexpr Month last_locum_price = month_of(model_price_year, 12);  // and so does the price of locums
constexpr Month table_month = month_of(2020, 5);                    // of the income table
constexpr std::array<double, 6> list_lengths{0, 625, 875, 1125, 1375, 1625};  // the groups' middles

double capitation_of_year(double below, double above, double break_at, double patients) {
    return below * std::min(patients, break_at) + above * std::max(patients - break_at, 0.0);
}

}  // namespace

YearSeries MoneyParams::price_index() const {
    YearSeries index{first_price_year, {prices.begin(), prices.end()}};
    while (index.last_year() < last_price_year)
        index.values.push_back(index.values.back() * (1 + price_growth / 100));
    return index;
}

double to_2023(const YearSeries& prices, int year) {
    return prices.at(model_price_year) / prices.at(year);
}

double to_2023(const MoneyParams& params, Month month) {
    return to_2023(params.price_index(), month.year());
}

MonthMoney::MonthMoney(const MoneyParams& params, Month month)
    : params_(params),
      base_(params.capitation[schedule_row(month)] * to_2023(params, std::min(month, last_indexed))),
      premium_(params.small_premium * to_2023(params, table_month)) {
    const double in_2020 = to_2023(params, table_month);
    const double grant =
        std::max(params.table_equalisation - params.small_mean_list, 0.0) * params.table_below;
    rest_[0] = params.income_without_patients * in_2020;
    for (std::size_t i = 0; i < params.income.size(); ++i) {
        const double elsewhere = params.income[i] - params.in_small[i] / 100 * (params.small_premium + grant);
        rest_[i + 1] =
            in_2020 * (elsewhere - capitation_of_year(params.table_below, params.table_above,
                                                      params.capitation_break, list_lengths[i + 1]));
    }

    const double year = std::clamp(month.year() + (month.value % 12) / 12.0, 2015.0, 2023.0);
    locum_week_ = to_2023(params, std::min(month, last_locum_price)) *
                  std::lerp(params.locum_week_2015, params.locum_week_2023, (year - 2015) / (2023 - 2015));
}

double MonthMoney::capitation(double patients, const Terms& terms) const {
    const double below = terms.set_or(Lever::capitation_below, base_);
    const double above = terms.set_or(Lever::capitation_above, base_);
    return terms.factor(Lever::capitation_percent) *
           capitation_of_year(below, above, params_.capitation_break, patients);
}

double MonthMoney::capitation(const ListFigures& list, const Terms& terms) const {
    const double by_need = terms[Lever::capitation_by_need];
    return capitation(list.paid_patients, terms) * (1 - by_need + by_need * list.need);
}

double MonthMoney::equalisation(const WorkPlace& place, const Terms& terms) const {
    if (place.mean_list <= 0) return 0;
    const double patients = std::max(terms[Lever::equalisation_list] - place.mean_list, 0.0);
    return patients > 0 ? patients * capitation(1, terms) : 0.0;
}

double MonthMoney::salary(const Terms& terms) const {
    return params_.salaried_pay * terms.factor(Lever::salary_percent);
}

double MonthMoney::income(bool self_employed, const ListFigures& list, const WorkPlace& place,
                          const Terms& terms) const {
    const double grant = terms[Lever::gp_year_grant];
    if (!self_employed) return salary(terms) + grant;
    double rest = rest_.back();
    for (std::size_t i = 1; i < list_lengths.size(); ++i)
        if (list.patients < list_lengths[i]) {
            rest = std::lerp(rest_[i - 1], rest_[i],
                             (list.patients - list_lengths[i - 1]) / (list_lengths[i] - list_lengths[i - 1]));
            break;
        }
    if (place.inhabitants < params_.small_inhabitants) rest += premium_;
    return rest + capitation(list, terms) + equalisation(place, terms) + grant +
           terms[Lever::extensive_topup] * list.extensive +
           terms[Lever::refund_percent] / 100 * params_.refund * list.consultations;
}

double MonthMoney::paid_patients(const World& world, ListId list, const Terms& terms) const {
    const double patients = world.lists.members[list];
    const double floor = terms[Lever::floor_patients];
    if (patients >= floor || world.lists.cap[list] < floor) return patients;
    const bool is_new =
        !world.lists.has_gp(list) || world.month - world.lists.since[list] < terms[Lever::floor_months];
    return is_new ? floor : patients;
}

double MonthMoney::locum_week(std::uint8_t centrality, const Terms& terms) const {
    return locum_week_ * params_.locum_by_centrality[centrality - 1U] *
           terms.factor(Lever::locum_price_percent);
}

ListFigures figures_of(const World& world, const MonthMoney& money, ListId list, const Terms& terms,
                       double consultations_per_2023) {
    const double members = world.lists.members[list];
    const auto asked = static_cast<double>(world.consultations_per_member[list]);
    ListFigures figures{members, money.paid_patients(world, list, terms),
                        members * asked * consultations_per_2023,
                        world.mean_consultations > 0 ? asked / world.mean_consultations : 1.0, 0};
    if (terms[Lever::extensive_topup] != 0) figures.extensive = world.member_homes.extensive_members(list);
    return figures;
}

}  // namespace model
