#pragma once
#include "data/detail/netcdf.hpp"
#include "model/inputs.hpp"

namespace data::detail {

/// Refuses a file whose municipalities have numbers of another form than 0301 and 03, or names that are no
/// names: too long, or with control signs or signs that turn the direction of writing.
void check_municipality_texts(const NcReader& file, const model::Municipalities& table);

}  // namespace data::detail
