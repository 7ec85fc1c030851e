#include "model/compare/cost_effect.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace model {
namespace {

constexpr double nok_of_count = 1000;  ///< counts of costs are in 1000 NOK
/// NOK per unit at which a scenario is asked to be worth it: nothing, then 90 even steps a decade from 1000
/// to 2 million.
std::vector<double> willingness() {
    constexpr int most = 2'000'000;
    std::vector<double> all{0};
    for (int tenth = 100; tenth <= most / 10; tenth *= 10)
        for (int k = 10; k < 100 && k * tenth <= most; ++k) all.push_back(k * tenth);
    return all;
}

using Values = std::vector<double>;

/// An area's figures per replicate of one scenario.
struct Side {
    const ComparedRun& run;
    const Area& area;
    std::vector<std::uint32_t> rows;

    template <class T>
    Values sum(const std::vector<std::vector<T>>& tables, std::string_view count) const {
        const auto& table = tables[run.row(count)];
        Values result;
        for (const auto row : rows) {
            std::int64_t whole = 0;
            for (const auto m : area.members) whole += table[std::size_t{row} * run.municipalities + m.value];
            result.push_back(static_cast<double>(whole));
        }
        return result;
    }
    Values at_end(std::string_view count) const { return sum(run.values, count); }
    Values over_time(std::string_view count) const { return sum(run.totals, count); }
};

Values add(Values a, const Values& b, double factor = 1) {
    for (std::size_t i = 0; i < a.size(); ++i) a[i] += factor * b[i];
    return a;
}
Values times(Values a, double factor) {
    for (auto& v : a) v *= factor;
    return a;
}

/// Units of an effect: the more the better.
Values units(const Side& side, Effect effect) {
    switch (effect) {
        case Effect::persons_with_gp:
            return times(add(side.at_end("patients_without_gp"), side.at_end("on_no_list")), -1);
        case Effect::years_with_gp:
            return times(add(side.over_time("patients_without_gp"), side.over_time("on_no_list")), -1.0 / 12);
        case Effect::years_within_30_minutes:
            break;
    }
    return times(add(add(side.over_time("population"), side.over_time("on_no_list"), -1),
                     side.over_time("over_30_minutes"), -1),
                 1.0 / 12);
}

struct Sides {
    Side a, b;
    bool paired = false;

    Estimate difference(const Values& from, const Values& to) const {
        return paired ? paired_difference(from, to) : unpaired_difference(from, to);
    }
    /// Chance of a gain: one minus the one-sided p-value of there being none.
    double chance_of_more(const Values& from, const Values& to) const {
        const double p = paired ? paired_p_value(from, to) : unpaired_p_value(from, to);
        return difference(from, to).mean > 0 ? 1 - p / 2 : p / 2;
    }
    CostLine line(std::string name, const Values& from, const Values& to) const {
        return {std::move(name), mean(from), mean(to), difference(from, to)};
    }
};

/// Costs less what the units are worth at a price.
struct Net {
    const Sides& sides;
    const Values &cost_a, &cost_b, &units_a, &units_b;

    Estimate at(double price) const {
        return sides.difference(add(cost_a, units_a, -price), add(cost_b, units_b, -price));
    }
    double chance_of_worth(double price) const {
        return 1 - sides.chance_of_more(add(cost_a, units_a, -price), add(cost_b, units_b, -price));
    }
};

/// Where `crossed` turns true when walking from `from` with steps of the sign of `step`, to a part in 10^12.
template <class Crossed>
double crossing(double from, double step, const Crossed& crossed) {
    double near = from, far = from + step;
    for (int i = 0; i < 1000 && !crossed(far); ++i) near = far, step *= 2, far = from + step;
    for (int i = 0; i < 100 && std::abs(far - near) > 1e-12 * std::abs(far); ++i) {
        const double middle = (near + far) / 2;
        (crossed(middle) ? far : near) = middle;
    }
    return far;
}

/// All prices at which costs less worth cannot be told from zero (Fieller 1954). Bounded, because the effect
/// can be told from zero.
Estimate cost_per_unit(const Net& net, double ratio) {
    const auto at_ratio = net.at(ratio);
    if (at_ratio.width() == 0) return {ratio, ratio, ratio};
    const double step = std::max(1.0, std::abs(ratio)) / 16;
    return {ratio, crossing(ratio, -step, [&](double price) { return net.at(price).low > 0; }),
            crossing(ratio, step, [&](double price) { return net.at(price).high < 0; })};
}

CostEffect cost_effect(const Sides& sides, Effect kind, const Values& cost_a, const Values& cost_b) {
    const auto from = units(sides.a, kind), to = units(sides.b, kind);
    CostEffect result{kind, sides.difference(from, to), std::nullopt, {}, {}};
    for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i)
        result.plane.push_back({to[i] - from[i], cost_b[i] - cost_a[i]});
    if (!result.effect.has_interval()) return result;
    const Net net{sides, cost_a, cost_b, from, to};
    for (const double worth : willingness()) {
        const AcceptabilityPoint next{worth, net.chance_of_worth(worth)};
        // Ten times as fine where the chance rises or falls.
        if (!result.acceptability.empty()) {
            const auto last = result.acceptability.back();
            if (std::abs(next.chance - last.chance) > 0.02)
                for (int tenth = 1; tenth < 10; ++tenth) {
                    const double between = last.willingness + (worth - last.willingness) * tenth / 10;
                    result.acceptability.push_back({between, net.chance_of_worth(between)});
                }
        }
        result.acceptability.push_back(next);
    }
    if (result.effect.low > 0)
        result.cost_per_unit = cost_per_unit(net, (mean(cost_b) - mean(cost_a)) / result.effect.mean);
    return result;
}

}  // namespace

std::optional<CostComparison> compare_costs(const ComparedRun& a, const ComparedRun& b,
                                            const Pairing& pairing, const Area& area) {
    for (const char* needed : {"population", "patients_without_gp", "on_no_list", "over_30_minutes",
                               "cost_state", "cost_municipality"})
        if (!a.has(needed) || !b.has(needed)) return std::nullopt;
    const auto all = [](const ComparedRun& run) {
        std::vector<std::uint32_t> rows(run.seeds.size());
        std::iota(rows.begin(), rows.end(), 0U);
        return rows;
    };
    const bool paired = !pairing.a.empty();
    const Sides sides{{a, area, paired ? pairing.a : all(a)}, {b, area, paired ? pairing.b : all(b)}, paired};
    const auto cost = [&](const Side& side, const std::string& count) {
        return times(side.over_time(count), nok_of_count);
    };
    CostComparison result;
    Values total_a(sides.a.rows.size(), 0.0), total_b(sides.b.rows.size(), 0.0);
    for (const std::string payer : {"state", "municipality"}) {
        const auto from = cost(sides.a, "cost_" + payer), to = cost(sides.b, "cost_" + payer);
        total_a = add(std::move(total_a), from);
        total_b = add(std::move(total_b), to);
        result.by_payer.push_back(sides.line(payer, from, to));
    }
    result.by_payer.push_back(sides.line("total", total_a, total_b));
    for (const auto& count : a.costs)
        if (b.has(count))
            result.parts.push_back(sides.line(count, cost(sides.a, count), cost(sides.b, count)));
    for (const auto kind : {Effect::persons_with_gp, Effect::years_with_gp, Effect::years_within_30_minutes})
        result.effects.push_back(cost_effect(sides, kind, total_a, total_b));
    return result;
}

}  // namespace model
