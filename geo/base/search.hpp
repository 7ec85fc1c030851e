#pragma once
#include <cstddef>

namespace geo {

/// Position of the first of `n` ascending values for which `is_below` no longer holds, or `n`. Halves without
/// a branch: in a search for something drawn no branch can be foretold.
template <class T, class IsBelow>
std::size_t partition_at(const T* values, std::size_t n, const IsBelow& is_below) {
    if (n == 0) return 0;
    const T* at = values;
    while (n > 1) {
        const auto half = n / 2;
        at += half * static_cast<std::size_t>(is_below(at[half - 1]));
        n -= half;
    }
    return static_cast<std::size_t>(at - values) + static_cast<std::size_t>(is_below(*at));
}

/// As std::lower_bound: how many of the values are less than `value`.
template <class T>
std::size_t count_less(const T* values, std::size_t n, const T& value) {
    return partition_at(values, n, [&](const T& v) { return v < value; });
}

/// As std::upper_bound: how many of the values are not greater than `value`.
template <class T>
std::size_t count_not_greater(const T* values, std::size_t n, const T& value) {
    return partition_at(values, n, [&](const T& v) { return !(value < v); });
}

}  // namespace geo
