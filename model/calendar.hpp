#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace model {

/// A calendar month, counted from January 1900 so that it fits a 16-bit column for births and tenures.
struct Month {
    std::int16_t value = 0;
    constexpr auto operator<=>(const Month&) const = default;

    static constexpr Month of(std::chrono::year_month m) {
        const int months =
            (static_cast<int>(m.year()) - 1900) * 12 + static_cast<int>(static_cast<unsigned>(m.month())) - 1;
        return {static_cast<std::int16_t>(months)};
    }
    constexpr std::chrono::year_month calendar() const {
        return std::chrono::year{1900 + value / 12} /
               std::chrono::month{static_cast<unsigned>(value % 12 + 1)};
    }
    constexpr int year() const { return 1900 + value / 12; }
    constexpr bool is_january() const { return value % 12 == 0; }
    friend constexpr Month operator+(Month m, int months) {
        return {static_cast<std::int16_t>(m.value + months)};
    }
    /// Whole months from b to a.
    friend constexpr int operator-(Month a, Month b) { return a.value - b.value; }
};

/// "2026-01".
std::string month_text(std::chrono::year_month month);
std::string month_text(Month month);
/// The month that is written so, four digits, a hyphen and two digits; nothing for any other text.
std::optional<std::chrono::year_month> month_of(std::string_view text);

/// Time points that files and pages keep where not every month is kept: the start, every January, the last.
/// Ascending; time points are months since the start.
std::vector<int> kept_times(Month start, int months);

}  // namespace model
