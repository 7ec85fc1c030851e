#pragma once
// The values of one snapshot as the page's data block holds them. viz/page/src/block.ts reads what is written
// here.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "viz/report/packed_array.hpp"

namespace viz {

/// Time points at which the page has every indicator: the start, every January, the last. Ascending.
std::vector<int> yearly_times(std::chrono::year_month first, int time_points);

/// Decimals an indicator is shown with: as many as a planner would say. `mean`: of several runs.
int shown_decimals(const data::IndicatorInfo& info, bool mean);

/// Names of the counts that the page has at every month: what it leads with, what `wanted` names, and what
/// the ratios among those are made of. Throws InputError if the snapshot has no such indicator.
std::vector<std::string> monthly_counts(const data::Snapshot& snapshot,
                                        const std::vector<std::string>& wanted);

/// Per indicator, municipality × time points: {"int": packed}, or {"float": packed} by their bits; or
/// {"sum": names}, {"same": name}, {"ratio": true} where the page can make them from others bit by bit.
/// "yearly" beside it says that only yearly_times are there.
nlohmann::ordered_json values_json(const data::Snapshot& snapshot, const std::vector<std::string>& wanted);

/// {"cost_state": [sum], ...}: sums over the whole country and all months after the start, one per run, of
/// what cost and effect are made of; empty where the file does not count it.
nlohmann::ordered_json period_json(const data::Snapshot& snapshot);

nlohmann::ordered_json to_json(const PackedArray& array);

}  // namespace viz
