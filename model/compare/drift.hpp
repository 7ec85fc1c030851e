#pragma once
// Whether a country in which no rule changes stands still: the nation's figures of many draws beside those of
// the first day, and each January beside the December before it.
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "model/calendar.hpp"
#include "model/compare/draws.hpp"
#include "model/inputs.hpp"

namespace model {

/// A figure of the nation that a run without a change is judged by, or told with.
struct DriftFigure {
    std::string_view name, unit;
    std::string_view count;  ///< summed over municipalities
    std::string_view per{};  ///< divided by this count; empty: the count itself
    double scale = 1;        ///< times this
    bool flow = false;       ///< a mean month since the time before; not known on the first day
    bool barred = true;      ///< the bars below hold for it
    int decimals = 0;        ///< to show
    double (*official)(const NationalSeries&,
                       int year) = nullptr;  ///< at the end of `year`; none: unpublished
};
std::span<const DriftFigure> drift_figures();

/// Months after the first day that are looked at.
inline constexpr std::array<int, 4> drift_months{1, 3, 12, 24};

/// How far a figure may move: the larger of a part of what it was and of a number of standard deviations
/// between draws.
struct DriftBars {
    double month_3 = 0.05, month_24 = 0.15, january = 0.02;  ///< parts
    double deviations = 2;                                   ///< months 3 and January
};

/// Largest fall and largest rise, parts; NaN where nothing is published.
struct OfficialChange {
    double lowest = unknown_figure, highest = unknown_figure;
    /// The larger of the two.
    double most() const { return std::abs(lowest) > std::abs(highest) ? lowest : highest; }
};

/// One figure and its bars.
struct Drift {
    DriftFigure figure;
    OverDraws first;
    std::array<OverDraws, drift_months.size()> at;  ///< NaN beyond the run's end
    int january_month = 0;                          ///< months after the start of the January told; 0: none
    OverDraws december, january;                    ///< of the January that moved most for its bar
    OfficialChange official_change;
    bool month_3_holds = true, month_24_holds = true, january_holds = true;
    /// Month 24 lies beyond its bar, but not beyond what the official series moved in two years of 2022-25,
    /// or in the two from the first day.
    bool month_24_excused = false;

    bool holds() const { return month_3_holds && month_24_holds && january_holds; }
    /// Change from the first day, parts of it.
    double change(std::size_t time) const { return at[time].mean / first.mean - 1; }
};

/// The figures of one draw. Shape: time points × drift_figures(), row-major; the start first.
std::vector<double> drift_path(std::span<const MonthTable> tables);

/// All figures of draws that began in January `start`. `paths`: one drift_path() per draw, of equal length,
/// at least one. What is not defined in any draw breaks no bar.
std::vector<Drift> drift(std::span<const std::vector<double>> paths, Month start,
                         const NationalSeries& national, const DriftBars& bars = {});

}  // namespace model
