#include "model/measures/bills.hpp"

#include <algorithm>
#include <numeric>

#include "geo/base/parallel.hpp"
#include "model/measures/terms.hpp"

namespace model {
namespace {

using PerCostUnit = geo::PerEnum<CostUnit, ByPayer, cost_units.size()>;

/// The costs that have begun and hold: the last begun of each unit and payer.
PerCostUnit costs_of(const Measure& measure, Month month) {
    PerCostUnit nok;
    geo::PerEnum<CostUnit, std::array<Month, payers>, cost_units.size()> since;
    for (const auto& cost : measure.costs) {
        const auto payer = static_cast<std::size_t>(cost.payer);
        if (cost.from > month || cost.from < since[cost.unit][payer]) continue;
        nok[cost.unit][payer] = cost.nok;
        since[cost.unit][payer] = cost.from;
    }
    return nok;
}

/// How many units of a grant the GP of this list gets; those of a year, or those of this month.
double grant_units_of(const World& world, ListId list, GrantUnit unit) {
    if (world.lists.shared[list]) return 0;  // paid for her own list
    const auto doctor = world.lists.doctor[list];
    switch (unit) {
        case GrantUnit::gp_year:
            return 1;
        case GrantUnit::young_gp_year:
            return world.month - world.doctors.born[doctor] < 12 * world.in_force.rules.debt_until_age;
        case GrantUnit::alis_year:
            return world.doctors.alis[doctor];
        case GrantUnit::extensive_patient_year: {
            if (world.lists.salaried[list]) return 0;
            const auto homes = world.member_homes.extensive_of(list);
            return std::accumulate(homes.begin(), homes.end(), 0.0);
        }
        case GrantUnit::new_contract:
            return world.month - world.lists.since[list] == 1 && world.doctors.takes_grant[doctor];
    }
    return 0;
}

/// Direct cost of one measure per municipality at full amounts, NOK this month.
struct Bill {
    Column<MunicipalityId, double> running, one_off;  ///< what it hands out
    Column<MunicipalityId, ByPayer> other;            ///< its own cost rows
};

Bill bill_of(const World& world, const Measure& measure, const MeasureState& state) {
    const auto n = world.setting.municipalities.size();
    Bill bill{Column<MunicipalityId, double>(n), Column<MunicipalityId, double>(n),
              Column<MunicipalityId, ByPayer>(n)};
    const auto amounts = amounts_of(measure, world.month);
    const auto costs = costs_of(measure, world.month);
    const auto amount = [&](Lever lever) { return amounts[lever].value_or(0.0); };
    const auto pay = [&](MunicipalityId m, CostUnit unit, double units) {
        for (std::size_t payer = 0; payer < payers; ++payer)
            bill.other[m][payer] += costs[unit][payer] / 12 * units;
    };
    std::vector<std::pair<GrantUnit, double>> grants;
    for (const auto& lever : lever_table)
        if (const auto unit = lever.pays.unit(); unit && amount(lever.lever) != 0)
            grants.emplace_back(*unit, amount(lever.lever));
    std::vector<double> gps(n, 0.0);
    const auto& lists = world.lists;
    for (const auto list : ids<ListId>(lists.size())) {
        const auto m = lists.municipality[list];
        const bool form = lists.salaried[list] ? measure.where.salaried : measure.where.self_employed;
        if (!state.eligible[m] || !form || !lists.has_gp(list)) continue;
        ++gps[m.value];
        for (const auto& [unit, nok] : grants) {
            if (unit == GrantUnit::new_contract)
                bill.one_off[m] += nok * grant_units_of(world, list, unit);
            else
                bill.running[m] += nok / 12 * grant_units_of(world, list, unit);
        }
        pay(m, CostUnit::alis_year, world.doctors.alis[lists.doctor[list]]);
        pay(m, CostUnit::gp_year, 1);
        pay(m, CostUnit::nurse_year, amount(Lever::nurse_per_list));
        pay(m, CostUnit::extra_doctor_year, amount(Lever::extra_doctors_percent) / 100);
    }
    const double all_gps = std::accumulate(gps.begin(), gps.end(), 0.0);
    const double places = std::accumulate(state.eligible.begin(), state.eligible.end(), 0.0);
    for (const auto m : ids<MunicipalityId>(n)) {
        if (!state.eligible[m]) continue;
        const bool satellite =
            world.setting.satellite.size() > 0 && world.setting.satellite[m] != none<PracticeId>;
        const double part = all_gps > 0 ? gps[m.value] / all_gps : 1 / places;
        pay(m, CostUnit::municipality_year, 1);
        pay(m, CostUnit::extra_list_year, satellite ? amount(Lever::satellite_lists) : 0.0);
        pay(m, CostUnit::year, part);
        pay(m, CostUnit::lis1_post_year, part * amount(Lever::lis1_posts));
    }
    return bill;
}

/// What a measure hands out and costs beside, at the share its budget allows, NOK this month.
Column<MunicipalityId, ByPayer> direct_cost(const World& world, const Measure& measure,
                                            const MeasureState& state) {
    Column<MunicipalityId, ByPayer> cost(world.setting.municipalities.size());
    if (state.share <= 0 && state.share_before <= 0) return cost;
    const auto full = bill_of(world, measure, state);
    for (const auto m : ids<MunicipalityId>(cost.size())) {
        cost[m][static_cast<std::size_t>(measure.payer)] +=
            full.running[m] * state.share + full.one_off[m] * state.share_before;
        for (std::size_t p = 0; p < payers; ++p) cost[m][p] += full.other[m][p] * state.share;
    }
    return cost;
}

/// Adds what all lists cost with the measure, less what they cost without it.
void add_difference(Column<MunicipalityId, ByPayer>& cost, const Column<MunicipalityId, MonthCost>& with,
                    const Column<MunicipalityId, MonthCost>& without) {
    for (const auto m : ids<MunicipalityId>(cost.size())) {
        cost[m][static_cast<std::size_t>(Payer::municipality)] +=
            with[m].municipality() - without[m].municipality();
        cost[m][static_cast<std::size_t>(Payer::state)] += with[m].state() - without[m].state();
    }
}

}  // namespace

bool changes_rates(const Measure& measure) {
    return std::any_of(measure.effects.begin(), measure.effects.end(),
                       [](const MeasureEffect& effect) { return info(effect.lever).pays.is_rate(); });
}

bool hands_out(const Measure& measure) {
    return std::any_of(measure.effects.begin(), measure.effects.end(), [](const MeasureEffect& effect) {
        return info(effect.lever).pays.unit().has_value();
    });
}

double budget_share(const World& world, const Measure& measure, const MeasureState& state) {
    if (measure.budget_nok <= 0) return 1;
    if (state.spent_nok >= measure.budget_nok) return 0;
    const auto full = bill_of(world, measure, state);
    double running = 0;
    for (const auto m : ids<MunicipalityId>(full.running.size())) {
        running += full.running[m];
        for (const double nok : full.other[m]) running += nok;
    }
    return running <= 0 ? 1.0 : std::min(1.0, measure.budget_nok / 12 / running);
}

void account_measures(World& world, const Params& params) {
    auto& in_force = world.in_force;
    const auto& measures = params.measures;
    const auto n = world.setting.municipalities.size();
    const double level = consultation_level(params.workload, world.month);
    const auto with = month_costs(world, params.money, level, in_force.terms);
    // Each measure's bill is its own; what they add up to is summed in order.
    std::vector<Column<MunicipalityId, ByPayer>> direct(measures.size());
    geo::for_each_index(static_cast<std::uint32_t>(measures.size()), [&](std::uint32_t k) {
        auto& state = in_force.measures[k];
        direct[k] = direct_cost(world, measures[k], state);
        state.cost = direct[k];
        if (state.share <= 0 || !changes_rates(measures[k])) return;
        const auto terms = terms_of(measures, in_force.measures, n, world.month, k);
        add_difference(state.cost, with, month_costs(world, params.money, level, terms));
    });
    in_force.extra_cost.values().assign(n, ByPayer{});
    for (std::size_t k = 0; k < measures.size(); ++k)
        for (const auto m : ids<MunicipalityId>(n))
            for (std::size_t p = 0; p < payers; ++p) {
                in_force.extra_cost[m][p] += direct[k][m][p];
                in_force.measures[k].spent_nok += in_force.measures[k].cost[m][p];
            }
}

}  // namespace model
