#include "geo/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <set>
#include <stdexcept>
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

TEST_CASE("Each job runs once, they start in order, and no more are alive than threads", "[geo][fast]") {
    const geo::ThreadLimit limit(2);
    std::mutex mutex;
    std::vector<std::uint32_t> started;
    int alive = 0, most = 0;
    geo::for_each_job(12, [&](std::uint32_t job) {
        {
            const std::lock_guard lock(mutex);
            started.push_back(job);
            most = std::max(most, ++alive);
        }
        // A job's own loop: a thread that waits for it here must not begin another job.
        geo::for_each_index(
            16, [](std::uint32_t) { std::this_thread::sleep_for(std::chrono::microseconds(200)); });
        const std::lock_guard lock(mutex);
        --alive;
    });
    CHECK(started.size() == 12);
    CHECK(std::set(started.begin(), started.end()).size() == 12);
    CHECK(started.front() <= 1);
    for (std::size_t i = 0; i < started.size(); ++i)
        CHECK(std::abs(static_cast<int>(started[i]) - static_cast<int>(i)) <=
              1);  // two threads may swap neighbours
    CHECK(most <= 2);
}

TEST_CASE("After a job that fails no further one begins", "[geo][fast]") {
    const geo::ThreadLimit limit(1);
    int begun = 0;
    CHECK_THROWS_AS(geo::for_each_job(8,
                                      [&](std::uint32_t job) {
                                          ++begun;
                                          if (job == 2) throw std::runtime_error("no");
                                      }),
                    std::runtime_error);
    CHECK(begun == 3);
}

TEST_CASE("A job that fails cancels nothing in the jobs beside it", "[geo][fast]") {
    std::vector<std::atomic<int>> visits(1000);
    const auto work = [&](std::uint32_t job) {
        if (job == 1) throw std::runtime_error("job 1");
        for (int round = 0; round < 300; ++round)
            geo::for_each_index(1000, [&](std::uint32_t i) { ++visits[i]; });
    };
    CHECK_THROWS_WITH(geo::for_each_job(2, work), "job 1");
    CHECK(std::all_of(visits.begin(), visits.end(), [](const auto& count) { return count == 300; }));
}
