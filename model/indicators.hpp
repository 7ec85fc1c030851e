#pragma once
// What is reported each month: whole counts per municipality, and ratios of them. Their rows, one per
// indicator, stand in model/indicators/.
#include <span>
#include <string_view>

#include "model/indicator_info.hpp"

namespace model {

/// The registry: row i of `counts()` describes column i of MonthTable::values. State is as of the 1st of the
/// month, flows are of the month before. Lists count in the municipality that owns them, people where they
/// live; patients count with their list, as in SSB 12005.
std::span<const CountInfo> counts();
std::span<const RatioInfo> ratios();

/// Row of a count by name; throws InputError naming the known ones.
std::size_t count_row(std::string_view name);

struct World;
struct Params;

/// Counts of world.month, with the flows of the month before; of an area alone, of its municipalities only.
MonthTable tabulate(const World& world, const Params& params);

}  // namespace model
