#include "model/measures/bills.hpp"

#include <algorithm>
#include <numeric>

#include "geo/base/parallel.hpp"
#include "model/measures/direct_cost.hpp"
#include "model/month_costs.hpp"

namespace model {
namespace {

using Bill = Column<MunicipalityId, ByPayer>;

Column<MunicipalityId, MonthCost> costs_under(const World& world, const Params& params,
                                              const TermsTable& terms) {
    return month_costs(world, params.money, params.workload, terms);
}

/// Adds what all lists cost with a measure, less what they cost without it.
void add_difference(Bill& bill, const Column<MunicipalityId, MonthCost>& with,
                    const Column<MunicipalityId, MonthCost>& without) {
    for (const auto m : ids<MunicipalityId>(bill.size())) {
        bill[m][static_cast<std::size_t>(Payer::municipality)] +=
            with[m].municipality() - without[m].municipality();
        bill[m][static_cast<std::size_t>(Payer::state)] += with[m].state() - without[m].state();
    }
}

/// What payers pay more; what another saves by it does not give it back.
double spent_on(const Bill& bill) {
    ByPayer sums{};
    for (const auto& by_payer : bill)
        for (std::size_t p = 0; p < payers; ++p) sums[p] += by_payer[p];
    return std::accumulate(sums.begin(), sums.end(), 0.0,
                           [](double sum, double nok) { return sum + std::max(nok, 0.0); });
}

double all_of(const Column<MunicipalityId, double>& column) {
    return std::accumulate(column.begin(), column.end(), 0.0);
}

/// The largest share of what runs whose bill, with `terms` of the measures before it, `room` pays for.
double share_within(const World& world, const Params& params, Seed seed, const Measure& measure,
                    MeasureState state, const TermsTable& before, double room) {
    const auto without =
        changes_rates(measure) ? costs_under(world, params, before) : Column<MunicipalityId, MonthCost>();
    const auto spent_at = [&](double share) {
        state.share = share;
        auto bill = direct_cost(world, measure, state, before, seed);
        if (without.size() > 0) {
            auto with = before;
            add_terms(with, measure, state, world.month);
            add_difference(bill, costs_under(world, params, with), without);
        }
        return spent_on(bill);
    };
    const double full = spent_at(1);
    if (full <= room) return 1;
    constexpr double hair = 1e-12;  // rounding must not cost more
    double fits = 0, bursts = room / full * (1 - hair);
    if (spent_at(bursts) <= room) return bursts;
    for (int i = 0; i < 40; ++i) {
        const double middle = (fits + bursts) / 2;
        (spent_at(middle) <= room ? fits : bursts) = middle;
    }
    return fits;
}

void fit_to_budget(const World& world, const Params& params, Seed seed, const Measure& measure,
                   MeasureState& state, const TermsTable& before) {
    const double left = std::max(measure.budget_nok - state.spent_nok, 0.0);
    const double owed = all_of(state.owed_nok);
    if (owed > left)
        for (double& nok : state.owed_nok) nok *= left / owed;
    const double free = left - std::min(owed, left);
    const double room = std::min(measure.budget_nok / 12, free);
    state.share = room > 0 ? share_within(world, params, seed, measure, state, before, room) : 0;
    const auto amounts = amounts_of(measure, world.month);
    double once = 0;
    for (const auto& lever : lever_table)
        if (lever.pays.once()) once += amounts[lever.lever].value_or(0.0);
    const double contracts = std::max(contracts_a_month(world, measure, state), 1.0);
    state.share_once = once > 0 ? std::min(free / (once * contracts), 1.0) : 0;
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

void set_shares(World& world, const Params& params, Seed seed) {
    const auto& measures = params.measures;
    TermsTable before(world.setting.municipalities.size());
    for (std::size_t k = 0; k < measures.size(); ++k) {
        auto& state = world.in_force.measures[k];
        const bool holds = measures[k].in_force(world.month);
        state.share = state.share_once = holds;
        if (measures[k].has_budget()) {
            fit_to_budget(world, params, seed, measures[k], state, before);
            if (!holds) state.share = state.share_once = 0;
        }
        add_terms(before, measures[k], state, world.month);
    }
}

void account_measures(World& world, const Params& params, Seed seed) {
    auto& in_force = world.in_force;
    const auto& measures = params.measures;
    const auto n = world.setting.municipalities.size();
    const auto count = static_cast<std::uint32_t>(measures.size());
    // Terms before each measure and after the last. Only rates change what lists cost.
    std::vector<TermsTable> terms(count + 1, TermsTable(n));
    std::vector<std::uint32_t> same_as(count + 1, 0);
    for (std::uint32_t k = 0; k < count; ++k) {
        terms[k + 1] = terms[k];
        add_terms(terms[k + 1], measures[k], in_force.measures[k], world.month);
        const bool changes = changes_rates(measures[k]) && measures[k].in_force(world.month);
        same_as[k + 1] = changes ? k + 1 : same_as[k];
    }
    std::vector<Column<MunicipalityId, MonthCost>> costs(count + 1);
    geo::for_each_index(count + 1, [&](std::uint32_t k) {
        if (same_as[k] == k && (k > 0 || same_as[count] > 0)) costs[k] = costs_under(world, params, terms[k]);
    });
    std::vector<Bill> direct(count);
    geo::for_each_index(count, [&](std::uint32_t k) {
        auto& state = in_force.measures[k];
        direct[k] = direct_cost(world, measures[k], state, terms[k], seed);
        for (const auto m : ids<MunicipalityId>(state.owed_nok.size()))
            direct[k][m][static_cast<std::size_t>(measures[k].payer)] += state.owed_nok[m];
        state.cost = direct[k];
        if (same_as[k] != same_as[k + 1])
            add_difference(state.cost, costs[same_as[k + 1]], costs[same_as[k]]);
        state.spent_nok += spent_on(state.cost);
    });
    in_force.extra_cost.values().assign(n, ByPayer{});
    for (const auto& bill : direct)
        for (const auto m : ids<MunicipalityId>(n))
            for (std::size_t p = 0; p < payers; ++p) in_force.extra_cost[m][p] += bill[m][p];
}

}  // namespace model
