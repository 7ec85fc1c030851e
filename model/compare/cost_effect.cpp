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
    /// Sums over time, each stretch at its weight.
    Values weighted(std::string_view count, const std::vector<double>& weights) const {
        const auto& table = run.stretches[run.row(count)];
        Values result;
        for (const auto row : rows) {
            double sum = 0;
            for (std::size_t k = 0; k < weights.size(); ++k) {
                std::int64_t whole = 0;
                for (const auto m : area.members)
                    whole += table[(row * weights.size() + k) * run.municipalities + m.value];
                sum += weights[k] * static_cast<double>(whole);
            }
            result.push_back(sum);
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

Values both_payers(const Side& side, const std::vector<double>& weights) {
    return times(add(side.weighted("cost_state", weights), side.weighted("cost_municipality", weights)),
                 nok_of_count);
}

/// Worth of a NOK or a person-year of each stretch on the first day, in the middle of the stretch.
std::vector<double> discounts(const std::vector<int>& stretch_ends, double percent) {
    std::vector<double> weights;
    int begin = 0;
    for (const int end : stretch_ends) {
        weights.push_back(std::pow(1 + percent / 100, -(begin + end) / 24.0));
        begin = end;
    }
    return weights;
}

ValuedCost valued_cost(const Sides& sides, Valued how, const Values& cost_a, const Values& cost_b,
                       const Values& years_a, const Values& years_b) {
    ValuedCost result{how,
                      sides.line(std::string(valued_names[static_cast<std::size_t>(how)]), cost_a, cost_b),
                      sides.difference(years_a, years_b), std::nullopt};
    const auto& gain = result.years_with_gp;
    if (gain.has_interval() && gain.low > 0)
        result.cost_per_year = cost_per_unit(Net{sides, cost_a, cost_b, years_a, years_b},
                                             (mean(cost_b) - mean(cost_a)) / gain.mean);
    return result;
}

void add_valued(const Sides& sides, const Valuation& valuation, const Values& cost_a, const Values& cost_b,
                std::vector<ValuedCost>& out) {
    const auto years_a = units(sides.a, Effect::years_with_gp),
               years_b = units(sides.b, Effect::years_with_gp);
    const auto add_one = [&](Valued how, const Values& from, const Values& to, const Values& years_from,
                             const Values& years_to) {
        out.push_back(valued_cost(sides, how, from, to, years_from, years_to));
    };
    if (sides.a.run.has("cost_locums") && sides.b.run.has("cost_locums"))
        add_one(Valued::without_locums, add(cost_a, sides.a.over_time("cost_locums"), -nok_of_count),
                add(cost_b, sides.b.over_time("cost_locums"), -nok_of_count), years_a, years_b);
    const double taxed = 1 + valuation.tax_cost / 100;
    if (valuation.tax_cost > 0)
        add_one(Valued::with_tax_cost, times(cost_a, taxed), times(cost_b, taxed), years_a, years_b);
    if (valuation.discount <= 0 || sides.a.run.stretch_ends.empty()) return;
    const auto weights = discounts(sides.a.run.stretch_ends, valuation.discount);
    const auto years = [&](const Side& side) {
        return times(add(side.weighted("patients_without_gp", weights), side.weighted("on_no_list", weights)),
                     -1.0 / 12);
    };
    const auto now_a = both_payers(sides.a, weights), now_b = both_payers(sides.b, weights);
    add_one(Valued::discounted, now_a, now_b, years(sides.a), years(sides.b));
    if (valuation.tax_cost > 0)
        add_one(Valued::discounted_with_tax_cost, times(now_a, taxed), times(now_b, taxed), years(sides.a),
                years(sides.b));
}

std::vector<PeriodCosts> costs_by_year(const Sides& sides) {
    std::vector<PeriodCosts> years;
    const auto& ends = sides.a.run.stretch_ends;
    for (std::size_t k = 0; k < ends.size(); ++k) {
        std::vector<double> only(ends.size(), 0.0);
        only[k] = nok_of_count;
        const auto first = sides.a.run.first_month;
        PeriodCosts year{first + (k > 0 ? ends[k - 1] : 0) + 1, first + ends[k], {}};
        for (const std::string payer : {"state", "municipality"})
            year.by_payer.push_back(sides.line(payer, sides.a.weighted("cost_" + payer, only),
                                               sides.b.weighted("cost_" + payer, only)));
        for (auto& weight : only) weight /= nok_of_count;
        year.by_payer.push_back(sides.line("total", both_payers(sides.a, only), both_payers(sides.b, only)));
        years.push_back(std::move(year));
    }
    return years;
}

/// Quarters of the calendar after the first month, of means alone.
std::vector<PeriodCosts> costs_by_quarter(const Side& a, const Side& b) {
    std::vector<PeriodCosts> quarters;
    const auto months =
        std::min(a.run.state_monthly.size(), b.run.state_monthly.size()) / a.run.municipalities;
    const auto paid = [](const Side& side, const std::vector<double>& by_place, std::size_t t) {
        double sum = 0;
        for (const auto m : side.area.members) sum += by_place[t * side.run.municipalities + m.value];
        return sum;
    };
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    const auto add_to = [](CostLine& line, double from, double to) {
        line.mean_a += nok_of_count * from;
        line.mean_b += nok_of_count * to;
        line.difference.mean = line.mean_b - line.mean_a;
    };
    for (std::size_t t = 1; t < months; ++t) {
        const auto month = a.run.first_month + static_cast<int>(t);
        if (quarters.empty() || month.value % 3 == 0) {
            quarters.push_back({month, month, {}});
            for (const auto* payer : {"state", "municipality", "total"})
                quarters.back().by_payer.push_back({payer, 0, 0, {0, unknown, unknown}});
        }
        auto& quarter = quarters.back();
        quarter.last = month;
        const double state_a = paid(a, a.run.state_monthly, t), state_b = paid(b, b.run.state_monthly, t);
        const double rest_a = paid(a, a.run.municipality_monthly, t),
                     rest_b = paid(b, b.run.municipality_monthly, t);
        add_to(quarter.by_payer[0], state_a, state_b);
        add_to(quarter.by_payer[1], rest_a, rest_b);
        add_to(quarter.by_payer[2], state_a + rest_a, state_b + rest_b);
    }
    return quarters;
}

/// What has no price in one of the two alone; the same in both costs the same in both.
std::vector<NotPriced> not_priced_in_one(const ComparedRun& a, const ComparedRun& b) {
    std::vector<NotPriced> measures;
    const auto only_in = [&](const ComparedRun& one, const ComparedRun& other) {
        for (const auto& measure : one.not_priced)
            if (std::find(other.not_priced.begin(), other.not_priced.end(), measure) ==
                other.not_priced.end())
                measures.push_back(measure);
    };
    only_in(a, b);
    only_in(b, a);
    return measures;
}

}  // namespace

std::optional<CostComparison> compare_costs(const ComparedRun& a, const ComparedRun& b,
                                            const Pairing& pairing, const Area& area,
                                            const Valuation& valuation) {
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
    add_valued(sides, valuation, total_a, total_b, result.valued);
    result.years = costs_by_year(sides);
    result.quarters = costs_by_quarter(sides.a, sides.b);
    result.not_priced = not_priced_in_one(a, b);
    if (result.not_priced.empty()) return result;
    for (auto& effect : result.effects)
        effect.cost_per_unit.reset(), effect.acceptability.clear(), effect.plane.clear();
    for (auto& valued : result.valued) valued.cost_per_year.reset();
    return result;
}

}  // namespace model
