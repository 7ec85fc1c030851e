// Numbers of municipalities of any year.
#include "model/municipality_codes.hpp"

#include <catch2/catch.hpp>

#include "model/measures/eligible.hpp"

using Numbers = std::vector<std::string>;

TEST_CASE("An old number leads to those of 2024", "[model][fast]") {
    const auto one = [](const std::string& number) {
        Numbers out;
        for (const auto& part : model::parts_of_2024(number)) out.push_back(part.number);
        return out;
    };
    CHECK(one("0101") == Numbers{"3101"});          // Halden
    CHECK(one("5401") == Numbers{"5501"});          // Tromsø in Troms og Finnmark
    CHECK(one("1507") == Numbers{"1508", "1580"});  // Ålesund, split in 2024
    CHECK(one("0301") == Numbers{"0301"});
    CHECK(one("9999").empty());
    double whole = 0;
    for (const auto& part : model::parts_of_2024("5012")) whole += part.share;  // Snillfjord, in three
    CHECK(whole == Approx(1));
}

TEST_CASE("A number is in force in its years", "[model][fast]") {
    CHECK(model::in_force("0301", 2017));
    CHECK(model::in_force("3001", 2020));
    CHECK(model::in_force("3001", 2023));
    CHECK_FALSE(model::in_force("3001", 2024));
    CHECK_FALSE(model::in_force("3001", 2019));
    CHECK(model::in_force("3101", 2024));
    CHECK_FALSE(model::in_force("3101", 2023));
    CHECK_FALSE(model::in_force("9999", 2024));
    CHECK_FALSE(model::in_force("301", 2024));
    CHECK(model::years_of_borders(Numbers{"0301", "3001"}) == "2020-2023");
    CHECK(model::years_of_borders(Numbers{"0101", "0301"}) == "2018-2019");
    CHECK(model::years_of_borders(Numbers{"0301", "3101", "9999"}) == "2024 or later (2 of 3)");
    CHECK(model::years_of_borders(Numbers{"9998", "9999"}).empty());
}

TEST_CASE("A measure on borders of 2024 holds for the same places on older ones, and the other way",
          "[model][fast]") {
    const Numbers old{"0301", "1507", "5401", "5403"}, now{"0301", "1508", "1580", "5501", "5601"};
    CHECK(model::numbers_among("5501", old) == Numbers{"5401"});
    CHECK(model::numbers_among("1580", old) == Numbers{"1507"});
    CHECK(model::numbers_among("1507", now) == Numbers{"1508", "1580"});
    CHECK(model::numbers_among("0301", now) == Numbers{"0301"});
    CHECK(model::numbers_among("9999", now).empty());
    // Asker and Drammen took in parts of other counties and are where they were before.
    const Numbers south{"3203", "3301", "3909"};
    CHECK(model::numbers_of_county_among("02", south) == Numbers{"3203"});
    CHECK(model::numbers_of_county_among("06", south) == Numbers{"3301"});
    CHECK(model::numbers_of_county_among("07", south) == Numbers{"3909"});
    CHECK(model::numbers_of_county_among("06", Numbers{"0220", "0627"}) == Numbers{"0627"});
    CHECK(model::numbers_of_county_among("54", now) == Numbers{"5501", "5601"});
    CHECK(model::numbers_of_county_among("56", old) == Numbers{"5403"});

    model::Municipalities places;
    places.number = old;
    places.county_number = Numbers{"03", "15", "54", "54"};
    for (int i = 0; i < 4; ++i) places.centrality.push_back(3);
    const model::PlaceFigures figures{model::Column<model::MunicipalityId, std::int32_t>(4),
                                      std::vector<std::uint32_t>(4), std::vector<std::uint32_t>(4)};
    const auto holds = [&](const Numbers& counties, const Numbers& municipalities, const Numbers& except) {
        model::Measure measure;
        measure.name = "m";
        measure.where.counties = counties;
        measure.where.municipalities = municipalities;
        measure.where.except = except;
        return model::eligible(places, figures, measure, model::Seed{1}).values();
    };
    using Holds = std::vector<std::uint8_t>;
    CHECK(holds({}, {"5501", "1580"}, {}) == Holds{0, 1, 1, 0});
    CHECK(holds({"56"}, {}, {}) == Holds{0, 0, 0, 1});
    CHECK(holds({"55", "56"}, {}, {"5501"}) == Holds{0, 0, 0, 1});
    CHECK(holds({"15"}, {}, {}) == Holds{0, 1, 0, 0});
}
