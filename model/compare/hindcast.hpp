#pragma once
// A run that starts in a past year beside what the nation's figures became.
#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "model/calendar.hpp"
#include "model/compare/draws.hpp"
#include "model/indicators.hpp"
#include "model/inputs.hpp"

namespace model {

/// One figure at the end of one year.
struct Hindcast {
    std::string_view what, unit;
    int decimals;
    int year;         ///< at the end of which, or during which
    double official;  ///< NaN where not published
    double bar;       ///< largest accepted error, part of the official figure; NaN: none
    OverDraws drawn{};

    /// Part of the official figure that the mean of the draws lies off.
    double error() const { return drawn.mean / official - 1; }
    /// True without a bar or an official figure.
    bool holds() const { return !(std::abs(error()) > bar); }
};

/// What the run is told of the years it simulates.
enum class Told : std::uint8_t {
    given,  ///< population, caps and hires of the period: the bars hold
    blind,  ///< nothing: errors are shown, no bar
};

/// The figures of one draw, in the order of hindcast()'s rows. `tables`: the start, in January, then every
/// month. Vacancies are those reported, as the official figures count them.
std::vector<double> hindcast_figures(std::span<const MonthTable> tables);

/// Every full year of a run of `months` beside the national series. `draws`: one hindcast_figures() each, at
/// least one.
std::vector<Hindcast> hindcast(std::span<const std::vector<double>> draws, Month start, int months,
                               const NationalSeries& national, Told told);

}  // namespace model
