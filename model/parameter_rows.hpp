#pragma once
// Every parameter as a printed row.
#include <vector>

#include "model/parameters.hpp"
#include "model/params.hpp"

namespace model {

/// Key of the row of a measure that pulls a lever of unknown price.
inline constexpr const char* not_priced = "not_priced";

/// Every number, in the order of the rooms, then what the measures in force say.
std::vector<ParameterRow> rows(const Params& params);

}  // namespace model
