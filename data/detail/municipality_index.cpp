#include "data/detail/municipality_index.hpp"

#include <fmt/format.h>

namespace data::detail {

std::string some_of(const model::Municipalities& municipalities,
                    const std::vector<model::MunicipalityId>& which) {
    constexpr std::size_t shown = 8;
    std::string text;
    for (std::size_t i = 0; i < which.size() && i < shown; ++i)
        text += fmt::format("{}{} {}", i == 0 ? "" : ", ", municipalities.number[which[i]],
                            municipalities.name[which[i]]);
    if (which.size() > shown) text += fmt::format(" and {} more", which.size() - shown);
    return text;
}

}  // namespace data::detail
