#pragma once
#include "data/detail/netcdf.hpp"
#include "data/indicator_info.hpp"

namespace data::detail {

/// What the variable "/<name>" says of itself beside its unit and names.
void write_indicator(NcWriter& file, const IndicatorInfo& info);

/// Every root variable that says it is an indicator, in the order of the file. A file of schema version 1
/// says less: the rest is then as this program's own row of that name has it.
std::vector<IndicatorInfo> read_indicators(const NcReader& file);

}  // namespace data::detail
