#include <catch2/catch.hpp>

#include "viz/report/packed_array.hpp"
#include "viz/report/spread.hpp"
#include "viz/report/values.hpp"

using namespace std::chrono;

TEST_CASE("Yearly time points are the start, every January and the last month", "[viz][fast]") {
    using Times = std::vector<int>;
    CHECK(viz::yearly_times(2026y / January, 15) == Times{0, 12, 14});
    CHECK(viz::yearly_times(2025y / November, 15) == Times{0, 2, 14});
    CHECK(viz::yearly_times(2025y / November, 3) == Times{0, 2});
    CHECK(viz::yearly_times(2026y / May, 1) == Times{0});
}

TEST_CASE("Places are municipalities, the nation, counties and classes by number", "[viz][fast]") {
    model::Municipalities m;
    for (const auto& [number, county, centrality] :
         {std::tuple{"1101", "11", 2}, std::tuple{"0301", "03", 1}, std::tuple{"1103", "11", 1}}) {
        m.number.push_back(number);
        m.county_number.push_back(county);
        m.centrality.push_back(static_cast<std::uint8_t>(centrality));
    }
    const std::vector<std::vector<std::size_t>> expected{{0},       {1},    {2},  // municipalities
                                                         {0, 1, 2},               // nation
                                                         {1},       {0, 2},       // 03, 11
                                                         {1, 2},    {0}};         // classes 1, 2
    CHECK(viz::places_of(m) == expected);
}

TEST_CASE("Counts are whole unless they are means of lists or doctors", "[viz][fast]") {
    const data::IndicatorInfo people{.name = "patients",
                                     .unit = "persons",
                                     .long_name = {},
                                     .long_name_no = {},
                                     .numerator = {},
                                     .denominator = {}};
    auto lists = people, share = people, pressure = people;
    lists.unit = "lists";
    share.unit = "%";
    pressure.unit = "hours asked per hour offered";
    share.is_ratio = pressure.is_ratio = true;
    CHECK(viz::shown_decimals(people, true) == 0);
    CHECK(viz::shown_decimals(lists, false) == 0);
    CHECK(viz::shown_decimals(lists, true) == 1);
    CHECK(viz::shown_decimals(share, false) == 1);
    CHECK(viz::shown_decimals(pressure, true) == 2);
}

TEST_CASE("A packed text is short and empty text is nothing", "[viz][fast]") {
    const std::string text(10'000, 'a');
    CHECK(viz::packed_text(text).bytes == text.size());
    CHECK(viz::packed_text(text).data.size() < 100);
    CHECK(viz::packed_text("").data.empty());
}
