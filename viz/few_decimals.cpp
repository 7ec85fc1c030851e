#include "viz/few_decimals.hpp"

#include <algorithm>
#include <cmath>

#include "viz/wording.hpp"

namespace viz {

int few_decimals(double value) {
    constexpr int most = 3;
    if (!std::isfinite(value) || decimals_of(value) == 0) return 0;
    return std::clamp(1 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, most);
}

}  // namespace viz
