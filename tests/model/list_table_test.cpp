#include "model/start/list_table.hpp"

#include <catch2/catch.hpp>
#include <numeric>

#include "geo/base/error.hpp"
#include "model/start/list_figures.hpp"
#include "model/systematic_sample.hpp"
#include "support/tiny_inputs.hpp"
#include "support/tiny_world.hpp"

using namespace model;

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
using support::first, support::second;

/// Two municipalities of 1000 people, classes 1 and 2. Both publish 2024, and the second 2025.
Inputs two_places() {
    auto in = support::tiny_inputs(2, 1000);
    in.population.first_year = 2025;
    in.population.years = 2;
    in.population.persons.insert(in.population.persons.end(), in.population.persons.begin(),
                                 in.population.persons.begin() + 2 * sexes * ages);
    in.list_series = {2024, 2, 2, {10, unknown, 5, 50}, {400, unknown, 500, 50}, {110, unknown, 100, 500}};
    auto& n = in.national;
    n.first_year = 2024;
    n.years = 1;
    for (auto* column : n.columns()) column->assign(1, unknown);
    n.lists_with_gp = {4};
    n.lists_without_gp = {3};
    n.patients_without_gp = {150};
    n.mean_cap = {500};
    return in;
}

template <class Values>
std::int64_t sum_of_all(const Values& values) {
    return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

}  // namespace

/// All 2000 people are listed.
InitialParams all_listed() {
    InitialParams params;
    params.on_no_list = 0;
    return params;
}

TEST_CASE("The list table of a past year follows what was published of it", "[model][fast]") {
    auto in = two_places();
    in.national.patients_without_gp = {150};
    Remarks remarks;
    const auto t = list_table(in, all_listed(), 2024, Seed{1}, remarks);
    CHECK(t.year == 2024);
    // 10 % of 1000 patients and 5 %, of the nation's 150 and 3 lists.
    CHECK(t.patients_without_gp.values() == std::vector<std::uint32_t>{100, 50});
    CHECK(t.lists_without_gp.values() == std::vector<std::uint16_t>{2, 1});
    CHECK(t.patients_with_gp.values() == std::vector<std::uint32_t>{900, 950});
    // 900 / 400 against 950 / 500: 2.17 and 1.83 of the 4 lists.
    CHECK(t.lists_with_gp.values() == std::vector<std::uint16_t>{2, 2});
    // 4 × 500 places in the ratio 900 × 1.10 : 950 × 1.00.
    CHECK(t.places_with_gp.values() == std::vector<std::uint32_t>{1021, 979});
    CHECK(remarks.size() == 1);
}

TEST_CASE("A start reads nothing later than the day before", "[model][fast]") {
    auto in = two_places(), other = in;
    other.lists.patients_with_gp[first] = 1;
    other.list_series.percent_without_gp[1] = 77;
    other.list_series.percent_without_gp[3] = 77;
    other.list_series.mean_list_length[3] = 770;
    other.list_series.reserve_capacity_index[3] = 77;
    other.national.years = 2;
    for (auto* column : other.national.columns()) column->push_back(7);
    for (auto* sites : {&other.practices.lists_with_gp, &other.practices.lists_without_gp})
        for (auto& lists : sites->values()) lists = 99;
    Remarks remarks;
    CHECK(list_table(in, {}, 2024, Seed{1}, remarks) == list_table(other, {}, 2024, Seed{1}, remarks));
    const auto then = Month::of(std::chrono::year{2025} / std::chrono::January);
    in.population_ahead = other.population_ahead = {};
    const auto a = make_world(in, {}, Seed{1}, then, 1, remarks);
    const auto b = make_world(other, {}, Seed{1}, then, 1, remarks);
    CHECK(a.lists == b.lists);
    CHECK(a.doctors == b.doctors);
}

