#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace model {

/// Municipality size groups of the contract and salary statistics, by inhabitants.
inline constexpr std::array<std::string_view, 6> size_classes{"under 2000",  "2000-4999",   "5000-9999",
                                                              "10000-19999", "20000-49999", "50000 and over"};
constexpr std::size_t size_class(std::int32_t inhabitants) {
    constexpr std::array<std::int32_t, 5> from{2000, 5000, 10000, 20000, 50000};
    std::size_t row = 0;
    while (row < from.size() && inhabitants >= from[row]) ++row;
    return row;
}

/// Groups by number of GP lists in which shares without a GP are held against the official ones.
inline constexpr std::array<std::string_view, 6> list_classes{
    "under 4 lists", "4-7 lists", "8-14 lists", "15-29 lists", "30-59 lists", "60 lists and over"};
constexpr std::size_t list_class(std::uint32_t lists) {
    constexpr std::array<std::uint32_t, 5> from{4, 8, 15, 30, 60};
    std::size_t row = 0;
    while (row < from.size() && lists >= from[row]) ++row;
    return row;
}

}  // namespace model
