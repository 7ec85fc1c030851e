#include "model/cohort_change.hpp"

#include <catch2/catch.hpp>

#include "support/people_table.hpp"

using namespace model;
using support::people_table;
using support::set_people;

namespace {

constexpr MunicipalityId small{0}, large{1};
constexpr int male = 0, female = 1;

/// Two municipalities of class 6.
const Column<MunicipalityId, std::uint8_t> centrality(std::vector<std::uint8_t>{6, 6});

CohortRules rules(double shrink = 0) {
    CohortRules r;
    r.births_per_woman[30] = 0.1;
    r.boys = 0.5;
    r.shrink_persons = shrink;
    return r;
}

}  // namespace

TEST_CASE("A cohort's ratio is its people a year on over its people before", "[model][fast]") {
    auto table = people_table(2025, 2, 2);
    set_people(table, 2025, large, Sex::female, 19, 200);
    set_people(table, 2026, large, Sex::female, 20, 150);  // a quarter has left
    set_people(table, 2025, large, Sex::male, 104, 3);
    set_people(table, 2025, large, Sex::male, 105, 2);
    set_people(table, 2026, large, Sex::male, 105, 4);  // of the five who were 104 and over
    set_people(table, 2026, large, Sex::female, 30, 100);
    set_people(table, 2026, large, Sex::male, 0, 12);  // 12 children where 100 women have 10 by the rates
    const auto change = cohort_change(table, 2025, 2026, centrality, rules());
    CHECK(change.ratio[age_row(large, female, 20)] == Approx(0.75));
    CHECK(change.ratio[age_row(large, male, 105)] == Approx(0.8));
    CHECK(change.ratio[age_row(large, male, 50)] == 1);  // no such cohort
    CHECK(change.children[1] == Approx(1.2));

    PeopleByAge people(2 * sexes * ages);
    people[age_row(large, female, 19)] = 100;
    people[age_row(large, female, 29)] = 1000;
    people[age_row(large, male, 105)] = 10;
    const auto later = one_year_on(people, change);
    CHECK(later[age_row(large, female, 20)] == Approx(75));
    CHECK(later[age_row(large, female, 19)] == 0);
    CHECK(later[age_row(large, female, 30)] == Approx(1000));
    CHECK(later[age_row(large, male, 105)] == Approx(8));
    CHECK(later[age_row(large, male, 0)] == Approx(60));  // half of 1000 × 0.1 × 1.2
    CHECK(later[age_row(large, female, 0)] == Approx(60));
}

TEST_CASE("A handful follows its class, a large cohort itself", "[model][fast]") {
    auto table = people_table(2025, 2, 2);
    set_people(table, 2025, small, Sex::male, 30, 10);
    set_people(table, 2026, small, Sex::male, 31, 30);  // three times as many: one family
    set_people(table, 2025, large, Sex::male, 30, 990);
    set_people(table, 2026, large, Sex::male, 31, 970);  // the class: 1000 and 1000
    const auto ratio = [&](MunicipalityId m, double shrink) {
        return cohort_change(table, 2025, 2026, centrality, rules(shrink)).ratio[age_row(m, male, 31)];
    };
    CHECK(ratio(small, 0) == Approx(3));
    CHECK(ratio(small, 10) == Approx((30 + 10) / 20.0));
    CHECK(ratio(small, 90) == Approx((30 + 90) / 100.0));
    CHECK(ratio(large, 10) == Approx((970 + 10) / 1000.0));
}
