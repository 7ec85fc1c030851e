#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"

namespace runs {

/// Whether a difference of two files may be chance, per municipality.
struct Doubt {
    std::vector<std::uint8_t> uncertain;  ///< 1: not distinguishable from zero; empty where nothing is known
    /// Why nothing is known.
    enum class Reason { none, single_runs, month_not_kept, count_not_kept } reason = Reason::none;
};

/// `here` minus `there` at one month, replicate by replicate of the same seed: 1 where the two-sided 90 %
/// t-interval of the mean difference holds zero. Of a ratio, the ratio of mean counts. Needs two seeds
/// that both files keep, and the month among those both keep (the start, every January, the last month).
Doubt doubt_of(const data::Snapshot& here, const data::Snapshot& there, const data::IndicatorInfo& info,
               std::chrono::year_month month);

}  // namespace runs
