#include "viz/classes.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "geo/base/error.hpp"
#include "viz/palette.hpp"
#include "viz/wording.hpp"

using namespace viz;

TEST_CASE("A value on a break belongs to the class above it", "[viz][fast]") {
    const auto classes = user_classes({5, 10});
    CHECK(class_of(classes, 4.999) == 0);
    CHECK(class_of(classes, 5) == 1);
    CHECK(class_of(classes, 9.999) == 1);
    CHECK(class_of(classes, 10) == 2);
    CHECK(class_of(classes, -100) == 0);
    CHECK(!class_of(classes, std::nan("")));
    const auto with_zero = user_classes({5, 10}, true);
    CHECK(class_of(with_zero, 0) == 0);
    CHECK(class_of(with_zero, 0.001) == 1);
    CHECK(with_zero.size() == 4);
}

TEST_CASE("Breaks that are not in order are refused", "[viz][fast]") {
    CHECK_THROWS_AS(user_classes({10, 5}), geo::InputError);
    CHECK_THROWS_AS(user_classes({5, 5}), geo::InputError);
    CHECK_THROWS_AS(user_classes({std::numeric_limits<double>::infinity()}), geo::InputError);
    CHECK_THROWS_AS(user_classes({0, 5}, true), geo::InputError);
}

TEST_CASE("Quantile classes hold about equally many values and count them all", "[viz][fast]") {
    std::vector<double> values(100);
    std::iota(values.begin(), values.end(), 1.0);
    const auto classes = quantile_classes(values, 4);
    const auto counts = class_counts(classes, values);
    REQUIRE(counts.size() == 4);
    CHECK(std::accumulate(counts.begin(), counts.end(), 0U) == 100);
    for (const auto count : counts) CHECK((count >= 23 && count <= 27));
    values.insert(values.end(), 50, 0.0);
    const auto apart = quantile_classes(values, 4, true);
    CHECK(class_counts(apart, values)[0] == 50);
    CHECK(quantile_classes(std::vector<double>(10, 3.0), 5).size() <= 2);  // nothing to tell apart
}

TEST_CASE("Round classes have one width and cover the values", "[viz][fast]") {
    const std::vector<double> values{3, 17, 42, 97};
    const auto classes = round_classes(values, 5);
    for (std::size_t i = 2; i < classes.breaks.size(); ++i)
        CHECK(classes.breaks[i] - classes.breaks[i - 1] == Approx(classes.breaks[1] - classes.breaks[0]));
    for (const double v : values) CHECK(class_of(classes, v).has_value());
}

TEST_CASE("Difference classes mirror each other around zero", "[viz][fast]") {
    const std::vector<double> values{-8, -3, 0, 1, 2, 12};
    const auto classes = difference_classes(values, 5);
    const auto n = classes.breaks.size();
    for (std::size_t i = 0; i < n; ++i) CHECK(classes.breaks[i] == Approx(-classes.breaks[n - 1 - i]));
    const auto middle = class_of(classes, 0);
    CHECK(middle == static_cast<int>(n / 2));
}

TEST_CASE("Labels read as people write numbers in each language", "[viz][fast]") {
    const auto classes = user_classes({2.5, 1000});
    const auto norwegian = class_labels(classes, Language::norwegian);
    const auto english = class_labels(classes, Language::english);
    CHECK(norwegian[0].find("2,5") != std::string::npos);
    CHECK(english[0].find("2.5") != std::string::npos);
    CHECK(english[2].find("1,000") != std::string::npos);
    CHECK(norwegian[2].find("over") != std::string::npos);
    CHECK(format_number(-12345.6, 1, Language::english) == "\u221212,345.6");
    CHECK(format_number(-12345.6, 1, Language::norwegian) == "\u221212\u202f345,6");
    CHECK(format_number(-0.01, 1, Language::english) == "0.0");
}

TEST_CASE("Palettes give as many different colours as classes, and name themselves when asked for another",
          "[viz][fast]") {
    for (const auto name : palette_names()) {
        const auto colours = palette(name, 5);
        REQUIRE(colours.size() == 5);
        for (std::size_t i = 1; i < 5; ++i) CHECK(!(colours[i] == colours[i - 1]));
    }
    const auto there = palette("viridis", 4);
    const auto back = palette("viridis-r", 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(there[i] == back[3 - i]);
    CHECK_THROWS_WITH(palette("rainbow", 4), Catch::Contains("viridis"));
    CHECK(hex({255, 0, 16}) == "#ff0010");
}

TEST_CASE("Units, dates and places are said in the reader's words", "[viz][fast]") {
    CHECK(unit_text("%", Language::norwegian) == "prosent");
    CHECK(unit_text("percentage points", Language::norwegian) == "prosentpoeng");
    CHECK(unit_text("min", Language::english) == "minutes");
    CHECK(unit_text("furlongs", Language::norwegian) == "furlongs");
    CHECK(unit_text("1", Language::english).empty());
    const auto month = std::chrono::year{2030} / std::chrono::May;
    CHECK(date_text(month, Language::norwegian) == "1. mai 2030");
    CHECK(date_text(month, Language::english) == "1 May 2030");
    CHECK(norwegian_name("Porsanger - Porsáŋgu - Porsanki") == "Porsanger");
    CHECK(norwegian_name("Nord-Aurdal") == "Nord-Aurdal");
}

TEST_CASE("Quantile breaks are round numbers close to the quantiles", "[viz][fast]") {
    std::vector<double> values;
    for (int i = 0; i < 1000; ++i) values.push_back(0.123 + 0.0617 * i);
    const auto classes = quantile_classes(values, 5);
    REQUIRE(classes.breaks.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(classes.breaks[i] == std::round(classes.breaks[i]));  // neighbours are 12 apart: whole numbers
        CHECK(std::abs(classes.breaks[i] - values[200 * (i + 1)]) <= 1.3);
    }
}
