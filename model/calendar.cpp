#include "model/calendar.hpp"

#include <fmt/format.h>

namespace model {

std::string month_text(std::chrono::year_month month) {
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

std::string month_text(Month month) {
    return month_text(month.calendar());
}

std::optional<std::chrono::year_month> month_of(std::string_view text) {
    if (text.size() != 7) return std::nullopt;
    int digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == 4 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return std::nullopt;
        if (i != 4) digits = 10 * digits + (text[i] - '0');
    }
    const auto month =
        std::chrono::year{digits / 100} / std::chrono::month{static_cast<unsigned>(digits % 100)};
    return month.ok() ? std::optional(month) : std::nullopt;
}

std::vector<int> kept_times(Month start, int months) {
    std::vector<int> times;
    for (int t = 0; t <= months; ++t)
        if (t == 0 || t == months || (start + t).is_january()) times.push_back(t);
    return times;
}

}  // namespace model
