#include "viz/few_decimals.hpp"

#include <catch2/catch.hpp>
#include <limits>

TEST_CASE("A small number has the decimals that show two digits of it, a whole one none", "[viz][fast]") {
    CHECK(viz::few_decimals(1234.567) == 0);
    CHECK(viz::few_decimals(12.3) == 0);
    CHECK(viz::few_decimals(-3.14) == 1);
    CHECK(viz::few_decimals(0.3) == 2);
    CHECK(viz::few_decimals(-0.034) == 3);
    CHECK(viz::few_decimals(0.0004) == 3);
    CHECK(viz::few_decimals(3) == 0);
    CHECK(viz::few_decimals(0) == 0);
    CHECK(viz::few_decimals(std::numeric_limits<double>::quiet_NaN()) == 0);
}
