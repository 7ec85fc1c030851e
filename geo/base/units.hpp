#pragma once
#include <chrono>
#include <compare>
#include <cstdint>

namespace geo {

using Minutes = std::chrono::duration<float, std::ratio<60>>;  ///< travel time for people
using Millis =
    std::chrono::duration<std::uint32_t, std::milli>;  ///< travel time on arcs: whole, so sums are exact

/// A number with a unit: adds to its own kind, scales by plain numbers.
template <class Unit>
struct Quantity {
    double value = 0;
    constexpr auto operator<=>(const Quantity&) const = default;
    friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
    friend constexpr Quantity operator*(Quantity a, double k) { return {a.value * k}; }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
};
using Km = Quantity<struct KmUnit>;
using KmPerHour = Quantity<struct KmPerHourUnit>;

}  // namespace geo
