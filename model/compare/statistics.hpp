#pragma once
// Means of replicates and how far they can be trusted.
#include <cstdint>
#include <span>
#include <vector>

namespace model {

/// A mean over replicates with the bounds of its 90 % interval; NaN bounds where fewer than two replicates
/// leave nothing to judge by.
struct Estimate {
    double mean = 0, low = 0, high = 0;
    bool has_interval() const { return low == low && high == high; }
    /// The interval leaves out zero: the difference is told apart from chance.
    bool is_change() const { return has_interval() && (low > 0 || high < 0); }
    double width() const { return high - low; }
    bool operator==(const Estimate&) const = default;
};

/// Mean of b - a, replicate by replicate, with Student's t-interval of n - 1 degrees of freedom. Pairs where
/// either is NaN are left out; NaN if none is left. Throws std::logic_error if the sizes differ.
Estimate paired_difference(std::span<const double> a, std::span<const double> b);

/// Mean of b minus mean of a as if no luck were shared. Its t-interval is wider than Welch's (1947) where one
/// side is small: of the two errors, of a spread of each side's own and of one for both, the larger, with as
/// many degrees of freedom as the smaller side has draws but one.
Estimate unpaired_difference(std::span<const double> a, std::span<const double> b);

/// Chance of a difference at least so large, either way, if there were none: t-tests of the
/// same figures as above. NaN where there is no interval; 0 or 1 where replicates do not vary at all.
double paired_p_value(std::span<const double> a, std::span<const double> b);
double unpaired_p_value(std::span<const double> a, std::span<const double> b);

/// Which of many tests hold when all are judged together, so that at most `rate` of those that hold are
/// expected to be chance (Benjamini and Hochberg 1995). Tests with p NaN are no tests. Same size as
/// `p_values`.
std::vector<std::uint8_t> hold_together(std::span<const double> p_values, double rate);

/// The rate at which municipalities are judged together.
inline constexpr double false_discoveries = 0.10;

/// Mean of the values that are not NaN; NaN if none.
double mean(std::span<const double> values);

/// Each replicate's own scale × numerator / denominator; NaN where the denominator is 0. Throws
/// std::logic_error if the sizes differ.
std::vector<double> own_ratio(std::span<const double> numerators, std::span<const double> denominators,
                              double scale);

/// scale × mean numerator / mean denominator, taken apart into one figure per replicate: their mean is that
/// ratio and their spread its uncertainty (Taylor linearisation; Cochran 1977, Sampling Techniques, ch. 6).
/// The mean of the replicates' own ratios is another figure where denominators vary, and undefined where one
/// is zero. NaN everywhere if all denominators are zero. Throws std::logic_error if the sizes differ.
std::vector<double> linearised_ratio(std::span<const double> numerators, std::span<const double> denominators,
                                     double scale);

}  // namespace model
