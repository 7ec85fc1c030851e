#include "model/calendar.hpp"

#include <fmt/format.h>

namespace model {

std::string month_text(Month month) {
    return fmt::format("{:04}-{:02}", month.year(), month.value % 12 + 1);
}

std::vector<int> kept_times(Month start, int months) {
    std::vector<int> times;
    for (int t = 0; t <= months; ++t)
        if (t == 0 || t == months || (start + t).is_january()) times.push_back(t);
    return times;
}

}  // namespace model
