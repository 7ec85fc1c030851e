#include "model/systematic_sample.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace model {

std::vector<std::uint32_t> systematic_sample(const std::vector<double>& expected, double u) {
    std::vector<std::uint32_t> count(expected.size());
    const auto all =
        static_cast<std::uint32_t>(std::llround(std::accumulate(expected.begin(), expected.end(), 0.0)));
    double up_to = 0;
    std::uint32_t given = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        up_to += expected[i];
        const auto now = std::min(all, static_cast<std::uint32_t>(up_to + u));
        count[i] = now - given;
        given = now;
    }
    for (auto i = expected.size(); given < all && i-- > 0;)  // what the last sum fell short by
        if (expected[i] > 0) ++count[i], ++given;
    return count;
}

}  // namespace model
