#pragma once
#include <cstdint>
#include <vector>

namespace model {

/// Splits `total` whole things in proportion to `weights` by largest remainder, ties to the lower index. Sums
/// to `total`; all weights 0 counts as all equal.
std::vector<std::uint32_t> apportion(std::uint64_t total, const std::vector<double>& weights);

}  // namespace model
