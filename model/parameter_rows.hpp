#pragma once
// Every parameter as a printed row.
#include <vector>

#include "model/parameters.hpp"
#include "model/params.hpp"

namespace model {

/// Key of the rows of a measure that pulls a lever of unknown price: one per effect of such a lever, as
/// "measure.NAME.not_priced[LEVER, 2026-01]".
inline constexpr const char* not_priced_key = "not_priced";

/// Every number, in the order of the rooms, then what the measures in force say.
std::vector<ParameterRow> rows(const Params& params);

}  // namespace model
