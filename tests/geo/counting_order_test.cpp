#include "geo/base/counting_order.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <numeric>

TEST_CASE("Counting by digits orders as a stable sort does", "[geo][fast]") {
    CHECK(geo::counting_order({3, 1, 3, 0, 1}, 4) == std::vector<std::uint32_t>{3, 1, 4, 0, 2});
    for (const std::uint32_t limit : {1U, 2U, 4096U, 4097U, 223'000U, 4'000'000'000U})
        for (const std::uint32_t n : {0U, 1U, 131U, 10'000U}) {
            std::vector<std::uint32_t> keys(n);
            std::uint64_t state = limit;
            for (auto& key : keys) {
                state = state * 6364136223846793005U + 1442695040888963407U;
                key = static_cast<std::uint32_t>((state >> 32) % limit);
            }
            std::vector<std::uint32_t> expected(n);
            std::iota(expected.begin(), expected.end(), 0U);
            std::stable_sort(expected.begin(), expected.end(),
                             [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
            CHECK(geo::counting_order(keys, limit) == expected);
        }
}
