#include "model/compare/sensitivity.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace model {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Numbers of the `size`-row blocks in which every outcome is known.
std::vector<std::uint32_t> whole_blocks(std::span<const double> outcome, std::size_t size) {
    std::vector<std::uint32_t> whole;
    for (std::size_t block = 0; (block + 1) * size <= outcome.size(); ++block) {
        const auto rows = outcome.subspan(block * size, size);
        if (std::all_of(rows.begin(), rows.end(), [](double y) { return std::isfinite(y); }))
            whole.push_back(static_cast<std::uint32_t>(block));
    }
    return whole;
}

/// As many of `rows` as there are, drawn with replacement.
std::vector<std::uint32_t> resample(const std::vector<std::uint32_t>& rows, Seed seed, std::uint32_t number) {
    Draw draw(seed, Stream::bootstrap, number, Month{0});
    std::vector<std::uint32_t> drawn(rows.size());
    for (auto& row : drawn) row = rows[draw.below(static_cast<std::uint32_t>(rows.size()))];
    return drawn;
}

/// Quantile with straight lines between (type 7 of Hyndman and Fan 1996); values that are not finite do not
/// count.
double quantile(std::vector<double>& values, double share) {
    std::erase_if(values, [](double v) { return !std::isfinite(v); });
    if (values.empty()) return undefined;
    std::sort(values.begin(), values.end());
    const double at = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

/// Estimates of `statistic`, a function of row numbers that gives `count` numbers.
template <class Statistic>
std::vector<Bootstrapped> estimates(const std::vector<std::uint32_t>& rows, std::size_t count,
                                    const Bootstrap& bootstrap, const Statistic& statistic) {
    std::vector<Bootstrapped> result(count);
    const auto values = statistic(rows);
    std::vector<std::vector<double>> again(count);
    for (std::uint32_t r = 0; r < bootstrap.resamples && !rows.empty(); ++r) {
        const auto drawn = statistic(resample(rows, bootstrap.seed, r));
        for (std::size_t i = 0; i < count; ++i) again[i].push_back(drawn[i]);
    }
    for (std::size_t i = 0; i < count; ++i)
        result[i] = {values[i], quantile(again[i], 0.025), quantile(again[i], 0.975)};
    return result;
}

struct MeanAndVariance {
    double mean = 0, variance = 0;
};
MeanAndVariance mean_and_variance(const std::vector<double>& values) {
    MeanAndVariance m;
    if (values.empty()) return m;
    m.mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
    for (const double v : values) m.variance += (v - m.mean) * (v - m.mean);
    if (values.size() > 1) m.variance /= static_cast<double>(values.size() - 1);
    return m;
}

/// Mean and variance of matrices A and B of these blocks.
MeanAndVariance mean_and_variance_of_blocks(std::size_t factors, std::span<const double> outcome,
                                            const std::vector<std::uint32_t>& blocks) {
    std::vector<double> values;
    for (const std::size_t block : blocks) {
        values.push_back(outcome[block * (factors + 2)]);
        values.push_back(outcome[block * (factors + 2) + factors + 1]);
    }
    return mean_and_variance(values);
}

/// First-order indices, then total ones.
std::vector<double> both_indices(std::size_t factors, std::span<const double> outcome,
                                 const std::vector<std::uint32_t>& blocks) {
    const auto [mean, variance] = mean_and_variance_of_blocks(factors, outcome, blocks);
    std::vector<double> indices(2 * factors, 0.0);
    if (!(variance > 0)) return indices;
    for (const std::size_t block : blocks) {
        const auto y = outcome.subspan(block * (factors + 2), factors + 2);
        const double a = y[0], b = y[factors + 1] - mean;
        for (std::size_t i = 0; i < factors; ++i) {
            const double change = y[i + 1] - a;
            indices[i] += b * change;
            indices[factors + i] += change * change / 2;
        }
    }
    for (auto& index : indices) index /= variance * static_cast<double>(blocks.size());
    return indices;
}

/// Ranks from 1, ties at their mean.
std::vector<double> ranks(const std::vector<double>& values) {
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return values[a] != values[b] ? values[a] < values[b] : a < b; });
    std::vector<double> rank(values.size());
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i + 1;
        while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
        for (std::size_t k = i; k < end; ++k) rank[order[k]] = static_cast<double>(i + 1 + end) / 2;
        i = end;
    }
    return rank;
}

/// Inverse of a positive definite n × n matrix by Gauss and Jordan with pivots.
std::vector<double> inverse(std::vector<double> matrix, std::size_t n) {
    std::vector<double> result(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i) result[i * n + i] = 1;
    for (std::size_t column = 0; column < n; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < n; ++row)
            if (std::abs(matrix[row * n + column]) > std::abs(matrix[pivot * n + column])) pivot = row;
        for (std::size_t k = 0; k < n; ++k) {
            std::swap(matrix[pivot * n + k], matrix[column * n + k]);
            std::swap(result[pivot * n + k], result[column * n + k]);
        }
        const double scale = 1 / matrix[column * n + column];
        for (std::size_t k = 0; k < n; ++k) {
            matrix[column * n + k] *= scale;
            result[column * n + k] *= scale;
        }
        for (std::size_t row = 0; row < n; ++row) {
            const double times = matrix[row * n + column];
            if (row == column || times == 0) continue;
            for (std::size_t k = 0; k < n; ++k) {
                matrix[row * n + k] -= times * matrix[column * n + k];
                result[row * n + k] -= times * result[column * n + k];
            }
        }
    }
    return result;
}

