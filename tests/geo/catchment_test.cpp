#include "geo/catchment.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "geo/base/error.hpp"
#include "geo/base/threads.hpp"
#include "tests/geo/reference_files.hpp"
#include "tests/support/random_graph.hpp"

using namespace geo;

namespace {

/// Both are missing, both infinite, or they agree to 1e-9 of the expected value.
void check_equal(const std::vector<double>& got, const std::vector<double>& expected) {
    REQUIRE(got.size() == expected.size());
    double worst = 0;
    for (std::size_t i = 0; i < got.size(); ++i) {
        if (std::isinf(expected[i])) {
            CHECK(got[i] == expected[i]);
            continue;
        }
        REQUIRE(std::isfinite(got[i]));
        worst = std::max(worst, std::abs(got[i] - expected[i]) / std::max(std::abs(expected[i]), 1e-300));
        if (expected[i] == 0) CHECK(got[i] == 0);
    }
    CHECK(worst < 1e-9);
}

/// 748 437 travel times of Belo Horizonte, minutes.
CostMatrix bho_matrix(std::uint32_t places) {
    const auto minutes = reference::bytes("bho_minutes.bin");
    REQUIRE(minutes.size() == std::size_t{places} * places);
    CostMatrix out;
    out.rows = out.columns = places;
    for (std::uint32_t i = 0; i < places; ++i) {
        for (std::uint32_t j = 0; j < places; ++j)
            if (const auto code = minutes[std::size_t{i} * places + j]; code != 0) {
                out.column.push_back(j);
                out.cost.push_back(code == 255 ? 5.8 : code - 1);
            }
        out.first.push_back(static_cast<std::uint32_t>(out.column.size()));
    }
    return out;
}

/// The same pairs in tenths of a minute.
TravelTable as_table(const CostMatrix& matrix) {
    TravelTable out{.cells = matrix.rows, .practices = matrix.columns, .first = matrix.first};
    for (std::size_t k = 0; k < matrix.cost.size(); ++k) {
        out.practice.push_back(PracticeId{matrix.column[k]});
        out.tenth_minutes.push_back(static_cast<std::uint16_t>(std::lround(matrix.cost[k] * 10)));
    }
    return out;
}

std::vector<std::uint8_t> more_than_none(const std::vector<double>& values) {
    std::vector<std::uint8_t> out;
    for (const double v : values) out.push_back(v > 0);
    return out;
}

CostMatrix matrix_of(std::uint32_t rows, std::uint32_t columns, const std::vector<double>& row,
                     const std::vector<double>& column, const std::vector<double>& cost) {
    CostMatrix out{.rows = rows, .columns = columns};
    for (std::uint32_t i = 0; i < rows; ++i) {
        for (std::size_t k = 0; k < row.size(); ++k)
            if (row[k] == i) {
                out.column.push_back(static_cast<std::uint32_t>(column[k]));
                out.cost.push_back(cost[k]);
            }
        out.first.push_back(static_cast<std::uint32_t>(out.column.size()));
    }
    return out;
}

const Steps steps_to_30{{10, 20, 30}, {1, 0.68, 0.22}};

}  // namespace

