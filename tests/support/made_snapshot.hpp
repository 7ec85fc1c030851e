#pragma once
#include <cstdint>
#include <filesystem>
#include <span>

namespace support {

/// Writes a snapshot file of Norway's municipalities and squares with made figures, the same in every version
/// of the model, so that pictures of it change only when drawing does.
///
/// 25 months from January 2026. In municipality i at month t, percent_without_gp grows with centrality and
/// time and is 0 in some; one in sixty has no patients. Squares at the start and the end:
/// minutes_own_practice, by distance to the municipality's centre, growing by a quarter.
void make_snapshot(const std::filesystem::path& path);

inline constexpr int made_months = 24;
inline constexpr int made_replicates = 5;
inline constexpr std::uint32_t made_draws[]{0, 1, 2, 3, 4};

/// The same without squares as the mean of replicates: of draw r with seed r + 1. With `better`, a fifth
/// fewer are without a GP in the south-west half, and chance adds or takes up to one percentage point
/// everywhere.
void make_ensemble(const std::filesystem::path& path, bool better,
                   std::span<const std::uint32_t> draws = made_draws, int months = made_months);

}  // namespace support
