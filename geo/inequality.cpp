#include "geo/inequality.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"

namespace geo {
namespace {

void expect_same(std::size_t values, std::size_t people) {
    if (values != people) throw InputError(fmt::format("{} values for {} places", values, people));
}

constexpr auto not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Places in ascending order of `key`; equals by number.
std::vector<std::uint32_t> ascending(std::span<const double> key) {
    std::vector<std::pair<double, std::uint32_t>> keyed(key.size());
    for (std::uint32_t i = 0; i < keyed.size(); ++i) keyed[i] = {key[i], i};
    std::sort(keyed.begin(), keyed.end());
    std::vector<std::uint32_t> order(key.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = keyed[k].second;
    return order;
}

double total(std::span<const double> people) {
    return std::accumulate(people.begin(), people.end(), 0.0);
}

double quantile_in_order(std::span<const double> values, std::span<const double> people,
                         std::span<const std::uint32_t> order, double everyone, double share) {
    double below = 0;
    for (const auto i : order) {
        below += people[i];
        if (people[i] > 0 && below >= share * everyone) return values[i];
    }
    return not_a_number;
}

double gini_in_order(std::span<const double> values, std::span<const double> people,
                     std::span<const std::uint32_t> order) {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) sum += people[i] * values[i];
    const double everyone = total(people);
    if (!(everyone > 0) || !(sum > 0)) return not_a_number;
    double reached = 0, under = 0;
    for (const auto i : order) {
        const double next = reached + people[i] * values[i] / sum;
        under += (reached + next) / 2.0 * people[i] / everyone;
        reached = next;
    }
    return 1.0 - 2.0 * under;
}

double palma_in_order(std::span<const double> values, std::span<const double> people,
                      std::span<const double> rank_by, std::span<const std::uint32_t> order) {
    const double everyone = total(people);
    const double low = quantile_in_order(rank_by, people, order, everyone, 0.4);
    const double high = quantile_in_order(rank_by, people, order, everyone, 0.9);
    std::vector<double> bottom(people.size(), 0.0), top(people.size(), 0.0);
    for (std::size_t i = 0; i < people.size(); ++i) {
        if (rank_by[i] <= low) bottom[i] = people[i];
        if (rank_by[i] > high) top[i] = people[i];
    }
    return weighted_mean(values, top) / weighted_mean(values, bottom);
}

}  // namespace

double weighted_mean(std::span<const double> values, std::span<const double> people) {
    expect_same(values.size(), people.size());
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (people[i] > 0 && std::isfinite(values[i])) {
            sum += people[i] * values[i];
            count += people[i];
        }
    return count > 0 ? sum / count : not_a_number;
}

double weighted_quantile(std::span<const double> values, std::span<const double> people, double share) {
    expect_same(values.size(), people.size());
    return quantile_in_order(values, people, ascending(values), total(people), share);
}

double share_over(std::span<const double> values, std::span<const double> people, double limit) {
    expect_same(values.size(), people.size());
    double over = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] > limit) over += people[i];
    const double everyone = total(people);
    return everyone > 0 ? over / everyone : not_a_number;
}

double gini(std::span<const double> values, std::span<const double> people) {
    expect_same(values.size(), people.size());
    return gini_in_order(values, people, ascending(values));
}

double theil(std::span<const double> values, std::span<const double> people) {
    const double mean = weighted_mean(values, people);
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i] > 0) sum += people[i] * (values[i] / mean) * std::log(values[i] / mean);
    return sum / total(people);
}

double palma(std::span<const double> values, std::span<const double> people,
             std::span<const double> rank_by) {
    expect_same(values.size(), people.size());
    expect_same(rank_by.size(), people.size());
    return palma_in_order(values, people, rank_by, ascending(rank_by));
}

Evenness evenness(std::span<const double> values, std::span<const double> people) {
    expect_same(values.size(), people.size());
    const auto order = ascending(values);
    return {gini_in_order(values, people, order), palma_in_order(values, people, values, order)};
}

double concentration(std::span<const double> values, std::span<const double> people,
                     std::span<const double> rank_by, double least, double most) {
    expect_same(values.size(), people.size());
    expect_same(rank_by.size(), people.size());
    const double everyone = total(people), mean = weighted_mean(values, people);
    const auto order = ascending(rank_by);
    double before = 0, covariance = 0;
    for (std::size_t begin = 0, end = 0; begin < order.size();
         begin = end) {  // places of equal rank share their middle rank
        double tied = 0;
        while (end < order.size() && rank_by[order[end]] == rank_by[order[begin]])
            tied += people[order[end++]];
        const double rank = (before + tied / 2.0) / everyone;
        for (auto k = begin; k < end; ++k) {
            const auto i = order[k];
            if (!(people[i] > 0)) continue;
            covariance += people[i] / everyone * (values[i] - mean) * (rank - 0.5);
        }
        before += tied;
    }
    return 8.0 * covariance / (most - least);
}

Spread spread(std::span<const double> values, std::span<const double> people) {
    expect_same(values.size(), people.size());
    Spread out;
    out.people = total(people);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isfinite(values[i])) out.out_of_reach += people[i];
    out.mean = weighted_mean(values, people);
    const auto order = ascending(values);
    out.median = quantile_in_order(values, people, order, out.people, 0.5);
    out.p90 = quantile_in_order(values, people, order, out.people, 0.9);
    for (std::size_t k = 0; k < report_minutes.size(); ++k)
        out.share_over[k] = share_over(values, people, report_minutes[k]);
    return out;
}

std::vector<Spread> spread_by_group(std::span<const double> values, std::span<const double> people,
                                    std::span<const std::uint32_t> group, std::uint32_t groups) {
    expect_same(values.size(), people.size());
    expect_same(group.size(), people.size());
    std::vector<std::vector<double>> value_of(groups), people_of(groups);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (group[i] >= groups)
            throw InputError(
                fmt::format("place {} is in group {}, expected one below {}", i, group[i], groups));
        value_of[group[i]].push_back(values[i]);
        people_of[group[i]].push_back(people[i]);
    }
    std::vector<Spread> out(groups);
    for_each_index(groups, [&](std::uint32_t g) { out[g] = spread(value_of[g], people_of[g]); });
    return out;
}

}  // namespace geo
