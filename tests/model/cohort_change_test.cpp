#include "model/cohort_change.hpp"

#include <catch2/catch.hpp>

#include "model/alignment.hpp"
#include "model/start/initial.hpp"

using namespace model;

namespace {

constexpr MunicipalityId small{0}, large{1};
constexpr int male = 0, female = 1;

/// Two municipalities of class 6, nobody in them.
const Column<MunicipalityId, std::uint8_t> centrality(std::vector<std::uint8_t>{6, 6});
std::vector<std::int32_t> nobody() {
    return std::vector<std::int32_t>(2 * target_groups);
}

}  // namespace

TEST_CASE("A cohort's ratio is its people five years on over its people before", "[model][fast]") {
    auto before = nobody(), after = nobody();
    before[target_row(large, female, 3)] = 200;  // 15-19
    after[target_row(large, female, 4)] = 150;   // 20-24: a quarter has left
    after[target_row(large, female, 6)] = 50;
    after[target_row(large, female, 0)] = 20;  // girls per woman of 15-49: 20 / (150 + 50)
    after[target_row(large, male, 0)] = 30;
    before[target_row(large, male, 17)] = 30;  // 85-89
    before[target_row(large, male, 18)] = 10;  // 90+
    after[target_row(large, male, 18)] = 16;   // of the 40 who were 85 and over
    const auto change = cohort_change(before, after, centrality, 0);
    CHECK(change.ratio[target_row(large, female, 4)] == Approx(0.75));
    CHECK(change.ratio[target_row(large, male, 18)] == Approx(0.4));
    CHECK(change.children_per_woman[target_row(large, female, 0)] == Approx(0.1));
    CHECK(change.children_per_woman[target_row(large, male, 0)] == Approx(0.15));

    std::vector<double> people(2 * target_groups);
    people[target_row(large, female, 3)] = 100;
    people[target_row(large, female, 12)] = 1000;  // no such cohort before: the ratio is 1
    people[target_row(large, male, 18)] = 50;
    const auto later = five_years_on(people, change);
    CHECK(later[target_row(large, female, 4)] == Approx(75));
    CHECK(later[target_row(large, female, 13)] == Approx(1000));
    CHECK(later[target_row(large, male, 18)] == Approx(20));
    CHECK(later[target_row(large, female, 0)] == Approx(7.5));  // of 75 women
    CHECK(later[target_row(large, male, 0)] == Approx(11.25));
}

TEST_CASE("A handful follows its class, a large cohort itself", "[model][fast]") {
    auto before = nobody(), after = nobody();
    before[target_row(small, male, 5)] = 10;
    after[target_row(small, male, 6)] = 30;  // three times as many: one family
    before[target_row(large, male, 5)] = 990;
    after[target_row(large, male, 6)] = 970;  // the class: 1000 -> 1000
    const auto ratio = [&](MunicipalityId m, double shrink) {
        return cohort_change(before, after, centrality, shrink).ratio[target_row(m, male, 6)];
    };
    CHECK(ratio(small, 0) == Approx(3));
    CHECK(ratio(small, 10) == Approx((30 + 10) / 20.0));
    CHECK(ratio(small, 90) == Approx((30 + 90) / 100.0));
    CHECK(ratio(large, 10) == Approx((970 + 10) / 1000.0));
    CHECK(ratio(small, 300) < ratio(small, 90));
}

TEST_CASE("Whole people keep the total of each sex and age", "[model][fast]") {
    std::vector<double> people(2 * target_groups);
    people[target_row(small, male, 2)] = 1.4;
    people[target_row(large, male, 2)] = 2.4;  // 3.8 together: 4 whole ones
    const auto whole = whole_people(people);
    CHECK(whole[target_row(small, male, 2)] == 1);  // 1.47 and 2.53 of the 4
    CHECK(whole[target_row(large, male, 2)] == 3);
}

TEST_CASE("Years between two projected ones lie on a straight line, and a given table comes first",
          "[model][fast]") {
    PopulationTable official{2021, 6, 2, std::vector<std::uint16_t>(6U * 2 * sexes * ages)};
    const auto set = [](PopulationTable& table, int year, std::uint32_t m, int age, std::uint16_t people) {
        const auto row = static_cast<std::size_t>(year - table.first_year) * table.municipalities + m;
        table.persons[(row * sexes + male) * ages + static_cast<std::size_t>(age)] = people;
    };
    for (std::uint32_t m = 0; m < 2; ++m) {
        set(official, 2021, m, 32, 1000);
        set(official, 2026, m, 37, 900);
        set(official, 2026, m, 32, 500);
    }
    Municipalities municipalities;
    municipalities.number = std::vector<std::string>{"0001", "0002"};
    municipalities.centrality = centrality;
    AlignmentParams params;
    Remarks remarks;
    const auto at = [&](const PopulationTargets& targets, int year, std::size_t group) {
        REQUIRE(targets.find(year));
        return (*targets.find(year))[target_row(large, male, group)];
    };
    const auto targets = make_targets(official, {}, municipalities, params, 2025, 2031, remarks);
    CHECK(at(targets, 2026, 6) == 500);  // 30-34, official
    CHECK(at(targets, 2031, 7) == 450);  // 35-39: 500 × 900 / 1000
    CHECK(at(targets, 2031, 6) == 0);
    CHECK(at(targets, 2027, 6) == 400);  // a fifth of the way from 500 to 0
    CHECK(at(targets, 2028, 7) == 720);  // two fifths from 900 to 450
    CHECK(remarks.empty());

    PopulationTable ahead{2030, 1, 2, std::vector<std::uint16_t>(2U * sexes * ages)};
    set(ahead, 2030, 1, 34, 77);
    const auto given = make_targets(official, ahead, municipalities, params, 2027, 2031, remarks);
    CHECK(at(given, 2030, 6) == 77);
    CHECK(at(given, 2027, 6) == 400);

    params.future = 0;
    params.past = 0;
    const auto off = make_targets(official, {}, municipalities, params, 2026, 2031, remarks);
    for (int year = 2026; year <= 2031; ++year) CHECK(!off.find(year));
    CHECK(!off.find(2020));
    CHECK(!off.find(2040));
}

TEST_CASE("A year that nothing can be said about has no target, and a remark says so", "[model][fast]") {
    const PopulationTable official{2026, 1, 2, std::vector<std::uint16_t>(2U * sexes * ages)};
    Municipalities municipalities;
    municipalities.number = std::vector<std::string>{"0001", "0002"};
    municipalities.centrality = centrality;
    Remarks remarks;
    const auto targets = make_targets(official, {}, municipalities, {}, 2027, 2028, remarks);
    CHECK(!targets.find(2027));
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].find("2027, 2028") != std::string::npos);
}
