#include "model/compare/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace model {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

struct Moments {
    double n = 0, mean = nothing, variance_of_mean = nothing;
};

/// Of the values that are not NaN.
Moments moments(std::span<const double> values) {
    Moments m;
    double sum = 0;
    for (const double v : values)
        if (!std::isnan(v)) m.n += 1, sum += v;
    if (m.n == 0) return m;
    m.mean = sum / m.n;
    double squares = 0;
    for (const double v : values)
        if (!std::isnan(v)) squares += (v - m.mean) * (v - m.mean);
    if (m.n > 1) m.variance_of_mean = squares / (m.n - 1) / m.n;
    return m;
}

/// A difference of means, its standard error, and the degrees of freedom of its t-distribution.
struct Difference {
    double mean = nothing, error = nothing, freedom = nothing;
};

Difference paired(std::span<const double> a, std::span<const double> b) {
    if (a.size() != b.size()) throw std::logic_error("paired replicates without a partner");
    std::vector<double> difference(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) difference[i] = b[i] - a[i];
    const auto m = moments(difference);
    return {m.mean, std::sqrt(m.variance_of_mean), m.n - 1};
}

/// The larger of Welch's error and that of one spread for both sides, with the smaller side's degrees: few
/// draws that happen to be alike, as where nothing happens in most, do not pass for certainty.
Difference unpaired(std::span<const double> a, std::span<const double> b) {
    const auto from = moments(a), to = moments(b);
    const double apart = from.variance_of_mean + to.variance_of_mean;
    const double squares =
        from.variance_of_mean * from.n * (from.n - 1) + to.variance_of_mean * to.n * (to.n - 1);
    const double together = squares / (from.n + to.n - 2) * (1 / from.n + 1 / to.n);
    return {to.mean - from.mean, std::sqrt(std::max(apart, together)), std::min(from.n, to.n) - 1};
}

Estimate interval(const Difference& d) {
    if (std::isnan(d.error)) return {d.mean, nothing, nothing};
    if (d.error == 0) return {d.mean, d.mean, d.mean};
    const double half =
        d.error * boost::math::quantile(boost::math::students_t(d.freedom), 0.95);  // 90 % in the middle
    return {d.mean, d.mean - half, d.mean + half};
}

double p_value(const Difference& d) {
    if (std::isnan(d.error)) return nothing;
    if (d.error == 0) return d.mean == 0 ? 1 : 0;
    const boost::math::students_t t(d.freedom);
    return 2 * boost::math::cdf(boost::math::complement(t, std::abs(d.mean) / d.error));
}

}  // namespace

Estimate paired_difference(std::span<const double> a, std::span<const double> b) {
    return interval(paired(a, b));
}

Estimate unpaired_difference(std::span<const double> a, std::span<const double> b) {
    return interval(unpaired(a, b));
}

double paired_p_value(std::span<const double> a, std::span<const double> b) {
    return p_value(paired(a, b));
}

double unpaired_p_value(std::span<const double> a, std::span<const double> b) {
    return p_value(unpaired(a, b));
}

std::vector<std::uint8_t> hold_together(std::span<const double> p_values, double rate) {
    std::vector<double> sorted;
    for (const double p : p_values)
        if (!std::isnan(p)) sorted.push_back(p);
    std::sort(sorted.begin(), sorted.end());
    double threshold = -1;
    const auto tests = static_cast<double>(sorted.size());
    for (std::size_t k = 0; k < sorted.size(); ++k)
        if (sorted[k] <= rate * static_cast<double>(k + 1) / tests) threshold = sorted[k];
    std::vector<std::uint8_t> holds(p_values.size());
    std::transform(p_values.begin(), p_values.end(), holds.begin(), [&](double p) { return p <= threshold; });
    return holds;
}

double mean(std::span<const double> values) {
    return moments(values).mean;
}

std::vector<double> own_ratio(std::span<const double> numerators, std::span<const double> denominators,
                              double scale) {
    if (numerators.size() != denominators.size()) throw std::logic_error("a numerator without a denominator");
    std::vector<double> figures(numerators.size(), nothing);
    for (std::size_t i = 0; i < figures.size(); ++i)
        if (denominators[i] != 0) figures[i] = scale * numerators[i] / denominators[i];
    return figures;
}

std::vector<double> linearised_ratio(std::span<const double> numerators, std::span<const double> denominators,
                                     double scale) {
    if (numerators.size() != denominators.size()) throw std::logic_error("a numerator without a denominator");
    const double above = std::accumulate(numerators.begin(), numerators.end(), 0.0),
                 below = std::accumulate(denominators.begin(), denominators.end(), 0.0);
    std::vector<double> figures(numerators.size(), nothing);
    if (below == 0) return figures;
    // Of whole numbers the difference of products is exact: a ratio that all share has no spread at all.
    const auto n = static_cast<double>(numerators.size());
    for (std::size_t i = 0; i < figures.size(); ++i)
        figures[i] =
            scale * (above / below + n * (numerators[i] * below - denominators[i] * above) / below / below);
    return figures;
}

}  // namespace model
