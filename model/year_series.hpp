#pragma once
#include <algorithm>
#include <vector>

namespace model {

/// One number for each of some years without a gap.
struct YearSeries {
    int first_year;
    std::vector<double> values;  ///< at least one

    int last_year() const { return first_year + static_cast<int>(values.size()) - 1; }
    bool has(int year) const { return first_year <= year && year <= last_year(); }
    /// The year's number; years outside count as the nearest.
    double at(int year) const {
        return values[static_cast<std::size_t>(std::clamp(year, first_year, last_year()) - first_year)];
    }
};

}  // namespace model
