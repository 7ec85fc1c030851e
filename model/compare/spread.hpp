#pragma once
// How municipalities differ, how long they stay so, and the nation's shares, each January of many draws
// beside the official series.
#include <span>
#include <string>
#include <vector>

#include "model/calendar.hpp"
#include "model/compare/draws.hpp"
#include "model/inputs.hpp"

namespace model {

/// One figure: official, and of every draw.
struct Spread {
    std::string what, unit;
    double official;         ///< NaN where not published
    double lowest, highest;  ///< the bar; NaN where there is none
    OverDraws drawn{};
    /// True without a bar; false where there is one and nothing is known of the draws.
    bool holds() const {
        const bool bar = !std::isnan(lowest) || !std::isnan(highest);
        return !bar || (!std::isnan(drawn.mean) && !(drawn.mean < lowest) && !(drawn.mean > highest));
    }
};

/// The figures of one draw, in the order of spread()'s rows. `tables`: the start, in January, then every
/// month. Only municipality-years that are published count: run and series are laid over each other so that
/// the last January is of a year of the series; a run that ends within the series keeps its years. The first
/// day counts in self-correlations only, as it is given. Vacancies are those reported, as the series counts
/// them.
std::vector<double> spread_figures(std::span<const MonthTable> tables, Month start, const Inputs& official);

/// All figures beside the official series of the same years. `draws`: one spread_figures() each, at least
/// one, of a run of `months`.
std::vector<Spread> spread(std::span<const std::vector<double>> draws, Month start, int months,
                           const Inputs& official);

}  // namespace model
