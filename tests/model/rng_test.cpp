#include "model/rng.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>

using model::Draw;
using model::Month;
using model::Seed;
using model::Stream;

TEST_CASE("Philox gives the published known answer", "[model][fast]") {
    // Random123 kat_vectors: philox4x32, 10 rounds, counter 0, key 0.
    const auto block = r123::Philox4x32{}({{0, 0, 0, 0}}, {{0, 0}});
    CHECK(block[0] == 0x6627e8d5U);
    CHECK(block[1] == 0xe169c58dU);
    CHECK(block[2] == 0xbc57ac4cU);
    CHECK(block[3] == 0x9b00dbd8U);
}

TEST_CASE("A draw depends on its address alone", "[model][fast]") {
    const Month month{1512};
    std::set<std::uint32_t> seen;
    for (std::uint32_t agent = 0; agent < 100; ++agent) {
        Draw first(Seed{7}, Stream::gp_exit, agent, month);
        Draw second(Seed{7}, Stream::gp_exit, agent, month);
        for (int i = 0; i < 9; ++i) {
            const auto bits = first.bits();
            CHECK(bits == second.bits());
            seen.insert(bits);
        }
    }
    CHECK(seen.size() == 900);  // no two addresses share a number
    const auto one = [&](Seed seed, Stream stream, Month m, std::uint32_t turn) {
        return Draw(seed, stream, 5, m, turn).bits();
    };
    const auto base = one(Seed{7}, Stream::gp_exit, month, 0);
    CHECK(one(Seed{8}, Stream::gp_exit, month, 0) != base);
    CHECK(one(Seed{7ULL + (1ULL << 40)}, Stream::gp_exit, month, 0) != base);
    CHECK(one(Seed{7}, Stream::vacancy, month, 0) != base);
    CHECK(one(Seed{7}, Stream::gp_exit, month + 1, 0) != base);
    CHECK(one(Seed{7}, Stream::gp_exit, month, 1) != base);
}

TEST_CASE("Draws have the mean and spread of their distribution", "[model][fast]") {
    constexpr int n = 200'000;
    double uniform = 0, exponential = 0, normal = 0, normal_squared = 0;
    std::array<int, 7> below{};
    for (std::uint32_t i = 0; i < n; ++i) {
        Draw draw(Seed{1}, Stream::job_search, i, Month{1500});
        const double u = draw.uniform();
        REQUIRE((u > 0 && u < 1));
        uniform += u;
        exponential += draw.exponential();
        const double z = draw.normal();
        normal += z;
        normal_squared += z * z;
        ++below[draw.below(7)];
    }
    const double standard_error = 1 / std::sqrt(n);
    CHECK(std::abs(uniform / n - 0.5) < 4 * standard_error * std::sqrt(1.0 / 12));
    CHECK(std::abs(exponential / n - 1) < 4 * standard_error);
    CHECK(std::abs(normal / n) < 4 * standard_error);
    CHECK(std::abs(normal_squared / n - 1) < 4 * standard_error * std::sqrt(2.0));
    for (const int count : below) CHECK(std::abs(count - n / 7.0) < 4 * std::sqrt(n * (1 / 7.0) * (6 / 7.0)));
}
