#pragma once
// Means and ratios with the digits that a file keeps of them: the same counts are the same figure everywhere.
#include <cstdint>

namespace data {

inline constexpr int kept_bits = 15;  ///< explicit bits of mantissa

/// The nearest float with kept_bits explicit bits of mantissa, ties to even; NaN if it is not finite.
float rounded(float value);

/// Mean of counts, `sum` over `draws`: rounded so, but never coarser than to the nearest whole number, so
/// that sums of whole means are exact.
float stored_mean(std::int64_t sum, std::size_t draws);

/// scale × numerator / denominator, rounded so; NaN if undefined.
float stored_ratio(double scale, std::int64_t numerator, std::int64_t denominator);

}  // namespace data
