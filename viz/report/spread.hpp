#pragma once
// What a file of several runs tells of chance, as the page's data block holds it. viz/page/src/block.ts reads
// it.
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "data/snapshot_reader.hpp"

namespace viz {

/// Rows of the members of every municipality (itself), then of the areas.
std::vector<std::vector<std::size_t>> places_of(const model::Municipalities& municipalities,
                                                std::span<const model::Area> areas);

/// As values_json, of means: {"scaled": packed, "decimals": d}, whole numbers to be divided by 10^d; or
/// {"step": packed, "decimals": d}, k for a mean above (k - 1) / 10^d and not above k / 10^d. Ratios are
/// there by themselves; counts that serve only as parts of ratios are left out unless wanted. "p05" and "p95"
/// lie below and above the mean as it is shown, at the kept times.
nlohmann::ordered_json mean_values_json(const data::Snapshot& snapshot,
                                        const std::vector<std::string>& wanted);

/// "areas": values of the areas (data::AreaFigures: of all runs together where they are kept, else from sums
/// of the file's means); "band": their 5 % and 95 % quantiles over runs, where these are kept; "change" and
/// "paired": half widths of 90 % intervals, by place and yearly time, of the change since the start and of
/// the difference from `first` (data::RunDifference) where that keeps the month too, a negative one -1 - half
/// where chance may have made it, judged alone. Their "doubt", by municipality and yearly time: a bit for
/// each of `areas` that it lies in, in their order from the lowest up, 1 where chance may have made it when
/// that area's municipalities are judged together (data::may_be_chance). Throws InputError for a municipality
/// in more than 31 areas.
nlohmann::ordered_json spread_json(const data::Snapshot& snapshot, const data::Snapshot* first,
                                   const std::vector<std::string>& wanted,
                                   std::span<const model::Area> areas);

}  // namespace viz
