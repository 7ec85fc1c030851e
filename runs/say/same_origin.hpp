#pragma once
#include "data/snapshot_reader.hpp"

namespace runs {

/// Warns on stderr of data::unlike_origins.
void warn_of_other_origin(const data::Snapshot& first, const data::Snapshot& other);

/// Makes files comparable (data::make_comparable), and says on stderr which draws are left out.
void make_comparable(std::vector<data::Snapshot>& files, std::optional<data::Snapshot>* minus = nullptr);

}  // namespace runs
