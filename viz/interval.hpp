#pragma once
// How far a figure of several runs can be trusted. viz/page/src/spread.ts has the same, for files that a
// browser reads itself.
#include <span>
#include <vector>

namespace viz {

/// A mean and half the width of its two-sided 90 % interval; NaN where fewer than two runs tell nothing.
struct Estimate {
    double mean = 0, half = 0;
    /// Whether zero cannot be ruled out. A difference that all runs share to the last digit is known.
    bool holds_zero() const;
};

/// 95 % quantile of Student's t: within 0.0005 of the tables up to 30 degrees of freedom and beyond.
double student_quantile(std::size_t freedom);

/// Of one number per run; NaN are left out.
Estimate mean_interval(std::span<const double> runs);

/// Of b - a. `paired`: run i of both has the same seed, so their difference is the scenarios'; otherwise
/// Welch's with the degrees of freedom of the smaller set, which errs on the careful side.
Estimate difference_interval(std::span<const double> a, std::span<const double> b, bool paired);

/// The value below which the share `p` of the runs lies: linear between neighbours (type 7 of Hyndman and Fan
/// 1996). NaN are left out; NaN if none is left.
double run_quantile(std::span<const double> runs, double p);

}  // namespace viz
