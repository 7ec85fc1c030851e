#pragma once
#include <filesystem>
#include <optional>

#include "data/snapshot_reader.hpp"

namespace data {

/// Outlines of a snapshot's municipalities with all the points of the input set in `folder`, for maps of a
/// part of the country; nothing unless that is the set the snapshot was made from. Without a folder: the
/// embedded Norway.
std::optional<geo::Boundaries> fine_outlines(const Snapshot& snapshot,
                                             std::optional<std::filesystem::path> folder = {});

}  // namespace data
