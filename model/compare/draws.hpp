#pragma once
// What many draws of one figure come to.
#include <cmath>
#include <limits>
#include <span>
#include <string_view>

#include "model/indicators.hpp"

namespace model {

/// A figure that is not known.
inline constexpr double unknown_figure = std::numeric_limits<double>::quiet_NaN();

/// Mean over draws, and the standard deviation between them (0 of one draw); NaN where not defined.
struct OverDraws {
    double mean = unknown_figure, deviation = unknown_figure;
};

/// Over the draws where the figure is known.
OverDraws over_draws(std::span<const double> values);

/// The sum of a count over all municipalities.
double nation_total(const MonthTable& table, std::string_view count);

/// Quotient, or NaN unless `below` is above 0.
inline double known_quotient(double above, double below) {
    return below > 0 ? above / below : unknown_figure;
}

}  // namespace model
