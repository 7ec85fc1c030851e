#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"

namespace viz {

/// Whether a difference of two files may be chance, per municipality.
struct Doubt {
    std::vector<std::uint8_t> uncertain;  ///< 1: not distinguishable from zero; empty where nothing is known
    /// Why nothing is known.
    enum class Reason { none, single_runs, month_not_kept, count_not_kept } reason = Reason::none;
    bool paired = true;  ///< run against run of the same seed
};

/// `here` minus `there` at one month: 1 where chance may have made it when all municipalities that are shown
/// are judged together (data::may_be_chance). Needs several runs in both files, and the month among those
/// both keep (the start, every January, the last month).
Doubt doubt_of(const data::Snapshot& here, const data::Snapshot& there, const data::IndicatorInfo& info,
               std::chrono::year_month month, const model::Area& shown);

}  // namespace viz