TEST_CASE("What was not published is that of a like municipality, and is named", "[model][fast]") {
    auto in = two_places();
    in.list_series.percent_without_gp[2] = unknown;
    in.list_series.mean_list_length[2] = unknown;
    in.list_series.reserve_capacity_index[2] = unknown;
    const auto figures = figures_of_year(in.list_series, 2024, in.municipalities, {1000, 1000}, 0.2, Seed{1});
    CHECK(figures.published == std::vector<std::uint8_t>{1, 0});
    CHECK(figures.percent_without_gp == std::vector<double>{10, 10});
    CHECK(figures.mean_list_length == std::vector<double>{400, 400});
    CHECK(estimated_lists(in, 2024).values() == std::vector<std::uint8_t>{0, 1});
    CHECK(estimated_lists(in, 2025).values() == std::vector<std::uint8_t>{0, 0});
    Remarks remarks;
    list_table(in, {}, 2024, Seed{1}, remarks);
    CHECK(remarks.back() == "estimated from like municipalities: 0102");
}

TEST_CASE("An own earlier figure changes as that of a municipality which published both years",
          "[model][fast]") {
    // The third published 2023 only. Alike in size, class and earlier share is the first: 10 % then, 30 %
    // now.
    const ListSeries series{2023,
                            2,
                            3,
                            {10, 30, 80, 0, 12, unknown},
                            {1000, 900, 1000, 500, 800, unknown},
                            {100, 110, 100, 50, 120, unknown}};
    const auto places = support::tiny_inputs(3, 1000).municipalities;
    const auto figures = figures_of_year(series, 2024, places, {1000, 1000, 1000}, 0.01, Seed{1});
    CHECK(figures.percent_without_gp[2] == 30);
    CHECK(figures.mean_list_length[2] == Approx(720));
    CHECK(figures.reserve_capacity_index[2] == Approx(132));
    // With likeness of no weight, half of the seeds take the second's.
    std::array<int, 2> drawn{};
    for (std::uint64_t seed = 0; seed < 100; ++seed)
        ++drawn[figures_of_year(series, 2024, places, {1000, 1000, 1000}, 100, Seed{seed})
                            .percent_without_gp[2] == 30
                    ? 0
                    : 1];
    CHECK(drawn[0] > 30);
    CHECK(drawn[1] > 30);
}

TEST_CASE("More free places open more lists", "[model][fast]") {
    const InitialParams params;
    CHECK(open_share(params, params.open_from) == 0);
    CHECK(open_share(params, -100) == 0);
    CHECK(open_share(params, params.open_from + params.open_scale) == Approx(1 - std::exp(-1)));
    for (double free = -50; free < 500; free += 10)
        CHECK(open_share(params, free + 10) >= open_share(params, free));
}

TEST_CASE("Nobody is on a list who does not live in the country", "[model][fast]") {
    auto in = two_places();
    in.national.patients_with_gp = {2400};
    InitialParams params;
    params.on_no_list = 5;
    Remarks remarks;
    const auto t = list_table(in, params, 2024, Seed{1}, remarks);
    CHECK(sum_of_all(t.patients_with_gp) == 1750);  // 95 % of 2000 people less 150
    CHECK(sum_of_all(t.patients_without_gp) == 150);
    REQUIRE(remarks.size() == 2);
    CHECK(remarks[0].find("27.08 % fewer than published") != std::string::npos);
}

TEST_CASE("The official table serves its own year, the series its years", "[model][fast]") {
    auto in = two_places();
    Remarks remarks;
    CHECK(list_table(in, InitialParams{}, 2025, Seed{1}, remarks) == in.lists);
    CHECK(remarks.empty());
    for (const int year : {2023, 2026})
        CHECK_THROWS_WITH(list_table(in, InitialParams{}, year, Seed{1}, remarks),
                          Catch::Contains("expected start = \"2026-01\", or January of 2025-2026"));
}

TEST_CASE("Systematic sampling rounds up or down and keeps the sum", "[model][fast]") {
    CHECK(systematic_sample({0.5, 0, 1.25, 0.25}, 0.6) == std::vector<std::uint32_t>{1, 0, 1, 0});
    CHECK(systematic_sample({0.5, 0, 1.25, 0.25}, 0.1) == std::vector<std::uint32_t>{0, 0, 1, 1});
    for (double u = 0.05; u < 1; u += 0.1) CHECK(sum_of_all(systematic_sample({0.3, 0.9, 2.8}, u)) == 4);
}
