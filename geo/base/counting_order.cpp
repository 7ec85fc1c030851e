#include "geo/base/counting_order.hpp"

#include <bit>
#include <numeric>

namespace geo {

std::vector<std::uint32_t> counting_order(const std::vector<std::uint32_t>& keys, std::uint32_t limit) {
    constexpr int most_bits = 12;  // 4096 counters stay in the first-level cache
    const int bits = limit > 1 ? std::bit_width(limit - 1) : 1;
    const int digits = (bits + most_bits - 1) / most_bits;
    const int width = (bits + digits - 1) / digits;
    const std::uint32_t mask = (1U << width) - 1;
    std::vector<std::uint32_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0U);
    std::vector<std::uint32_t> sorted(keys.size());
    for (int digit = 0; digit < digits; ++digit) {
        const int shift = digit * width;
        std::vector<std::uint32_t> next(mask + std::size_t{2}, 0);
        for (const auto key : keys) ++next[((key >> shift) & mask) + 1];
        std::partial_sum(next.begin(), next.end(), next.begin());
        for (const auto i : order) sorted[next[(keys[i] >> shift) & mask]++] = i;
        order.swap(sorted);
    }
    return order;
}

}  // namespace geo
