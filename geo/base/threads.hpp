#pragma once
#include <memory>

namespace geo {

/// Limits every parallel loop of the process to `threads` while it lives. 0 means all cores.
class ThreadLimit {
public:
    explicit ThreadLimit(unsigned threads);
    ~ThreadLimit();
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;

private:
    struct Hold;
    std::unique_ptr<Hold> hold_;
};

/// Number of threads a parallel loop would use now.
unsigned thread_count();

}  // namespace geo
