#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace geo {

// Values of places, each counted once per person who lives there. A value may be infinity: out of reach.
// People without a value do not exist; people in a place of zero persons do not count. Every function throws
// InputError if `values` and `people` differ in length. Without any people means, quantiles and shares are
// NaN.

/// Mean over the people whose value is finite.
double weighted_mean(std::span<const double> values, std::span<const double> people);

/// Smallest value that at least `share` of the people are at or under; infinity if it falls among those out
/// of reach.
double weighted_quantile(std::span<const double> values, std::span<const double> people, double share);

/// Share of the people above `limit` (t > limit); those out of reach are above every limit.
double share_over(std::span<const double> values, std::span<const double> people, double limit);

/// Gini index from the Lorenz curve joined by straight lines: 0 where all are equal. Values are finite and
/// not negative.
double gini(std::span<const double> values, std::span<const double> people);

/// Theil's T index: mean of (x / mean) ln(x / mean), a value of 0 counting 0.
double theil(std::span<const double> values, std::span<const double> people);

/// Mean of the tenth of people with the highest `rank_by` over the mean of the four tenths with the lowest.
/// Ranked by income it says how much better the rich reach; ranked by the values themselves it is a plain
/// ratio of tops to bottoms. A place belongs to the bottom if its rank is at most the 40 % quantile, to the
/// top if above the 90 % quantile.
double palma(std::span<const double> values, std::span<const double> people, std::span<const double> rank_by);

/// How evenly an index is spread over people.
struct Evenness {
    double gini = 0;
    double palma = 0;  ///< mean of the best-off tenth over that of the worst-off four tenths
};
/// gini, and palma ranked by the values themselves.
Evenness evenness(std::span<const double> values, std::span<const double> people);

/// Concentration index of values over people ranked by `rank_by` (income), positive if the high ranks have
/// more, corrected for the bounds the values can have (Erreygers 2009, doi 10.1016/j.jhealeco.2008.02.003): 4
/// mean / (most - least) times the plain index. Places of equal rank share their middle rank. (R
/// accessibility ranks them in file order and takes the bounds over all places, empty ones too.)
double concentration(std::span<const double> values, std::span<const double> people,
                     std::span<const double> rank_by, double least, double most);

/// Thresholds in minutes of every report.
inline constexpr std::array<double, 6> report_minutes{15, 30, 40, 60, 90, 120};

/// What a group of people has.
struct Spread {
    double people = 0;
    double out_of_reach = 0;  ///< people whose value is infinity
    double mean = 0;          ///< over those in reach
    double median = 0;
    double p90 = 0;
    std::array<double, report_minutes.size()>
        share_over{};  ///< above each of report_minutes, out of reach included
};
Spread spread(std::span<const double> values, std::span<const double> people);

/// The same for each group (municipality, county, centrality class); `group` holds a number below `groups`
/// for every place.
std::vector<Spread> spread_by_group(std::span<const double> values, std::span<const double> people,
                                    std::span<const std::uint32_t> group, std::uint32_t groups);

}  // namespace geo
