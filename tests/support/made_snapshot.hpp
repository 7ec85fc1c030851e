#pragma once
#include <filesystem>

namespace support {

/// Writes a snapshot file of Norway's municipalities and squares with made figures, the same in every version
/// of the model, so that pictures of it change only when drawing does.
///
/// 25 months from January 2026. In municipality i at month t, percent_without_gp grows with centrality and
/// time and is 0 in many; one in sixty has no patients. `better` takes a fifth off in the south-west half.
/// Squares at the start and the end: minutes_own_practice, by distance to the municipality's centre, growing
/// by a quarter.
void make_snapshot(const std::filesystem::path& path, bool better = false);

}  // namespace support
