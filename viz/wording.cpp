#include "viz/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "model/units.hpp"

namespace viz {

std::string format_number(double value, int decimals, Language language) {
    std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const bool negative = value < 0 && digits.find_first_not_of("0.") != std::string::npos;
    const auto point = std::min(digits.find('.'), digits.size());
    std::string text = negative ? "\u2212" : "";
    for (std::size_t i = 0; i < point; ++i) {
        if (i > 0 && (point - i) % 3 == 0) text += language == Language::norwegian ? "\u202f" : ",";
        text += digits[i];
    }
    if (point < digits.size()) {
        text += language == Language::norwegian ? ',' : '.';
        text += digits.substr(point + 1);
    }
    return text;
}

int decimals_of(double value) {
    double scaled = value;
    for (int decimals = 0; decimals < 3; ++decimals, scaled *= 10)
        if (std::abs(scaled - std::round(scaled)) <= 1e-9 * std::max(1.0, std::abs(scaled))) return decimals;
    return 3;
}

std::string unit_text(std::string_view unit, Language language) {
    if (unit == "1") return "";
    if (language == Language::norwegian) return std::string(model::unit_no(unit));
    using Pair = std::pair<std::string_view, std::string_view>;
    for (const auto& [name, text] :
         {Pair{"%", "percent"}, Pair{"min", "minutes"}, Pair{"h", "hours"}, Pair{"d", "days"}})
        if (name == unit) return std::string(text);
    return std::string(unit);
}

std::string date_text(std::chrono::year_month month, Language language) {
    constexpr std::array<const char*, 12> norwegian{"januar",    "februar", "mars",     "april",
                                                    "mai",       "juni",    "juli",     "august",
                                                    "september", "oktober", "november", "desember"};
    constexpr std::array<const char*, 12> english{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
    const auto i = static_cast<unsigned>(month.month()) - 1;
    const auto year = static_cast<int>(month.year());
    return language == Language::norwegian ? fmt::format("1. {} {}", norwegian[i], year)
                                           : fmt::format("1 {} {}", english[i], year);
}

std::string norwegian_name(std::string_view official) {
    return std::string(official.substr(0, official.find(" - ")));
}

const Words& words(Language language) {
    static constexpr Words norwegian{"under",    "og over",      "til",        "over 0, under",
                                     "over 0",   "alle verdier", "Ingen data", "Ikke til å skille fra null",
                                     "kommuner", "ruter",        "Kilde: ",    "Oslofjorden"};
    static constexpr Words english{
        "under",          "and over",   "to",       "over 0, under",
        "over 0",         "all values", "No data",  "Not distinguishable from zero",
        "municipalities", "cells",      "Source: ", "Oslo fjord"};
    return language == Language::norwegian ? norwegian : english;
}

}  // namespace viz
