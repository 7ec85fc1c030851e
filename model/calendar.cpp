#include "model/calendar.hpp"

#include <fmt/format.h>

namespace model {

std::string month_text(std::chrono::year_month month) {
    return fmt::format("{:04}-{:02}", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

std::string month_text(Month month) {
    return month_text(month.calendar());
}

}  // namespace model
