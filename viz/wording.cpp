#include "viz/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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
