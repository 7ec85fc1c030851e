#include "data/stored_values.hpp"

#include <bit>
#include <cmath>

#include "data/schema.hpp"

namespace data {

float rounded(float value) {
    if (!std::isfinite(value)) return no_value;
    constexpr std::uint32_t dropped = 23 - kept_bits;
    auto bits = std::bit_cast<std::uint32_t>(value);
    bits += (1U << (dropped - 1)) - 1 + ((bits >> dropped) & 1U);
    return std::bit_cast<float>(bits & ~((1U << dropped) - 1));
}

float stored_mean(std::int64_t sum, std::size_t draws) {
    const double mean = static_cast<double>(sum) / static_cast<double>(draws);
    return static_cast<float>(std::abs(mean) < (1 << kept_bits) ? rounded(static_cast<float>(mean))
                                                                : std::round(mean));
}

float stored_ratio(double scale, std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 0) return no_value;
    return rounded(
        static_cast<float>(scale * static_cast<double>(numerator) / static_cast<double>(denominator)));
}

}  // namespace data
