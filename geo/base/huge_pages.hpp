#pragma once
#include <cstddef>
#include <cstdint>
#ifdef __linux__
#include <sys/mman.h>
#endif

namespace geo {

/// Makes room in a column that will be visited in no order, and asks the system to lay it on pages of 2 MB:
/// with small ones nearly every visit waits for the page's address, too. Only speed.
template <class Values>
void reserve_for_random_visits(Values& values, std::size_t rows) {
    values.reserve(rows);
#ifdef __linux__
    constexpr std::uintptr_t page = 4096;
    constexpr std::size_t worth_it = std::size_t{4} << 20U;
    const auto begin = (reinterpret_cast<std::uintptr_t>(values.data()) + page - 1) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(values.data() + rows) / page * page;
    if (rows * sizeof(*values.data()) >= worth_it)
        ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#endif
}

}  // namespace geo
