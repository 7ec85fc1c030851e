#include "runs/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace runs {

Progress::Progress(std::string what, int steps, const std::string& mode)
    : what_(std::move(what)),
      steps_(steps),
      bar_(mode == "always" || (mode == "auto" && isatty(STDERR_FILENO) != 0)),
      json_(mode == "json"),
      begin_(std::chrono::steady_clock::now()),
      shown_(begin_) {}

Progress::~Progress() {
    if (bar_ && done_ > 0) fmt::print(stderr, "\r\033[K");
}

void Progress::done(int steps) {
    done_ = steps;
    const auto now = std::chrono::steady_clock::now();
    if (steps < steps_ && now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    const double elapsed = std::chrono::duration<double>(now - begin_).count();
    const double left = steps > 0 ? elapsed * (steps_ - steps) / steps : 0;
    if (json_) {
        fmt::print(stderr, "{{\"what\":\"{}\",\"done\":{},\"of\":{},\"seconds_left\":{:.1f}}}\n", what_,
                   steps, steps_, left);
    } else if (bar_) {
        constexpr int width = 30;
        const int filled = steps_ > 0 ? width * steps / steps_ : width;
        fmt::print(stderr, "\r\033[K{} [{:=<{}}{: <{}}] {}/{}  {:.0f} s left", what_, "", filled, "",
                   width - filled, steps, steps_, left);
        std::fflush(stderr);
    }
}

}  // namespace runs
