#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "model/compare/statistics.hpp"

namespace data {

/// One indicator of a file run by run, at the kept times, in sums over municipalities.
class KeptRuns {
public:
    /// Whether the file keeps what the indicator is made of; never for a value that cannot be added up.
    static bool known(const Snapshot& snapshot, const IndicatorInfo& info);

    /// Throws InputError if not known.
    KeptRuns(const Snapshot& snapshot, const IndicatorInfo& info);

    std::size_t count() const { return seeds_.size(); }
    const std::vector<std::int64_t>& seeds() const { return seeds_; }
    std::size_t times() const { return times_; }
    /// Rows of all runs, in their order.
    std::vector<std::uint32_t> all() const;

    /// Each run's own figure, of the `runs` named by row, at a kept time; NaN where undefined.
    std::vector<double> own(std::span<const std::size_t> members, std::size_t time,
                            std::span<const std::uint32_t> runs) const;
    /// One figure per run whose mean is that of the file's means: a count's own, a ratio's
    /// model::linearised_ratio. For intervals of what the file shows.
    std::vector<double> of_mean(std::span<const std::size_t> members, std::size_t time,
                                std::span<const std::uint32_t> runs) const;

private:
    std::vector<double> sums(const std::vector<std::int32_t>& counts, std::span<const std::size_t> members,
                             std::size_t time, std::span<const std::uint32_t> runs) const;

    std::size_t places_, times_;
    std::vector<std::int64_t> seeds_;
    double scale_;
    std::vector<std::int32_t> over_, under_;
};

/// Makes several files comparable: where they have not the same draws, each keeps to those that all have
/// (Snapshot::keep_only), and to the indicators that all then have. Nothing changes where there is no draw in
/// common: then files of unlike seeds share no luck (model::pair_same_seeds). Gives a sentence for people in
/// both cases.
std::optional<std::string> keep_common_draws(std::span<Snapshot* const> files);

/// A difference, and the chance of one so large if there were none.
struct JudgedDifference {
    model::Estimate estimate;
    double p_value = 1;

    /// Chance may have made it, judged alone. What all runs share to the last digit is known.
    bool may_be_chance() const {
        return estimate.has_interval() && estimate.width() > 0 && !estimate.is_change();
    }
};
/// 1 for those that chance may have made when all are judged together (model::hold_together, a tenth).
std::vector<std::uint8_t> may_be_chance(std::span<const JudgedDifference> differences);

/// What the files' means differ by, with the interval that goes with it: run against run if both files have
/// the same seeds (see keep_common_draws), otherwise as if they shared no luck.
class RunDifference {
public:
    /// `from` and `to` must outlive it.
    RunDifference(const KeptRuns& from, const KeptRuns& to);

    bool paired() const { return paired_; }
    /// `to` at one of its kept times less `from` at one of its own.
    JudgedDifference at(std::span<const std::size_t> members, std::size_t time_from,
                        std::size_t time_to) const;

private:
    const KeptRuns &from_, &to_;
    std::vector<std::uint32_t> rows_from_, rows_to_;
    bool paired_;
};

}  // namespace data
