#include "model/measures/direct_cost.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "model/measures/acts.hpp"
#include "model/workload.hpp"

namespace model {
namespace {

/// Cost rows that have begun and hold: the last begun of each unit, payer and lever.
std::vector<const MeasureCost*> costs_of(const Measure& measure, Month month) {
    std::map<std::tuple<CostUnit, Payer, Lever>, const MeasureCost*> last;
    for (const auto& cost : measure.costs) {
        auto& held = last[{cost.unit, cost.payer, cost.lever}];
        if (cost.from <= month && (!held || held->from <= cost.from)) held = &cost;
    }
    std::vector<const MeasureCost*> rows;
    for (const auto& [key, cost] : last)
        if (cost) rows.push_back(cost);
    return rows;
}

/// How many units of a yearly grant the GP of this list gets.
double grant_units_of(const World& world, ListId list, GrantUnit unit, bool agreement) {
    if (world.lists.shared[list]) return 0;  // paid for her own list
    const auto doctor = world.lists.doctor[list];
    switch (unit) {
        case GrantUnit::gp_year:
            return 1;
        case GrantUnit::young_gp_year:
            return world.month - world.doctors.born[doctor] < 12 * world.in_force.rules.debt_until_age;
        case GrantUnit::alis_year:
            return agreement;
        case GrantUnit::extensive_patient_year:
            return world.lists.salaried[list] ? 0 : extensive_patients(world, list);
        case GrantUnit::new_contract:
            return 0;  // owed_to_new_contracts
    }
    return 0;
}

using Units = geo::PerEnum<Per, double, per_names.size()>;

bool is_for(const World& world, const Measure& measure, const MeasureState& state, ListId list) {
    const auto m = world.lists.municipality[list];
    const bool form = world.lists.salaried[list] ? measure.where.salaried : measure.where.self_employed;
    return state.eligible[m] && form && world.lists.has_gp(list);
}

/// What costs are counted by this month, and what is handed out.
struct Counted {
    Column<MunicipalityId, Units> units;
    Column<MunicipalityId, double> grants;
};

Counted count(const World& world, const Measure& measure, const MeasureState& state,
              const PerLever<double>& paid, const TermsTable& before, Seed seed) {
    const auto n = world.setting.municipalities.size();
    Counted counted{Column<MunicipalityId, Units>(n), Column<MunicipalityId, double>(n)};
    std::vector<std::pair<GrantUnit, double>> grants;
    for (const auto& lever : lever_table)
        if (const auto unit = lever.pays.unit(); unit && !lever.pays.once() && paid[lever.lever] != 0)
            grants.emplace_back(*unit, paid[lever.lever]);
    const double own = paid[Lever::alis_percent];
    const auto& lists = world.lists;
    double all_gps = 0;
    for (const auto list : ids<ListId>(lists.size())) {
        const auto m = lists.municipality[list];
        if (state.eligible[m] && lists.is(list, Standing::open)) ++counted.units[m][Per::list];
        if (!is_for(world, measure, state, list)) continue;
        const auto doctor = lists.doctor[list];
        // Without agreements of its own it adds to those there are.
        const bool agreement =
            own > 0 ? has_agreement(world, doctor, own, seed) : world.doctors.alis[doctor] != 0;
        for (const auto& [unit, nok] : grants)
            counted.grants[m] += nok / 12 * grant_units_of(world, list, unit, agreement);
        auto& units = counted.units[m];
        const double known = before[m][lists.salaried[list]][Lever::alis_percent];
        units[Per::agreement] +=
            own > 0 && agreement && !lists.shared[list] && !has_agreement(world, doctor, known, seed);
        units[Per::extensive_patient] += extensive_patients(world, list);
        ++units[Per::gp];
        ++all_gps;
    }
    const double places = std::accumulate(state.eligible.begin(), state.eligible.end(), 0.0);
    const auto& satellite = world.setting.satellite;
    for (const auto m : ids<MunicipalityId>(n)) {
        if (!state.eligible[m]) continue;
        auto& units = counted.units[m];
        units[Per::municipality] = 1;
        units[Per::satellite] = satellite.size() > 0 && satellite[m] != none<PracticeId>;
        units[Per::nation] = all_gps > 0 ? units[Per::gp] / all_gps : 1 / places;
        units[Per::thousand_inhabitants] = world.residents.people[m] / 1000.0;
    }
    return counted;
}

}  // namespace

Column<MunicipalityId, ByPayer> direct_cost(const World& world, const Measure& measure,
                                            const MeasureState& state, const TermsTable& before, Seed seed) {
    Column<MunicipalityId, ByPayer> cost(world.setting.municipalities.size());
    const auto payer = static_cast<std::size_t>(measure.payer);
    if (!measure.in_force(world.month) || state.share <= 0) return cost;
    const auto paid = paid_amounts(measure, state, world.month);
    const auto counted = count(world, measure, state, paid, before, seed);
    const auto rows = costs_of(measure, world.month);
    const auto& prices = world.in_force.rules.lever_price;
    for (const auto m : ids<MunicipalityId>(cost.size())) {
        if (!state.eligible[m]) continue;
        const auto& units = counted.units[m];
        double own = 0, least = 0;
        for (const auto* row : rows) {
            const double nok =
                row->nok / 12 * times_of(paid[row->lever], row->of) * units[info(row->unit).per];
            cost[m][static_cast<std::size_t>(row->payer)] += nok;
            own += nok;
        }
        for (std::size_t i = 0; i < priced_levers.lever.size(); ++i) {
            const auto& price = info(priced_levers.lever[i]).price;
            least += prices[i] / 12 * times_of(paid[priced_levers.lever[i]], price.of()) * units[price.per()];
        }
        cost[m][payer] += counted.grants[m] + std::max(least - own, 0.0);
    }
    return cost;
}

Column<MunicipalityId, double> owed_to_new_contracts(const World& world, const Measure& measure,
                                                     const MeasureState& state) {
    Column<MunicipalityId, double> owed(world.setting.municipalities.size());
    const auto last_month = world.month + -1;
    if (!measure.in_force(last_month) || state.share_once <= 0) return owed;
    const auto paid = paid_amounts(measure, state, last_month);
    double nok = 0;
    for (const auto& lever : lever_table)
        if (lever.pays.once()) nok += paid[lever.lever];
    if (nok == 0) return owed;
    for (const auto list : ids<ListId>(world.lists.size()))
        if (world.lists.since[list] == last_month && !world.lists.shared[list] &&
            is_for(world, measure, state, list) && world.doctors.takes_grant[world.lists.doctor[list]])
            owed[world.lists.municipality[list]] += nok;
    return owed;
}

double contracts_a_month(const World& world, const Measure& measure, const MeasureState& state) {
    double contracts = 0;
    for (const auto list : ids<ListId>(world.lists.size())) {
        const int months = world.month - world.lists.since[list];
        contracts +=
            0 <= months && months < 12 && !world.lists.shared[list] && is_for(world, measure, state, list);
    }
    return contracts / 12;
}

std::vector<MeasureEffect> not_priced(const Measure& measure) {
    auto effects = measure.effects;
    std::erase_if(effects, [&](const MeasureEffect& effect) {
        return effect.amount == 0 || !info(effect.lever).price.is_unknown() ||
               std::any_of(measure.costs.begin(), measure.costs.end(), [&](const MeasureCost& cost) {
                   return cost.lever == effect.lever && cost.nok > 0;
               });
    });
    return effects;
}

}  // namespace model
