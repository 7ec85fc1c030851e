#include "model/calendar.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono;

TEST_CASE("A month is read as it is written", "[model][fast]") {
    CHECK(model::month_of("2035-01") == 2035y / January);
    CHECK(model::month_of(model::month_text(987y / December)) == 987y / December);
    for (const char* none : {"", "2035", "2035-1", "2035-00", "2035-13", "2035-01-01", "2035/01", " 035-01",
                             "+035-01", "2035-+1", "2O35-01"}) {
        INFO(none);
        CHECK(!model::month_of(none));
    }
}
