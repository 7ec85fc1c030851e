#pragma once
// Whether files can be set beside each other.
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/snapshot_reader.hpp"

namespace data {

/// Throws InputError unless `other` has the municipalities of `first`, which it is shown with. `advice`: what
/// to do with files of one input set, such as "compare files of one input set".
void must_have_same_places(const Snapshot& first, const Snapshot& other, std::string_view advice);

/// Sentences for people if two files come from different programs or figures: what differs may then be those
/// and not the scenarios.
std::vector<std::string> unlike_origins(const Snapshot& first, const Snapshot& other);

/// Makes files comparable as keep_common_draws does, and gives its sentence. Throws InputError for files of
/// unlike municipalities.
std::optional<std::string> make_comparable(std::span<Snapshot* const> files);

}  // namespace data
