#pragma once
// How likely it is that an area lacks GPs, told by many draws of one scenario.
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "model/indicators.hpp"

namespace model {

/// Ratios that chances are told of. Files keep the counts they are made of in every month of every draw.
inline constexpr std::string_view chance_ratios[]{"percent_without_gp", "percent_vacant_lists"};

/// Whether chances need this count.
bool is_of_chances(std::string_view count, std::span<const RatioInfo> ratios);

/// An area in one draw: patients on its lists and those of them without a GP, each month from the start on.
struct Course {
    std::vector<std::int64_t> patients, without;
};

/// So many of the futures that were drawn.
struct Futures {
    int many = 0, of = 0;
    double share() const { return of > 0 ? static_cast<double>(many) / of : 0; }
    bool operator==(const Futures&) const = default;
};

/// A year's twelve months, or as many as were simulated; the state on the first of a month is that at the end
/// of the month before.
struct YearChances {
    int year = 0;
    Futures over;            ///< at some time more than the limit without a GP
    Futures none;            ///< at no time anybody without
    Futures all;             ///< at some time everybody without
    double months_over = 0;  ///< expected
};

struct Chances {
    Futures soon;            ///< over the limit at some time in the first twelve months
    Futures long_spell;      ///< over the limit for more than three months on end, ever
    double months_soon = 0;  ///< expected months over the limit of the first twelve
    std::vector<YearChances> years;
    std::optional<int> likely_from;  ///< first year when more than half of the futures are over the limit
    int whole_years = 0;  ///< calendar years with patients in all twelve months, of all draws together
    /// Per cent without a GP, mean of a whole year, that one year in twenty exceeds; NaN of fewer than
    /// bad_year_needs of them.
    double bad_year = 0;
};

/// What comes soon: so many months after the start.
inline constexpr int soon_months = 12;
/// So many whole years tell of the worst in twenty.
inline constexpr int bad_year_needs = 20;

/// `first`: month of the first entry of every course, which is observed and counts in no year. `limit`: per
/// cent of patients without a GP. Months without patients are not over.
Chances chances_of(std::span<const Course> draws, std::chrono::year_month first, double limit);

}  // namespace model
