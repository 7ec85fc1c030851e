#include "model/calendar.hpp"

#include <fmt/format.h>

namespace model {

std::string month_text(Month month) {
    return fmt::format("{:04}-{:02}", month.year(), month.value % 12 + 1);
}

}  // namespace model
