#include "geo/base/threads.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>

namespace geo {

struct ThreadLimit::Hold {
    tbb::global_control control;
};

ThreadLimit::ThreadLimit(unsigned threads) {
    const auto wanted = threads == 0 ? static_cast<std::size_t>(tbb::info::default_concurrency()) : threads;
    hold_ = std::make_unique<Hold>(Hold{tbb::global_control(tbb::global_control::max_allowed_parallelism, wanted)});
}
ThreadLimit::~ThreadLimit() = default;

unsigned thread_count() {
    return static_cast<unsigned>(tbb::global_control::active_value(tbb::global_control::max_allowed_parallelism));
}

}  // namespace geo