TEMPLATE_TEST_CASE("Every index of Belo Horizonte agrees with two published programs", "[geo][fast]",
                   CostMatrix, TravelTable) {
    auto rows = reference::columns("bho_rows.csv");
    const auto &people = rows["people"], &jobs = rows["jobs"];
    const auto matrix = bho_matrix(static_cast<std::uint32_t>(people.size()));
    REQUIRE(matrix.cost.size() == 748'437);
    const auto pairs = [&] {
        if constexpr (std::is_same_v<TestType, TravelTable>)
            return as_table(matrix);
        else
            return matrix;
    }();
    SECTION("nearest") {
        check_equal(nearest(pairs, more_than_none(rows["schools"])), rows["r_closest_school"]);
        auto expected = rows["py_nearest_cost"];  // a missing value there is out of reach here
        for (double& cost : expected)
            if (std::isnan(cost)) cost = no_limit;
        check_equal(nearest(pairs, more_than_none(jobs)), expected);
    }
    SECTION("cumulative opportunities") {
        check_equal(opportunities(pairs, jobs, Within{30}), rows["r_cum30"]);
        check_equal(opportunities(pairs, jobs, Within{30}), rows["py_cum"]);
    }
    SECTION("gravity") {
        check_equal(opportunities(pairs, jobs, Exponential{0.1}), rows["r_grav_exp01"]);
        check_equal(opportunities(pairs, jobs, Logistic{30, 10}), rows["r_grav_logistic30_10"]);
        check_equal(opportunities(pairs, jobs, InversePower{1, 60, 1}), rows["py_grav"]);
    }
    SECTION("2SFCA") {
        check_equal(two_step(pairs, people, jobs, Within{30}), rows["r_fca2_binary30"]);
        check_equal(two_step(pairs, people, jobs, Within{30}), rows["py_2sfca"]);
        check_equal(two_step(pairs, people, jobs, Exponential{0.05}), rows["r_fca2_exp005"]);
    }
    SECTION("E2SFCA: the programs take different sides of a step") {
        check_equal(two_step(pairs, people, jobs, steps_to_30), rows["py_e2sfca_step"]);
        Steps lower = steps_to_30;
        lower.upper_edge = false;
        check_equal(two_step(pairs, people, jobs, lower), rows["r_fca2_stepped"]);
        check_equal(two_step(pairs, people, jobs, Gaussian{15, 30}), rows["py_e2sfca_gauss"]);
    }
    SECTION("M2SFCA, 3SFCA") {
        check_equal(modified_two_step(pairs, people, jobs, Gaussian{15, 30}), rows["py_own_m2sfca_gauss"]);
        check_equal(three_step(pairs, people, jobs, steps_to_30, steps_to_30), rows["py_3sfca"]);
    }
    SECTION("balanced FCA") {
        check_equal(balanced(pairs, people, jobs, Exponential{0.05}), rows["r_bfca_exp005"]);
    }
    SECTION("spatial availability: missing there is nobody here") {
        const auto got = spatial_availability(pairs, people, jobs, Exponential{0.1});
        auto expected = rows["r_spatial_availability_exp01"];
        for (std::size_t i = 0; i < expected.size(); ++i)
            if (std::isnan(expected[i])) {
                CHECK(got[i] >= 0);
                expected[i] = got[i];
            }
        check_equal(got, expected);
    }
}

TEST_CASE("The toy of the R package fca has its published values", "[geo][fast]") {
    auto pairs = reference::columns("toy_pairs.csv");
    auto rows = reference::columns("toy_rows.csv");
    const auto supply = reference::columns("toy_columns.csv")["supply"];
    const auto& people = rows["people"];
    const auto matrix = matrix_of(10, 3, pairs["row"], pairs["column"], pairs["cost"]);
    const double sigma = 20 / std::sqrt(2 * std::log(100.0));
    for (std::size_t k = 0; k < pairs["cost"].size(); ++k) {
        CHECK(weight_at(Gaussian{sigma}, pairs["cost"][k]) == Approx(pairs["weight"][k]).epsilon(1e-9));
        CHECK(weight_at(Gaussian{sigma, 20}, pairs["cost"][k]) ==
              Approx(pairs["weight_to_20"][k]).epsilon(1e-9));
    }
    check_equal(two_step(matrix, people, supply, Within{20}), rows["sfca2"]);
    check_equal(three_step(matrix, people, supply, Gaussian{sigma, 20}, Gaussian{sigma, 20}), rows["sfca3"]);
    check_equal(three_step(matrix, people, supply, Gaussian{sigma}, Gaussian{sigma}), rows["sfca3_nocut"]);
    check_equal(modified_huff_three_step(matrix, people, supply, Gaussian{sigma, 20}), rows["mh3sfca"]);
}

TEST_CASE("The hospitals of PySAL access have their published values", "[geo][fast]") {
    auto pairs = reference::columns("hospital_pairs.csv");
    auto rows = reference::columns("hospital_rows.csv");
    const InversePower to_61{.exponent = 1,
                             .limit = 61};  // and the shares of its 3SFCA look beyond the limit
    for (int scenario = 0; scenario < 4; ++scenario) {
        const auto of = [&](std::map<std::string, std::vector<double>>& table, const std::string& name) {
            std::vector<double> out;
            for (std::size_t i = 0; i < table[name].size(); ++i)
                if (table["scenario"][i] == scenario) out.push_back(table[name][i]);
            return out;
        };
        const auto matrix = matrix_of(3, 3, of(pairs, "row"), of(pairs, "column"), of(pairs, "cost"));
        const auto people = of(rows, "people"), doctors = of(rows, "doctors");
        check_equal(two_step(matrix, people, doctors, to_61), of(rows, "two_step_inverse"));
        check_equal(three_step(matrix, people, doctors, to_61, InversePower{1}),
                    of(rows, "three_step_inverse"));
        check_equal(two_step(matrix, people, doctors, Within{30}), of(rows, "two_step_30"));
    }
}

TEST_CASE("Two cells share a practice in proportion to nothing but people", "[geo][fast]") {
    //  cell 0: 100 people, 10 min to practice 0;  cell 1: 300 people, 30 min to it;  cell 2: 50 people, no
    //  practice
    const TravelTable table{.cells = 3,
                            .practices = 2,
                            .first = {0, 1, 2, 2},
                            .practice = {PracticeId{0}, PracticeId{0}},
                            .tenth_minutes = {100, 300}};
    const std::vector<double> people{100, 300, 50}, doctors{2, 5};
    const std::vector<double> reached{0.005, 0.005, 0};
    CHECK(two_step(table, people, doctors, Within{30}) == reached);
    const std::vector<double> near_only{0.02, 0, 0};
    CHECK(two_step(table, people, doctors, Within{29.9}) == near_only);
    const std::vector<double> minutes{10, 30, no_limit};
    CHECK(nearest(table) == minutes);
    const std::vector<double> none{no_limit, no_limit, no_limit};
    CHECK(nearest(table, std::vector<std::uint8_t>{0, 1}) == none);
}

TEST_CASE("People times 2SFCA is the supply that someone reaches, on any number of threads", "[geo][fast]") {
    support::Dice dice(3);
    TravelTable table{.cells = 5'000, .practices = 40};
    std::vector<double> people, doctors(40, 0.0);
    for (std::uint32_t c = 0; c < table.cells; ++c) {
        people.push_back(dice.below(500));
        for (std::uint32_t p = 0; p < 39; ++p)  // nobody reaches the last one
            if (dice.below(4) == 0) {
                table.practice.push_back(PracticeId{p});
                table.tenth_minutes.push_back(static_cast<std::uint16_t>(dice.below(600)));
            }
        table.first.push_back(table.pairs());
    }
    for (double& d : doctors) d = 1 + dice.below(5);
    for (const Decay& decay :
         {Decay{Within{60}}, Decay{steps_to_30}, Decay{Gaussian{20, 60}}, Decay{Exponential{0.05}}}) {
        const auto a = two_step(table, people, doctors, decay);
        const double served = std::inner_product(people.begin(), people.end(), a.begin(), 0.0);
        CHECK(served == Approx(std::accumulate(doctors.begin(), doctors.end() - 1, 0.0)).epsilon(1e-12));
        for (const unsigned threads : {1U, 3U, 8U}) {
            const ThreadLimit limit(threads);
            CHECK(two_step(table, people, doctors, decay) == a);
        }
        const auto available = spatial_availability(table, people, doctors, decay);
        CHECK(std::accumulate(available.begin(), available.end(), 0.0) == Approx(served).epsilon(1e-12));
    }
}

TEST_CASE("More doctors never lower anyone's access", "[geo][fast]") {
    const TravelTable table{.cells = 2,
                            .practices = 2,
                            .first = {0, 2, 4},
                            .practice = {PracticeId{0}, PracticeId{1}, PracticeId{0}, PracticeId{1}},
                            .tenth_minutes = {50, 250, 150, 20}};
    const std::vector<double> people{400, 600}, before{1, 2}, after{1, 3};
    for (const auto index :
         {&two_step<TravelTable>, &modified_two_step<TravelTable>, &modified_huff_three_step<TravelTable>,
          &balanced<TravelTable>, &spatial_availability<TravelTable>}) {
        const auto a = index(table, people, before, steps_to_30),
                   b = index(table, people, after, steps_to_30);
        for (std::size_t i = 0; i < 2; ++i) CHECK(b[i] >= a[i]);
        CHECK(b[1] > a[1]);
    }
}

TEST_CASE("A weight stands on the stated side of its edge", "[geo][fast]") {
    CHECK(weight_at(Within{30}, 30) == 1);
    CHECK(weight_at(Within{30}, 30.1) == 0);
    CHECK(weight_at(steps_to_30, 10) == 1);
    CHECK(weight_at(steps_to_30, 30) == 0.22);
    CHECK(weight_at(steps_to_30, 30.1) == 0);
    CHECK(weight_at(Steps{{10, 20, 30}, {1, 0.68, 0.22}, false}, 10) == 0.68);
    CHECK(weight_at(Steps{{10, 20, 30}, {1, 0.68, 0.22}, false}, 30) == 0);
    CHECK(weight_at(Logistic{30, 10}, 0) == 1);
    CHECK(weight_at(InversePower{2, 10, 1}, 20) == 0.25);
    CHECK(weight_at(InversePower{1, 1, 5}, 0) == 0.2);
}

TEST_CASE("Steps without weights and people without rows are refused", "[geo][fast]") {
    CHECK_THROWS_AS(weight_at(Steps{{10, 20}, {1}}, 5), InputError);
    CHECK_THROWS_AS(weight_at(Steps{{20, 10}, {1, 0.5}}, 5), InputError);
    const TravelTable table{
        .cells = 1, .practices = 1, .first = {0, 1}, .practice = {PracticeId{0}}, .tenth_minutes = {5}};
    CHECK_THROWS_AS(two_step(table, std::vector<double>{1, 2}, std::vector<double>{1}, Within{30}),
                    InputError);
}
