#pragma once
// Whether files can be set beside each other.
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "geo/base/stop.hpp"

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

/// Files to be set beside each other, the first of them what the others are held to.
struct Comparable {
    std::vector<Snapshot> files;
    std::vector<std::string> said;  ///< unlike_origins and make_comparable, for people
};
/// Reads them and makes them comparable; `unpaired` leaves each all its draws. Throws geo::Stopped between
/// two.
Comparable read_comparable(std::span<const std::filesystem::path> paths, bool unpaired = false,
                           const geo::StopToken& stop = {});

}  // namespace data
