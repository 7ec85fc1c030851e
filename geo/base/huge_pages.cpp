#include "geo/base/huge_pages.hpp"

#include <cstdint>
#ifdef __linux__
#include <sys/mman.h>
#endif

namespace geo {
namespace {

/// Gives advice on the whole pages of a range that is worth it.
void advise([[maybe_unused]] const void* begin, [[maybe_unused]] std::size_t bytes,
            [[maybe_unused]] int advice) {
#ifdef __linux__
    constexpr std::uintptr_t page = 4096;
    constexpr std::size_t worth_it = std::size_t{3} << 20U;
    if (bytes < worth_it) return;
    const auto first = (reinterpret_cast<std::uintptr_t>(begin) + page - 1) / page * page;
    const auto last = (reinterpret_cast<std::uintptr_t>(begin) + bytes) / page * page;
    ::madvise(reinterpret_cast<void*>(first), last - first, advice);
#endif
}

}  // namespace

void ask_for_large_pages(const void* begin, std::size_t bytes) {
#ifdef __linux__
    advise(begin, bytes, MADV_HUGEPAGE);
#endif
}

void move_to_large_pages(const void* begin, std::size_t bytes) {
#ifdef __linux__
    constexpr int collapse = 25;  // MADV_COLLAPSE, since Linux 6.1; C libraries before know no name for it
    advise(begin, bytes, MADV_HUGEPAGE);
    advise(begin, bytes, collapse);
#endif
}

}  // namespace geo
