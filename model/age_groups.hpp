#pragma once
// Five-year age groups, as official tables and rates have them.
#include <array>
#include <cstddef>
#include <string_view>

namespace model {

inline constexpr std::array<std::string_view, 19> five_year_ages{
    "0-4",   "5-9",   "10-14", "15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49",
    "50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90+"};

inline constexpr std::size_t five_year_groups = five_year_ages.size();

/// Row of five_year_ages for an age in completed years.
constexpr std::size_t five_year_age(int age) {
    return static_cast<std::size_t>(age >= 90 ? 18 : age / 5);
}

}  // namespace model
