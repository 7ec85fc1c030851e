#include "viz/wording.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "model/units.hpp"
#include "viz/messages.hpp"

namespace viz {

std::string rounded_digits(double value, int decimals) {
    const double scale = std::pow(10, decimals), scaled = std::abs(value) * scale;
    const bool is_exact = std::fma(std::abs(value), scale, -scaled) == 0;
    if (is_exact && scaled - std::floor(scaled) == 0.5) value = std::nextafter(value, 2 * value);
    return fmt::format("{:.{}f}", value, decimals);
}

std::string format_number(double value, int decimals, Language language) {
    const std::string digits = rounded_digits(std::abs(value), decimals);
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
    if (unit == "1") return "";
    if (language == Language::norwegian) return std::string(model::unit_no(unit));
    using Pair = std::pair<std::string_view, std::string_view>;
    for (const auto& [name, text] :
         {Pair{"%", "percent"}, Pair{"min", "minutes"}, Pair{"h", "hours"}, Pair{"d", "days"}})
        if (name == unit) return std::string(text);
    return std::string(unit);
}

std::string date_text(std::chrono::year_month month, Language language) {
    const auto& writing = messages(language).writing;
    return writing.date(writing.months[static_cast<unsigned>(month.month()) - 1],
                        static_cast<int>(month.year()));
}

std::string joined(std::initializer_list<std::string> parts) {
    std::string text;
    for (const auto& part : parts)
        if (!part.empty()) text += (text.empty() ? "" : " · ") + part;
    return text;
}

std::string name_of(const model::Area& area, Language language) {
    return language == Language::norwegian ? model::name_no(area) : model::name_en(area);
}

std::string alone_text(const model::Municipalities& municipalities, Language language) {
    const auto& name = municipalities.alone.name;
    return name.empty() ? "" : messages(language).area.alone(name);
}

std::string futures_text(int runs, Language language) {
    const auto& said = messages(language).map;
    return runs > 1 ? said.mean_of_futures(runs) : std::string(said.one_future);
}

std::string futures_text(int runs, const model::Municipalities& municipalities, Language language) {
    const auto alone = alone_text(municipalities, language);
    return futures_text(runs, language) + (alone.empty() ? "" : ", " + alone);
}

std::string futures_text(std::span<const NamedFutures> shown, Language language) {
    if (std::all_of(shown.begin(), shown.end(),
                    [&](const NamedFutures& one) { return one.runs == shown.front().runs; }))
        return futures_text(shown.front().runs, language);
    std::vector<std::string> parts;
    for (const auto& one : shown)
        parts.push_back(fmt::format("{}: {}", one.name, futures_text(one.runs, language)));
    return fmt::format("{}", fmt::join(parts, "; "));
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

}  // namespace viz
