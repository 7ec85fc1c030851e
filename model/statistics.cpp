#include "model/statistics.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
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

/// Half the width of a 90 % interval in standard errors.
double t_90(double degrees_of_freedom) {
    return boost::math::quantile(boost::math::students_t(degrees_of_freedom), 0.95);
}

Estimate around(double mean, double half_width) {
    return {mean, mean - half_width, mean + half_width};
}

}  // namespace

Estimate paired_difference(std::span<const double> a, std::span<const double> b) {
    if (a.size() != b.size()) throw std::logic_error("paired_difference: replicates without a partner");
    std::vector<double> difference(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) difference[i] = b[i] - a[i];
    const auto m = moments(difference);
    if (m.n < 2) return {m.mean, nothing, nothing};
    return around(m.mean, m.variance_of_mean == 0 ? 0 : t_90(m.n - 1) * std::sqrt(m.variance_of_mean));
}

Estimate unpaired_difference(std::span<const double> a, std::span<const double> b) {
    const auto from = moments(a), to = moments(b);
    const double mean = to.mean - from.mean;
    if (from.n < 2 || to.n < 2) return {mean, nothing, nothing};
    const double variance = from.variance_of_mean + to.variance_of_mean;
    if (variance == 0) return around(mean, 0);
    const double freedom = variance * variance /
                           (from.variance_of_mean * from.variance_of_mean / (from.n - 1) +
                            to.variance_of_mean * to.variance_of_mean / (to.n - 1));
    return around(mean, t_90(freedom) * std::sqrt(variance));
}

double mean(std::span<const double> values) {
    return moments(values).mean;
}

std::vector<std::uint32_t> bootstrap_rows(std::uint32_t sample, std::uint32_t n, std::uint32_t side) {
    Draw draw(Seed{1}, Stream::bootstrap, sample, Month{0}, side);
    std::vector<std::uint32_t> rows(n);
    for (auto& row : rows) row = draw.below(n);
    return rows;
}

}  // namespace model
