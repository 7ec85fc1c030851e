#pragma once
// All the parallelism there is. Every helper gives the same result on any number of threads.
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>
#include <oneapi/tbb/parallel_sort.h>
#include <oneapi/tbb/task_arena.h>

#include <atomic>
#include <cstdint>
#include <exception>

namespace geo {

/// Calls body(i) for i in [0, rows), in parallel. body writes only to row i.
template <class Body>
void for_each_index(std::uint32_t rows, const Body& body, std::uint32_t grain = 1) {
    tbb::parallel_for(tbb::blocked_range<std::uint32_t>(0, rows, grain), [&](const auto& range) {
        for (std::uint32_t i = range.begin(); i != range.end(); ++i) body(i);
    });
}

/// Calls body(id) for every row, in parallel. body writes only to row `id`.
template <class IdT, class Body>
void for_each_id(std::uint32_t rows, const Body& body, std::uint32_t grain = 1) {
    for_each_index(
        rows, [&](std::uint32_t i) { body(IdT{i}); }, grain);
}

/// Calls body(begin, end) on disjoint ranges that together are [0, rows).
template <class Body>
void for_each_range(std::uint32_t rows, std::uint32_t grain, const Body& body) {
    tbb::parallel_for(tbb::blocked_range<std::uint32_t>(0, rows, grain),
                      [&](const auto& range) { body(range.begin(), range.end()); });
}

/// Calls body(i) for i in [0, jobs), each long and with parallel loops of its own. Jobs start in rising
/// order; a thread that waits in a loop of one job never begins another, so no more jobs are alive than
/// threads. After an exception no further job starts; the first one is thrown on when those under way have
/// ended as if nothing had happened (an exception that left the loop at once would cancel their own loops
/// half way).
template <class Body>
void for_each_job(std::uint32_t jobs, const Body& body) {
    std::atomic<std::uint32_t> next{0};
    std::atomic<bool> failed{false};
    std::exception_ptr first;
    const auto threads = static_cast<std::uint32_t>(tbb::this_task_arena::max_concurrency());
    tbb::parallel_for(
        tbb::blocked_range<std::uint32_t>(0, threads, 1),
        [&](const auto&) {
            for (auto i = next++; i < jobs; i = next++) {
                try {
                    tbb::this_task_arena::isolate([&] { body(i); });
                } catch (...) {
                    if (!failed.exchange(true)) first = std::current_exception();
                    next = jobs;
                }
            }
        },
        tbb::simple_partitioner{});
    if (first) std::rethrow_exception(first);
}

/// Sum of term(i) over [0, rows) in a fixed tree: the same bits on any number of threads, reals included.
template <class T, class Term>
T sum(std::uint32_t rows, const Term& term, std::uint32_t grain = 4096) {
    return tbb::parallel_deterministic_reduce(
        tbb::blocked_range<std::uint32_t>(0, rows, grain), T{},
        [&](const auto& range, T total) {
            for (std::uint32_t i = range.begin(); i != range.end(); ++i) total += term(i);
            return total;
        },
        [](T a, T b) { return a + b; });
}

/// Sorts by a total order (ties broken by the caller), so the result does not depend on threads.
template <class Range, class Less>
void sort(Range& range, const Less& less) {
    tbb::parallel_sort(range.begin(), range.end(), less);
}

/// One scratch object per thread. Never read its content in thread order into a result.
template <class T>
using PerThread = tbb::enumerable_thread_specific<T>;

}  // namespace geo