/// Partial rank correlations of columns with the last one; NaN for columns that do not vary.
std::vector<double> partial_ranks(const UnitDesign& design, std::span<const double> outcome,
                                  const std::vector<std::uint32_t>& rows) {
    std::vector<double> result(design.factors, undefined);
    std::vector<std::vector<double>> columns;  // standardised ranks of what varies, the outcome last
    std::vector<std::size_t> factor_of;
    for (std::size_t f = 0; f <= design.factors; ++f) {
        std::vector<double> column;
        for (const auto row : rows) column.push_back(f < design.factors ? design.row(row)[f] : outcome[row]);
        auto rank = ranks(column);
        const auto [mean, variance] = mean_and_variance(rank);
        if (!(variance > 0)) {
            if (f == design.factors) return result;
            continue;
        }
        for (auto& r : rank) r = (r - mean) / std::sqrt(variance * static_cast<double>(rows.size() - 1));
        columns.push_back(std::move(rank));
        factor_of.push_back(f);
    }
    const std::size_t n = columns.size();
    std::vector<double> correlation(n * n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < n; ++k)
            correlation[i * n + k] =
                std::inner_product(columns[i].begin(), columns[i].end(), columns[k].begin(), 0.0);
    // A touch of ridge: an outcome that one factor decides fully gets 1 and not 0 / 0.
    for (std::size_t i = 0; i < n; ++i) correlation[i * n + i] += 1e-8;
    const auto p = inverse(std::move(correlation), n);
    const std::size_t y = n - 1;
    for (std::size_t i = 0; i < y; ++i)
        result[factor_of[i]] = -p[i * n + y] / std::sqrt(p[i * n + i] * p[y * n + y]);
    return result;
}

}  // namespace

SobolIndices sobol_indices(std::uint32_t factors, std::span<const double> outcome,
                           const Bootstrap& bootstrap) {
    const auto blocks = whole_blocks(outcome, factors + 2);
    SobolIndices result;
    result.blocks = static_cast<std::uint32_t>(blocks.size());
    result.variance = mean_and_variance_of_blocks(factors, outcome, blocks).variance;
    const auto both = estimates(blocks, 2 * static_cast<std::size_t>(factors), bootstrap,
                                [&](const auto& drawn) { return both_indices(factors, outcome, drawn); });
    for (std::size_t i = 0; i < factors; ++i) result.factors.push_back({both[i], both[factors + i]});
    return result;
}

MorrisEffects morris_effects(const UnitDesign& design, std::span<const double> outcome,
                             const Bootstrap& bootstrap) {
    const std::size_t k = design.factors;
    assert(outcome.size() == design.rows());
    const auto whole = whole_blocks(outcome, k + 1);
    std::vector<double> effect(whole.empty() ? 0 : (whole.back() + 1) * k);  // trajectories × factors
    for (const std::size_t t : whole)
        for (std::size_t row = t * (k + 1) + 1; row < (t + 1) * (k + 1); ++row)
            for (std::size_t f = 0; f < k; ++f) {
                const double moved = design.row(row)[f] - design.row(row - 1)[f];
                if (moved != 0) effect[t * k + f] = (outcome[row] - outcome[row - 1]) / moved;
            }
    MorrisEffects result;
    result.trajectories = static_cast<std::uint32_t>(whole.size());
    const auto absolute = estimates(whole, k, bootstrap, [&](const std::vector<std::uint32_t>& drawn) {
        std::vector<double> mean(k, 0.0);
        for (const std::size_t t : drawn)
            for (std::size_t f = 0; f < k; ++f)
                mean[f] += std::abs(effect[t * k + f]) / static_cast<double>(drawn.size());
        return mean;
    });
    for (std::size_t f = 0; f < k; ++f) {
        std::vector<double> of_factor;
        for (const std::size_t t : whole) of_factor.push_back(effect[t * k + f]);
        const auto [mean, variance] = mean_and_variance(of_factor);
        result.factors.push_back({absolute[f], mean, std::sqrt(variance)});
    }
    return result;
}

RankCorrelations partial_rank_correlations(const UnitDesign& design, std::span<const double> outcome,
                                           const Bootstrap& bootstrap) {
    assert(outcome.size() == design.rows());
    const auto rows = whole_blocks(outcome, 1);
    RankCorrelations result;
    result.rows = static_cast<std::uint32_t>(rows.size());
    if (rows.size() < design.factors + 3) {
        result.factors.assign(design.factors, {undefined, undefined, undefined});
        return result;
    }
    result.factors = estimates(rows, design.factors, bootstrap,
                               [&](const auto& drawn) { return partial_ranks(design, outcome, drawn); });
    return result;
}

}  // namespace model
