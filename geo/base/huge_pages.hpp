#pragma once
// Large pages for what is visited in no order: with small ones nearly every visit waits for the page's
// address, too. Only speed; a system that has none of them goes on as before.
#include <cstddef>

namespace geo {

/// Asks for pages of 2 MB where nothing has been written yet.
void ask_for_large_pages(const void* begin, std::size_t bytes);
/// Moves what has been written to them.
void move_to_large_pages(const void* begin, std::size_t bytes);

/// Makes room in a column that will be visited in no order.
template <class Values>
void reserve_for_random_visits(Values& values, std::size_t rows) {
    values.reserve(rows);
    ask_for_large_pages(values.data(), rows * sizeof(*values.data()));
}

template <class Values>
void move_to_large_pages(const Values& values) {
    move_to_large_pages(values.data(), values.size() * sizeof(*values.data()));
}

}  // namespace geo
