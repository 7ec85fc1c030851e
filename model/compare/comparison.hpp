#pragma once
// Two scenarios side by side, replicate by replicate: what a measure changes, where, and whether chance could
// have done it.
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/areas.hpp"
#include "model/calendar.hpp"
#include "model/compare/statistics.hpp"

namespace model {

/// A measure whose cost nobody knows: two with the same amounts, places and times cost the same.
struct NotPriced {
    std::string name;
    std::vector<std::string> amounts;  ///< of levers of unknown price: "returns_percent 10"
    std::string where_and_when{};      ///< all that the run's file says of it beside what has a price
    bool operator==(const NotPriced&) const = default;
};

/// One scenario's headline counts of each replicate.
struct ComparedRun {
    std::string name;
    std::uint32_t municipalities = 0;
    std::vector<std::int64_t> seeds;  ///< one per replicate, each once
    std::vector<std::string> counts;
    std::vector<std::string> costs;  ///< those of them that are money
    /// Per count: replicates × municipalities, at the compared month; empty where only sums are kept.
    std::vector<std::vector<std::int32_t>> values;
    /// Per count: replicates × municipalities, summed over the months after the start up to the compared one;
    /// empty where only values are kept.
    std::vector<std::vector<std::int64_t>> totals;
    /// Ends of the stretches that totals are made of, in months after the start; a stretch begins where the
    /// one before it ended. Every one but the last ends in a January.
    std::vector<int> stretch_ends;
    /// Per count: replicates × stretches × municipalities, summed over the months of a stretch; empty as
    /// totals are.
    std::vector<std::vector<std::int64_t>> stretches;
    Month first_month{};
    /// What state and municipalities pay in each month from the start on, 1000 NOK, mean over replicates.
    /// Shape: months × municipalities.
    std::vector<double> state_monthly, municipality_monthly;
    std::vector<NotPriced> not_priced;  ///< measures in force that pull a lever of unknown price

    bool has(std::string_view count) const;
    /// Row of a count; throws InputError naming those there are.
    std::size_t row(std::string_view count) const;
};

/// A count, or scale × numerator / denominator of two counts.
struct ComparedIndicator {
    std::string name, unit, long_name, long_name_no;
    std::string numerator, denominator;  ///< the latter empty for a count, whose numerator is itself
    double scale = 1;
};

/// Replicates of two scenarios: a[i] belongs with b[i].
struct Pairing {
    std::vector<std::uint32_t> a, b;
};
/// Rows with a common seed, in order of a's. Empty if there are none.
Pairing pair_by_seed(std::span<const std::int64_t> a, std::span<const std::int64_t> b);
/// The same if both have the same seeds. Otherwise none: what both do not have is no pair, and means over
/// pairs alone would not be those that files show. Maps, pages and comparisons all pair so.
Pairing pair_same_seeds(std::span<const std::int64_t> a, std::span<const std::int64_t> b);

/// One indicator in one area, scenario b against a.
struct ComparedFigure {
    std::uint32_t area = 0, indicator = 0;
    double mean_a = 0, mean_b = 0;
    Estimate difference;  ///< b - a
    Estimate unpaired;    ///< the same as if replicates shared no luck, to show what pairing buys
    /// Chance of such a difference if there were none, paired as `difference` is; NaN without an interval.
    double p_value = std::numeric_limits<double>::quiet_NaN();
};

/// The indicator in one area, per replicate in `rows`, so that the mean over rows is what a snapshot of their
/// means shows: a count of the area, or its ratio of mean counts (linearised_ratio). NaN where undefined.
std::vector<double> series(const ComparedRun& run, const ComparedIndicator& indicator, const Area& area,
                           std::span<const std::uint32_t> rows);

/// Every indicator in every area, indicators fastest. With a pairing differences are paired; without (both
/// sides empty) every replicate counts and luck is taken as unshared.
std::vector<ComparedFigure> compare(const ComparedRun& a, const ComparedRun& b,
                                    std::span<const ComparedIndicator> indicators,
                                    std::span<const Area> areas, const Pairing& pairing);

/// What pairing buys in one indicator: width of the paired interval over that of the unpaired one.
struct PairingGain {
    double nation;               ///< NaN where no interval is known or the unpaired one has no width
    double median_municipality;  ///< over municipalities where it is defined
};
PairingGain pairing_gain(std::span<const ComparedFigure> figures, std::span<const Area> areas,
                         std::uint32_t indicator);

/// Rows of `figures` that show one indicator in the municipalities of an area, in their order.
std::vector<std::size_t> municipalities_of(std::span<const ComparedFigure> figures,
                                           std::span<const Area> areas, const Area& within,
                                           std::uint32_t indicator);

/// Of such rows those where the indicator changes, the largest difference first. Each is judged alone, so a
/// tenth of those without a difference are among them.
std::vector<std::size_t> changed_among(std::span<const ComparedFigure> figures,
                                       std::span<const std::size_t> rows);

/// Which of some rows hold when all rows are judged together: of them a tenth at most is expected to be
/// chance. Same size as `changed`, which is of changed_among(figures, rows).
std::vector<std::uint8_t> hold_together(std::span<const ComparedFigure> figures,
                                        std::span<const std::size_t> rows,
                                        std::span<const std::size_t> changed);

}  // namespace model
