#pragma once
// Asking long work to end early. Nothing here belongs to the process: a caller makes a source, hands its
// tokens down to where the work is done, and may run several pieces of work at once and stop one of them.
#include <atomic>
#include <memory>
#include <stdexcept>

namespace geo {

/// Thrown where work that has nothing to show yet is asked to stop.
struct Stopped : std::runtime_error {
    Stopped() : std::runtime_error("stopped") {}
};

/// Looked at by work. A token of no source never asks.
class StopToken {
public:
    StopToken() = default;
    bool asked() const { return flag_ && flag_->load(std::memory_order_relaxed); }
    /// Throws Stopped if asked.
    void check() const {
        if (asked()) throw Stopped();
    }

private:
    friend class StopSource;
    explicit StopToken(std::shared_ptr<const std::atomic<bool>> flag) : flag_(std::move(flag)) {}
    std::shared_ptr<const std::atomic<bool>> flag_;
};

/// Held by who may ask. ask() may be called from any thread and from a signal handler.
class StopSource {
public:
    void ask() noexcept { flag_->store(true, std::memory_order_relaxed); }
    StopToken token() const { return StopToken(flag_); }

private:
    static_assert(std::atomic<bool>::is_always_lock_free);
    std::shared_ptr<std::atomic<bool>> flag_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace geo
