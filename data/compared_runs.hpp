#pragma once
// Snapshot files made ready for a comparison.
#include <optional>
#include <span>

#include "data/snapshot_reader.hpp"
#include "model/compare/comparison.hpp"

namespace data {

/// Which months and figures several files have in common.
struct CommonGround {
    std::chrono::year_month month{};  ///< compared state
    std::vector<std::string> counts;
    std::vector<model::ComparedIndicator> indicators;  ///< headline counts, then headline ratios
    std::vector<std::int32_t> inhabitants;             ///< of the first file at its start, per municipality
};

/// Finds what can be compared. `month`: state to compare, the last kept one of all files if not given. Throws
/// InputError if municipalities or first months differ, a file has no such kept time, or nothing is in
/// common.
CommonGround common_ground(std::span<const Snapshot> files, std::optional<std::chrono::year_month> month);

/// One file's headline counts at that month and summed up to it.
model::ComparedRun read_compared(const Snapshot& file, const CommonGround& ground);

}  // namespace data
