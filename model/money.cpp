#include "model/money.hpp"

#include <algorithm>
#include <cmath>

#include "model/workload.hpp"

namespace model {
namespace {

constexpr Month month_of(int year, unsigned month) {
    return Month::of(std::chrono::year{year} / std::chrono::month{month});
}

/// Row of capitation_from in force; the first holds before it, too.
std::size_t schedule_row(Month month) {
    constexpr std::array from{month_of(2016, 7), month_of(2017, 7), month_of(2018, 7), month_of(2019, 7),
                              month_of(2020, 5), month_of(2021, 7), month_of(2022, 1), month_of(2022, 7),
                              month_of(2023, 5), month_of(2023, 7)};
    static_assert(from.size() == capitation_from.size());
    const auto after = std::upper_bound(from.begin(), from.end(), month) - from.begin();
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - 1, 0));
}

constexpr Month floor_since = month_of(2020, 5);
constexpr Month income_month = month_of(2020, 5);  // the schedule under which the income table holds
constexpr std::array<double, 6> list_lengths{0, 625, 875, 1125, 1375, 1625};  // the groups' middles

double capitation_of_year(double below, double above, double break_at, double patients) {
    return below * std::min(patients, break_at) + above * std::max(patients - break_at, 0.0);
}

}  // namespace

double to_2023(const MoneyParams& params, Month month) {
    const auto row = std::clamp(month.year() - 2015, 0, static_cast<int>(params.prices.size()) - 1);
    return params.prices.back() / params.prices[static_cast<std::size_t>(row)];
}

MonthMoney::MonthMoney(const MoneyParams& params, Month month) : params_(params), month_(month) {
    const auto row = schedule_row(month);
    below_ = params.capitation_below[row] * to_2023(params, month);
    above_ = params.capitation_above[row] * to_2023(params, month);

    const auto table_row = schedule_row(income_month);
    const double in_2020 = to_2023(params, income_month);
    const double below = params.capitation_below[table_row];
    const double above = params.capitation_above[table_row];
    const double grant = std::max(params.equalisation_list - params.small_mean_list, 0.0) * below;
    rest_[0] = params.income_without_patients * in_2020;
    for (std::size_t i = 0; i < params.income.size(); ++i) {
        const double elsewhere = params.income[i] - params.in_small[i] / 100 * (params.small_premium + grant);
        rest_[i + 1] = in_2020 * (elsewhere - capitation_of_year(below, above, params.capitation_break,
                                                                 list_lengths[i + 1]));
    }
    premium_ = params.small_premium * in_2020;

    const double year = std::clamp(month.year() + (month.value % 12) / 12.0, 2015.0, 2023.0);
    locum_week_ = to_2023(params, month) *
                  std::lerp(params.locum_week_2015, params.locum_week_2023, (year - 2015) / (2023 - 2015));
}

double MonthMoney::capitation(double patients) const {
    return capitation_of_year(below_, above_, params_.capitation_break, patients);
}

double MonthMoney::equalisation(const WorkPlace& place) const {
    if (place.inhabitants >= params_.small_inhabitants || place.mean_list <= 0) return 0;
    return std::max(params_.equalisation_list - place.mean_list, 0.0) * below_;
}

double MonthMoney::income(bool self_employed, double patients, double paid_patients,
                          const WorkPlace& place) const {
    if (!self_employed) return params_.salaried_pay;
    double rest = rest_.back();
    for (std::size_t i = 1; i < list_lengths.size(); ++i)
        if (patients < list_lengths[i]) {
            rest = std::lerp(rest_[i - 1], rest_[i],
                             (patients - list_lengths[i - 1]) / (list_lengths[i] - list_lengths[i - 1]));
            break;
        }
    const double small = place.inhabitants < params_.small_inhabitants ? premium_ + equalisation(place) : 0.0;
    return rest + capitation(paid_patients) + small;
}

double MonthMoney::paid_patients(const World& world, ListId list) const {
    const double patients = world.lists.members[list];
    if (patients >= params_.floor_patients || world.lists.cap[list] < params_.floor_patients ||
        month_ < floor_since)
        return patients;
    const bool is_new =
        !world.lists.has_gp(list) || world.month - world.lists.since[list] < params_.floor_months;
    return is_new ? params_.floor_patients : patients;
}

double MonthMoney::locum_week(std::uint8_t centrality) const {
    return locum_week_ * params_.locum_by_centrality[centrality - 1U];
}

double income_at(const MoneyParams& params, Month month, bool self_employed, double patients,
                 const WorkPlace& place) {
    return MonthMoney(params, month).income(self_employed, patients, patients, place);
}

Column<MunicipalityId, MonthCost> month_costs(const World& world, const MoneyParams& params,
                                              double consultations_per_2023) {
    const MonthMoney money(params, world.month);
    const auto places = work_places(world);
    Column<MunicipalityId, MonthCost> costs(places.size());
    const auto& lists = world.lists;
    for (std::uint32_t l = 0; l < lists.size(); ++l) {
        const ListId list{l};
        const auto m = lists.municipality[list];
        auto& cost = costs[m];
        const bool vacant = lists.vacant(list);
        if (vacant && lists.locum[list])
            cost.locums += money.locum_week(places[m].centrality) * 52 / 12;
        else if (!vacant && lists.salaried[list])
            cost.salaries += params.salaried_pay * (1 + params.employer_costs / 100) / 12;
        else if (!vacant) {
            cost.capitation += money.capitation(money.paid_patients(world, list)) / 12;
            cost.equalisation += money.equalisation(places[m]) / 12;
        }
        if (vacant && !lists.locum[list]) continue;
        const double consultations = lists.members[list] *
                                     static_cast<double>(world.consultations_per_member[list]) *
                                     consultations_per_2023 / 12;
        cost.refunds += params.refund * consultations;
        cost.fees += params.patient_fee * consultations;
    }
    return costs;
}

}  // namespace model
