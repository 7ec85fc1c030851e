#pragma once
#include <array>
#include <cassert>
#include <cstddef>

namespace geo {

/// One value for each value of an enum that counts 0, 1, .. N - 1: an array that only this enum can index.
template <class Enum, class T, std::size_t N>
class PerEnum {
public:
    constexpr T& operator[](Enum e) {
        assert(static_cast<std::size_t>(e) < N);
        return values_[static_cast<std::size_t>(e)];
    }
    constexpr const T& operator[](Enum e) const {
        assert(static_cast<std::size_t>(e) < N);
        return values_[static_cast<std::size_t>(e)];
    }
    constexpr auto begin() const { return values_.begin(); }
    constexpr auto end() const { return values_.end(); }
    bool operator==(const PerEnum&) const = default;

private:
    std::array<T, N> values_{};
};

}  // namespace geo
