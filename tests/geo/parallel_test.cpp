#include "geo/base/parallel.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "geo/base/threads.hpp"

namespace {

/// How many threads take part in a loop of tasks that sleep, so that all that may will.
std::size_t threads_at_work() {
    std::mutex mutex;
    std::set<std::thread::id> seen;
    geo::for_each_index(64, [&](std::uint32_t) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        const std::lock_guard lock(mutex);
        seen.insert(std::this_thread::get_id());
    });
    return seen.size();
}

}  // namespace

TEST_CASE("A thread limit holds while it lives", "[geo][fast]") {
    {
        const geo::ThreadLimit limit(1);
        CHECK(geo::thread_count() == 1);
        CHECK(threads_at_work() == 1);
    }
    {
        const geo::ThreadLimit limit(3);
        CHECK(geo::thread_count() == 3);
        CHECK(threads_at_work() > 1);
        CHECK(threads_at_work() <= 3);
    }
}

TEST_CASE("Sums of reals have the same bits on any number of threads", "[geo][fast]") {
    std::vector<double> values(100'000);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = 1.0 / static_cast<double>(3 * i + 1);
    const auto total = [&] {
        return geo::sum<double>(
            static_cast<std::uint32_t>(values.size()), [&](std::uint32_t i) { return values[i]; }, 1000);
    };
    const double one = [&] {
        const geo::ThreadLimit limit(1);
        return total();
    }();
    for (const unsigned threads : {2U, 3U, 8U}) {
        const geo::ThreadLimit limit(threads);
        for (int again = 0; again < 20; ++again) CHECK(total() == one);
    }
}
