#include "viz/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "viz/messages.hpp"

namespace viz {

std::string format_number(double value, int decimals, Language language) {
    std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
    const bool negative = value < 0 && digits.find_first_not_of("0.") != std::string::npos;
    const auto point = std::min(digits.find('.'), digits.size());
    const auto& writing = messages(language).writing;
    std::string text = negative ? "\u2212" : "";
    for (std::size_t i = 0; i < point; ++i) {
        if (i > 0 && (point - i) % 3 == 0) text += writing.thousands;
        text += digits[i];
    }
    if (point < digits.size()) {
        text += writing.decimal;
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
    using Pair = std::pair<std::string_view, std::string_view>;
    static constexpr std::array norwegian{
        Pair{"%", "prosent"},
        Pair{"percent", "prosent"},
        Pair{"percentage points", "prosentpoeng"},
        Pair{"persons", "personer"},
        Pair{"lists", "lister"},
        Pair{"places", "plasser"},
        Pair{"doctors", "leger"},
        Pair{"min", "minutter"},
        Pair{"h", "timer"},
        Pair{"d", "dager"},
        Pair{"working days", "virkedager"},
        Pair{"person-days", "persondager"},
        Pair{"patients per list", "pasienter per liste"},
        Pair{"GPs per 1000 residents", "fastleger per 1000 innbyggere"},
        Pair{"hours per week", "timer per uke"},
        Pair{"hours per GP per week", "timer per lege per uke"},
        Pair{"hours asked per hour offered", "timer etterspurt per time tilbudt"},
        Pair{"consultations per month", "konsultasjoner per måned"},
        Pair{"consultations per patient per year", "konsultasjoner per pasient per år"},
        Pair{"referrals per month", "henvisninger per måned"},
        Pair{"visits per year", "besøk per år"},
        Pair{"deaths per year", "dødsfall per år"},
        Pair{"NOK per month, 2023 prices", "kroner per måned, 2023-priser"},
        Pair{"NOK per resident per year, 2023 prices", "kroner per innbygger per år, 2023-priser"},
        Pair{"1000 NOK per month, 2023 prices", "1000 kroner per måned, 2023-priser"},
        Pair{"1000 NOK per year, 2023 prices", "1000 kroner per år, 2023-priser"},
        Pair{"1000 NOK per GP per year, 2023 prices", "1000 kroner per lege per år, 2023-priser"},
        Pair{"lists per 1000 residents", "lister per 1000 innbyggere"},
    };
    static constexpr std::array english{Pair{"%", "percent"}, Pair{"min", "minutes"}, Pair{"h", "hours"},
                                        Pair{"d", "days"}};
    const auto known =
        language == Language::norwegian ? std::span<const Pair>(norwegian) : std::span<const Pair>(english);
    for (const auto& [name, text] : known)
        if (name == unit) return std::string(text);
    return unit == "1" ? "" : std::string(unit);
}

std::string date_text(std::chrono::year_month month, Language language) {
    const auto& writing = messages(language).writing;
    return writing.date(writing.months[static_cast<unsigned>(month.month()) - 1],
                        static_cast<int>(month.year()));
}

std::string norwegian_name(std::string_view official) {
    return std::string(official.substr(0, official.find(" - ")));
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

}  // namespace viz
