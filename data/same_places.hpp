#pragma once
#include <string_view>

#include "data/snapshot_reader.hpp"

namespace data {

/// Throws InputError unless `other` has the municipalities of `first`, which it is shown with. `advice`: what
/// to do with files of one input set, such as "compare files of one input set".
void must_have_same_places(const Snapshot& first, const Snapshot& other, std::string_view advice);

}  // namespace data
