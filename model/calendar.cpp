#include "model/calendar.hpp"

#include <fmt/format.h>

namespace model {

std::string month_text(std::chrono::year_month month) {
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

std::string month_text(Month month) {
    return month_text(month.calendar());
}

std::vector<int> kept_times(Month start, int months) {
    std::vector<int> times;
    for (int t = 0; t <= months; ++t)
        if (t == 0 || t == months || (start + t).is_january()) times.push_back(t);
    return times;
}

}  // namespace model
