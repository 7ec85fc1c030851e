#include "model/compare/chances.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace model;
using namespace std::chrono;

namespace {

/// 100 patients each month, so many of them without a GP.
Course course(std::vector<std::int64_t> without) {
    return {std::vector<std::int64_t>(without.size(), 100), std::move(without)};
}

}  // namespace

TEST_CASE("Chances are counted future by future, by hand", "[model][chances][fast]") {
    // From January 2026: the start, twelve months of 2026, two of 2027.
    std::vector<std::int64_t> calm(15, 0), short_trouble(15, 0), long_trouble(15, 0), empty(15, 0);
    calm[0] = 100;                                       // observed at the start: no future
    short_trouble[12] = 11;                              // on 1 January 2027: the end of December 2026
    for (int t = 10; t < 14; ++t) long_trouble[t] = 50;  // three months of 2026 and one of 2027
    empty[13] = 100;
    const std::vector draws{course(calm), course(short_trouble), course(long_trouble), course(empty)};
    const auto found = chances_of(draws, 2026y / January, 10);
    CHECK(found.soon == Futures{2, 4});
    CHECK(found.months_soon == Approx((1 + 3) / 4.0));
    CHECK(found.long_spell == Futures{1, 4});
    REQUIRE(found.years.size() == 2);
    CHECK(found.years[0].year == 2026);
    CHECK(found.years[0].over == Futures{2, 4});
    CHECK(found.years[0].none == Futures{2, 4});
    CHECK(found.years[0].all == Futures{0, 4});
    CHECK(found.years[1].over == Futures{2, 4});
    CHECK(found.years[1].all == Futures{1, 4});
    CHECK(found.years[1].months_over == Approx(0.5));
    CHECK(!found.likely_from);  // two of four are not more than half
    CHECK(chances_of(std::span(draws).subspan(1), 2026y / January, 10).likely_from == 2026);
    CHECK(found.whole_years == 4);  // 2027 has two months
    CHECK(std::isnan(found.bad_year));
}

TEST_CASE("Expected months are whole months over futures, whatever their order", "[model][chances][fast]") {
    // Ten futures of one month over the limit each are one month expected, as one of ten months is.
    std::vector<std::int64_t> one(13, 0), ten(13, 50), calm(13, 0);
    one[3] = 50;
    ten[1] = ten[2] = 0;
    std::vector<Course> even(10, course(one)), uneven(10, course(calm));
    uneven[4] = course(ten);
    for (const auto& draws : {even, uneven}) {
        const auto found = chances_of(draws, 2026y / January, 10);
        CHECK(found.months_soon == 1);
        CHECK(found.years.front().months_over == 1);
    }
}

TEST_CASE("The worst year in twenty is told of twenty whole years, not of fewer or of pieces",
          "[model][chances][fast]") {
    // Two years and a month from January 2026; in draw i every month i per cent, and the last month all.
    const auto drawn = [](int count) {
        std::vector<Course> draws;
        for (int i = 0; i < count; ++i) {
            draws.push_back(course(std::vector<std::int64_t>(26, i)));
            draws.back().without.back() = 100;
        }
        return chances_of(draws, 2026y / January, 10);
    };
    CHECK(drawn(9).whole_years == 18);
    CHECK(std::isnan(drawn(9).bad_year));
    CHECK(drawn(10).whole_years == 20);
    CHECK(drawn(10).bad_year == Approx(9));  // 0, 0, 1, 1 … 9, 9: the month of 2028 is no year
    // Nobody lives there.
    std::vector<Course> empty(30, Course{std::vector<std::int64_t>(26, 0), std::vector<std::int64_t>(26, 0)});
    CHECK(chances_of(empty, 2026y / January, 10).whole_years == 0);
}

TEST_CASE("The limit is exceeded, not reached, and nobody lacks a GP where nobody is",
          "[model][chances][fast]") {
    const auto over = [](std::int64_t patients, std::int64_t without, double limit) {
        const std::vector draws{Course{{1, patients}, {0, without}}};
        return chances_of(draws, 2026y / January, limit).soon.many;
    };
    CHECK(over(100, 10, 10) == 0);
    CHECK(over(100, 11, 10) == 1);
    CHECK(over(0, 0, 0) == 0);
    CHECK(over(3, 1, 33.3) == 1);
    CHECK(chances_of({}, 2026y / January, 10).years.empty());
}
