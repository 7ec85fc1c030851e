#include "model/measures/bills.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

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

/// What a measure's running part costs its payers this month, with `terms` of the measures before it.
class Running {
public:
    Running(const World& world, const Params& params, Seed seed, const Measure& measure, MeasureState state,
            const TermsTable& before)
        : world_(world),
          params_(params),
          seed_(seed),
          measure_(measure),
          state_(std::move(state)),
          before_(before) {
        if (changes_rates(measure)) without_ = costs_under(world, params, before);
    }
    double at(double share) {
        state_.share = share;
        auto bill = direct_cost(world_, measure_, state_, before_, seed_);
        if (without_.size() > 0) {
            auto with = before_;
            add_terms(with, measure_, state_, world_.month);
            add_difference(bill, costs_under(world_, params_, with), without_);
        }
        return spent_on(bill);
    }

private:
    const World& world_;
    const Params& params_;
    Seed seed_;
    const Measure& measure_;
    MeasureState state_;
    const TermsTable& before_;
    Column<MunicipalityId, MonthCost> without_;
};

/// The largest share of what runs, `full` in all, that `room` pays for.
double share_within(Running& running, double full, double room) {
    if (full <= room) return 1;
    if (room <= 0) return 0;
    constexpr double hair = 1e-12;  // rounding must not cost more
    constexpr double near = 1e-7;   // of the room: little enough to leave
    double fits = 0, bursts = 1;
    // Most bills follow the share. One that does not, as others have part of it in force, goes further.
    double share = room / full * (1 - hair);
    for (int i = 0; i < 40; ++i) {
        const double spent = running.at(share);
        (spent <= room ? fits : bursts) = share;
        if (spent <= room && spent >= room * (1 - near)) break;
        share = (fits + bursts) / 2;
    }
    return fits;
}

/// Months of this kind that the budget must last for, this one among them.
struct MonthsAhead {
    int contracts;  ///< whose one-off sum, paid a month later, it pays
    int running;
};
MonthsAhead months_ahead(const Measure& measure, Month month) {
    const int past = month.value % 12;
    const int most = measure.until - month;
    if (past == 11) return {std::min(12, most), std::min(12, most)};  // of next year's, which pays in January
    return {std::min(11 - past, most), std::min(12 - past, most)};
}

/// Sums that are paid once, per contract at full amounts.
double once_per_contract(const Measure& measure, Month month) {
    const auto amounts = amounts_of(measure, month);
    double once = 0;
    for (const auto& lever : lever_table)
        if (lever.pays.once()) once += amounts[lever.lever].value_or(0.0);
    return once;
}

void fit_to_budget(const World& world, const Params& params, Seed seed, const Measure& measure,
                   MeasureState& state, const TermsTable& before) {
    const double left = std::max(measure.budget_nok - state.spent_nok, 0.0);
    const double owed = all_of(state.owed_nok);
    if (owed > left)
        for (double& nok : state.owed_nok) nok *= left / owed;
    state.share = state.share_once = 0;
    if (!measure.in_force(world.month)) return;
    const double free = left - std::min(owed, left);
    const double once = once_per_contract(measure, world.month);
    const double contracts = once > 0 ? contracts_a_month(world, measure, state) : 0;
    Running running(world, params, seed, measure, state, before);
    if (free > 0) {
        const double full = running.at(1);
        const double of_running = full > 0 ? full / (full + once * contracts) : 1;
        state.share = share_within(running, full, std::min(of_running * measure.budget_nok / 12, free));
    }
    if (once <= 0) return;
    // One-off sums are the same for whoever comes this year, if about as many come as usual, or some more.
    const auto ahead = months_ahead(measure, world.month);
    const double usual = contracts * ahead.contracts;
    const double many = usual + std::sqrt(usual) + 1;
    const double for_all =
        (world.month.value % 12 == 11 ? measure.budget_nok : free) - running.at(state.share) * ahead.running;
    state.share_once = std::clamp(for_all / (once * many), 0.0, 1.0);
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
        state.share = state.share_once = measures[k].in_force(world.month);
        if (measures[k].has_budget()) fit_to_budget(world, params, seed, measures[k], state, before);
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
        state.keep_share(world.month);
    });
    in_force.extra_cost.values().assign(n, ByPayer{});
    for (const auto& bill : direct)
        for (const auto m : ids<MunicipalityId>(n))
            for (std::size_t p = 0; p < payers; ++p) in_force.extra_cost[m][p] += bill[m][p];
}

}  // namespace model
