#pragma once
#include <cstdint>
#include <vector>

namespace geo {

/// Positions of `keys` in ascending order of key, equal keys as they stand; every key is below `limit`. Work
/// grows with keys, not with keys × log keys (counting sort by digits; Knuth, TAOCP volume 3, 5.2.5).
std::vector<std::uint32_t> counting_order(const std::vector<std::uint32_t>& keys, std::uint32_t limit);

}  // namespace geo
