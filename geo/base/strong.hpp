#pragma once
#include <cassert>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace geo {

/// Index of one thing of one kind. Different tags do not convert into each other.
template <class Tag>
struct Id {
    std::uint32_t value;
    constexpr auto operator<=>(const Id&) const = default;
};

/// Ids 0, 1, .. n - 1 in order: `for (const auto list : ids<ListId>(lists.size()))`.
template <class IdT>
class ids {
public:
    struct Iterator {
        std::uint32_t value;
        IdT operator*() const { return IdT{value}; }
        Iterator& operator++() {
            ++value;
            return *this;
        }
        bool operator==(const Iterator&) const = default;
    };
    explicit ids(std::size_t n) : end_(static_cast<std::uint32_t>(n)) {}
    Iterator begin() const { return {0}; }
    Iterator end() const { return {end_}; }

private:
    std::uint32_t end_;
};

/// One property of every thing of a kind: a vector that only that kind's Id can index.
template <class IdT, class T>
class Column {
public:
    Column() = default;
    explicit Column(std::size_t rows, const T& value = T{}) : values_(rows, value) {}
    Column(std::vector<T> values) : values_(std::move(values)) {}

    T& operator[](IdT id) {
        assert(id.value < values_.size());
        return values_[id.value];
    }
    const T& operator[](IdT id) const {
        assert(id.value < values_.size());
        return values_[id.value];
    }
    std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }
    bool empty() const { return values_.empty(); }
    void push_back(const T& value) { values_.push_back(value); }
    void resize(std::size_t rows, const T& value = T{}) { values_.resize(rows, value); }
    void reserve(std::size_t rows) { values_.reserve(rows); }
    auto begin() { return values_.begin(); }
    auto end() { return values_.end(); }
    auto begin() const { return values_.begin(); }
    auto end() const { return values_.end(); }
    /// The plain values, for loops and files that have no ids.
    std::vector<T>& values() { return values_; }
    const std::vector<T>& values() const { return values_; }
    bool operator==(const Column&) const = default;

private:
    std::vector<T> values_;
};

}  // namespace geo
