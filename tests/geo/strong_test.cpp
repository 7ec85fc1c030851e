// Ids, and arrays that only one enum can index.
#include "geo/base/strong.hpp"

#include <catch2/catch.hpp>

#include "geo/base/per_enum.hpp"

using namespace geo;

TEST_CASE("ids counts from zero to one below the number of things", "[geo][fast]") {
    using CowId = Id<struct CowTag>;
    std::vector<std::uint32_t> seen;
    for (const auto cow : ids<CowId>(3)) seen.push_back(cow.value);
    CHECK(seen == std::vector<std::uint32_t>{0, 1, 2});
    for (const auto cow : ids<CowId>(0)) FAIL(cow.value);
}

TEST_CASE("An array by an enum keeps each value's own, and begins with nothing", "[geo][fast]") {
    enum class Colour { red, green };
    PerEnum<Colour, int, 2> count;
    CHECK(count[Colour::red] == 0);
    count[Colour::green] = 7;
    CHECK(count[Colour::green] == 7);
    CHECK(std::vector<int>(count.begin(), count.end()) == std::vector{0, 7});
}
