#include "viz/wording.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace viz;
using namespace std::chrono;

TEST_CASE("Numbers are grouped by thousands, and their decimals set apart, as each language does",
          "[viz][fast]") {
    CHECK(format_number(999, 0, Language::english) == "999");
    CHECK(format_number(1000, 0, Language::english) == "1,000");
    CHECK(format_number(1234567.891, 2, Language::english) == "1,234,567.89");
    CHECK(format_number(1234567.891, 2, Language::norwegian) == "1\u202f234\u202f567,89");
    CHECK(format_number(-0.4, 0, Language::norwegian) == "0");  // no sign where it rounds to nothing
    CHECK(format_number(-0.5, 1, Language::norwegian) == "\u22120,5");
    // The very middle goes away from zero, as the page has it; 1.45 is less than that.
    CHECK(format_number(-6424.5, 0, Language::english) == "\u22126,425");
    CHECK(format_number(6425.5, 0, Language::english) == "6,426");
    CHECK(format_number(0.125, 2, Language::english) == "0.13");
    CHECK(format_number(1.45, 1, Language::english) == "1.4");
    CHECK(rounded_digits(-6424.5, 0) == "-6425");
    CHECK(rounded_digits(0, 1) == "0.0");
}

TEST_CASE("A number has as many decimals as show it, three at most", "[viz][fast]") {
    CHECK(decimals_of(12) == 0);
    CHECK(decimals_of(0.5) == 1);
    CHECK(decimals_of(-2.25) == 2);
    CHECK(decimals_of(0.1 + 0.2) == 1);  // not what binary digits make of it
    CHECK(decimals_of(1.0 / 3) == 3);
}

TEST_CASE("Every month of the year has a name in each language", "[viz][fast]") {
    CHECK(date_text(2026y / January, Language::norwegian) == "1. januar 2026");
    CHECK(date_text(2026y / December, Language::norwegian) == "1. desember 2026");
    CHECK(date_text(2026y / January, Language::english) == "1 January 2026");
    CHECK(date_text(2026y / December, Language::english) == "1 December 2026");
    CHECK(month_text(987y / March) == "0987-03");
}

TEST_CASE("The first letter is made large where it is a plain one", "[viz][fast]") {
    CHECK(capitalised("share") == "Share");
    CHECK(capitalised("Share") == "Share");
    CHECK(capitalised("") == "");
    CHECK(capitalised("øst") == "øst");
    CHECK(capitalised("5 classes") == "5 classes");
}

TEST_CASE("Whatever has a name in both languages is called in the reader's", "[viz][fast]") {
    const struct { std::string long_name, long_name_no; } thing{"House", "Hus"};
    CHECK(name_in(Language::english, thing) == "House");
    CHECK(name_in(Language::norwegian, thing) == "Hus");
}

TEST_CASE("Things shown together are of equally many futures, or each is named with its own", "[viz][fast]") {
    using Shown = std::vector<NamedFutures>;
    CHECK(futures_text(Shown{{"a", 1}, {"b", 1}}, Language::english) == "one of many possible futures");
    CHECK(futures_text(Shown{{"a", 30}, {"b", 30}}, Language::english) == "mean of 30 possible futures");
    CHECK(futures_text(Shown{{"a", 30}, {"b", 1}}, Language::norwegian) ==
          "a: gjennomsnitt av 30 mulige framtider; b: én av mange mulige framtider");
}
