#include "geo/base/threads.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>

namespace geo {

// The control is built in place: oneTBB 2021.8 lets it be copied, and the copy's end lifts the limit.
struct ThreadLimit::Hold {
    explicit Hold(std::size_t threads) : control(tbb::global_control::max_allowed_parallelism, threads) {}
    ~Hold() = default;
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    tbb::global_control control;
};

ThreadLimit::ThreadLimit(unsigned threads) {
    const auto wanted = threads == 0 ? static_cast<std::size_t>(tbb::info::default_concurrency()) : threads;
    hold_ = std::make_unique<Hold>(wanted);
}
ThreadLimit::~ThreadLimit() = default;

unsigned thread_count() {
    return static_cast<unsigned>(
        tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism));
}

}  // namespace geo
