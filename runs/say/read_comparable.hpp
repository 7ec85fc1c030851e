#pragma once
#include <filesystem>
#include <vector>

#include "data/snapshot_reader.hpp"
#include "geo/base/stop.hpp"

namespace runs {

/// data::read_comparable; what it says goes to stderr.
std::vector<data::Snapshot> read_comparable(const std::vector<std::filesystem::path>& paths,
                                            const geo::StopToken& stop, bool unpaired = false);

}  // namespace runs
