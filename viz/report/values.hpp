#pragma once
// The values of one snapshot as the page's data block holds them. viz/page/src/block.ts reads what is written
// here.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "viz/report/packed_array.hpp"

namespace viz {

/// Names of the counts that the page has at every month: those that lead, what `wanted` names, and what
/// the ratios among those are made of. Throws InputError if the snapshot has no such indicator.
std::vector<std::string> monthly_counts(const data::Snapshot& snapshot,
                                        const std::vector<std::string>& wanted);

/// Per indicator, municipality × time points: {"int": packed}, or {"float": packed} by their bits; or
/// {"sum": names}, {"same": name}, {"ratio": true} where the page can make them from others bit by bit.
/// "yearly" beside it says that only the kept times are there.
nlohmann::ordered_json values_json(const data::Snapshot& snapshot, const std::vector<std::string>& wanted);

/// Sums over the period of what costs and effects are made of: by name, by area, by run.
nlohmann::ordered_json period_json(const data::Snapshot& snapshot, std::span<const model::Area> areas);

/// In how many futures each municipality is over a tenth without a GP, as `legekart risk` tells it; null for
/// a file of one run or without every month of every run.
nlohmann::ordered_json risk_json(const data::Snapshot& snapshot);

nlohmann::ordered_json to_json(const PackedArray& array);

}  // namespace viz
