#include "viz/interval.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace viz {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

std::vector<double> known(std::span<const double> runs) {
    std::vector<double> result;
    std::copy_if(runs.begin(), runs.end(), std::back_inserter(result),
                 [](double v) { return !std::isnan(v); });
    return result;
}

/// Mean and the variance of the mean; the latter NaN for fewer than two.
struct Moments {
    double mean, variance;
};
Moments moments(const std::vector<double>& values) {
    const auto n = static_cast<double>(values.size());
    if (values.empty()) return {unknown, unknown};
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    if (values.size() < 2) return {mean, unknown};
    double squares = 0;
    for (const double v : values) squares += (v - mean) * (v - mean);
    return {mean, squares / (n - 1) / n};
}

}  // namespace

bool Estimate::holds_zero() const {
    return std::isnan(half) || (half > 0 && std::abs(mean) <= half);
}

double student_quantile(std::size_t freedom) {
    // Standard tables, 0.95.
    static constexpr std::array table{6.3138, 2.92,   2.3534, 2.1318, 2.015,  1.9432, 1.8946, 1.8595,
                                      1.8331, 1.8125, 1.7959, 1.7823, 1.7709, 1.7613, 1.7531, 1.7459,
                                      1.7396, 1.7341, 1.7291, 1.7247, 1.7207, 1.7171, 1.7139, 1.7109,
                                      1.7081, 1.7056, 1.7033, 1.7011, 1.6991, 1.6973};
    if (freedom == 0) return unknown;
    if (freedom <= table.size()) return table[freedom - 1];
    // Cornish-Fisher: the first terms in 1 / freedom.
    const double z = 1.6448536, n = static_cast<double>(freedom);
    return z + (std::pow(z, 3) + z) / (4 * n) +
           (5 * std::pow(z, 5) + 16 * std::pow(z, 3) + 3 * z) / (96 * n * n);
}

Estimate mean_interval(std::span<const double> runs) {
    const auto values = known(runs);
    const auto [mean, variance] = moments(values);
    return {mean, std::isnan(variance) ? unknown : student_quantile(values.size() - 1) * std::sqrt(variance)};
}

Estimate difference_interval(std::span<const double> a, std::span<const double> b, bool paired) {
    if (paired) {
        assert(a.size() == b.size());
        std::vector<double> differences;
        for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(b[i] - a[i]);
        return mean_interval(differences);
    }
    const auto first = known(a), second = known(b);
    const auto ma = moments(first), mb = moments(second);
    const double variance = ma.variance + mb.variance;
    return {mb.mean - ma.mean,
            std::isnan(variance)
                ? unknown
                : student_quantile(std::min(first.size(), second.size()) - 1) * std::sqrt(variance)};
}

double run_quantile(std::span<const double> runs, double p) {
    auto values = known(runs);
    if (values.empty()) return unknown;
    std::sort(values.begin(), values.end());
    const double place = p * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double low = values[below], high = values[std::min(below + 1, values.size() - 1)];
    return low + (place - static_cast<double>(below)) * (high - low);
}

}  // namespace viz
