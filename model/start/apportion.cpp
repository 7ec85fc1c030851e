#include "model/start/apportion.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model {

std::vector<std::uint32_t> apportion(std::uint64_t total, const std::vector<double>& weights) {
    const auto n = weights.size();
    std::vector<std::uint32_t> share(n);
    if (n == 0) return share;
    double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    const bool equal = sum <= 0;
    if (equal) sum = static_cast<double>(n);
    std::vector<std::pair<double, std::uint32_t>> remainder(n);
    std::uint64_t given = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double exact = static_cast<double>(total) * (equal ? 1.0 : weights[i]) / sum;
        share[i] = static_cast<std::uint32_t>(exact);
        remainder[i] = {static_cast<double>(share[i]) - exact,
                        static_cast<std::uint32_t>(i)};  // biggest remainder first
        given += share[i];
    }
    std::sort(remainder.begin(), remainder.end());
    for (std::size_t i = 0; given < total; i = (i + 1) % n, ++given) ++share[remainder[i].second];
    return share;
}

}  // namespace model
