#pragma once
// Many draws of one scenario folded into what is reported of them. Whole numbers are summed, so the order in
// which replicates finish does not matter.
#include <cstdint>
#include <span>
#include <vector>

#include "model/calendar.hpp"
#include "model/indicators.hpp"

namespace model {

/// Rows of the counts that are kept for every replicate.
std::vector<std::size_t> headline_counts(std::span<const CountInfo> counts);

/// Whether the value at kept times is kept of every replicate: of all headlines but what parts of costs were
/// in one month.
bool keeps_values(const CountInfo& count);
/// Whether the sum between kept times is: of money, and of what effects over time are counted in.
bool keeps_sums(const CountInfo& count);

/// Rows of the ratios whose two counts are both kept for every replicate.
std::vector<std::size_t> headline_ratios(std::span<const CountInfo> counts,
                                         std::span<const RatioInfo> ratios);

/// Every count of every month, summed over replicates. Shape: times × counts × municipalities, row-major.
class EnsembleSums {
public:
    /// Adds one replicate, a table per time point. Throws std::logic_error if the shape differs from the
    /// first's.
    void add(std::span<const MonthTable> tables);

    int replicates() const { return replicates_; }
    int times() const { return times_; }
    /// One time point: counts × municipalities.
    std::span<const std::int64_t> at(int time) const {
        return std::span(sums_).subspan(static_cast<std::size_t>(time) * row_, row_);
    }
    /// Measures' costs. Shape: times × measures × payers.
    std::span<const std::int64_t> measure_costs() const { return costs_; }

private:
    int replicates_ = 0, times_ = 0;
    std::size_t row_ = 0;
    std::vector<std::int64_t> sums_, costs_;
};

/// The value below which the share `p` of `values` lies, by linear interpolation between the order statistics
/// around (n - 1) p (type 7 of Hyndman and Fan 1996). Reorders `values`; NaN if there are none.
double quantile(std::span<double> values, double p);
/// The same over the runs where a figure is defined (not NaN).
double known_quantile(std::vector<double> runs, double p);

}  // namespace model
