#pragma once
#include "data/snapshot_reader.hpp"

namespace runs {

/// Warns on stderr if two files that are compared come from different programs or figures: what differs may
/// then be those and not the scenarios.
void warn_of_other_origin(const data::Snapshot& first, const data::Snapshot& other);

/// Makes files comparable (data::keep_common_draws), and says on stderr which draws are left out. Throws
/// InputError for files of unlike municipalities.
void keep_common_draws(std::vector<data::Snapshot>& files, std::optional<data::Snapshot>* minus = nullptr);

}  // namespace runs
