#pragma once
// What state and municipalities pay beside what was published.
#include <cmath>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "model/compare/draws.hpp"
#include "model/indicators.hpp"
#include "model/parameters.hpp"

namespace model {

/// One payment in one calendar year, million NOK of that year.
struct Payment {
    std::string_view what, source;
    int year;
    double published;  ///< NaN where no figure of the year is known
    double bar;        ///< largest accepted error, part of the published figure; NaN: none
    OverDraws drawn{};

    double error() const { return drawn.mean / published - 1; }
    /// True without a bar or a published figure.
    bool holds() const { return !(std::abs(error()) > bar); }
};

/// The payments of one draw in each full calendar year, in the order of payments()'s rows. `tables`: the
/// start, in January, then every month.
std::vector<double> payment_figures(std::span<const MonthTable> tables, const Params& params, Month start);

/// Every payment of a measure in force, and what municipalities spend beyond the main model, beside what is
/// published. `draws`: one payment_figures() each, at least one.
std::vector<Payment> payments(std::span<const std::vector<double>> draws, const Params& params, Month start,
                              int months);

}  // namespace model
