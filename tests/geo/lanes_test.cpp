#include "geo/base/lanes.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <vector>

TEST_CASE("Sums side by side are the same bits with wide instructions and without", "[geo][fast]") {
    std::mt19937 draw(7);
    std::vector<float> value(1000);
    for (auto& v : value) v = static_cast<float>(draw() % 1000) / 7;
    for (const std::size_t n : {0U, 1U, 15U, 16U, 17U, 131U, 1000U}) {
        std::vector<float> weight(n);
        std::vector<std::uint32_t> row(n);
        for (std::size_t k = 0; k < n; ++k) {
            weight[k] = static_cast<float>(draw() % 1000) / 13;
            row[k] = static_cast<std::uint32_t>(draw() % value.size());
        }
        std::array<float, geo::lanes> wide{}, plain{};
        geo::add_products(weight.data(), row.data(), n, value.data(), wide.data());
        geo::add_products_plain(weight.data(), row.data(), n, value.data(), plain.data());
        CHECK(wide == plain);
        double expected = 0;
        for (std::size_t k = 0; k < n; ++k) expected += static_cast<double>(weight[k] * value[row[k]]);
        double sum = 0;
        for (const float s : wide) sum += static_cast<double>(s);
        CHECK(sum == Approx(expected).epsilon(1e-5));
    }
}
