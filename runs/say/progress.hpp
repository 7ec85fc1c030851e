#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "runs/study/watch.hpp"

namespace runs {

/// A bar with the time left on a terminal, lines of JSON for programs, or nothing. Talks on stderr.
class Progress {
public:
    /// `mode`: auto (a bar if stderr is a terminal), always, never, json.
    explicit Progress(const std::string& mode);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// A first call, and one for other work than before, starts the clock.
    void step(std::string_view what, int done, int of);
    /// A sentence on a line of its own.
    void say(const std::string& sentence);

private:
    void clear();
    bool bar_, json_;
    std::string what_;
    bool shows_ = false;
    std::chrono::steady_clock::time_point begin_, shown_;
};

/// What the engine tells goes to `progress`, which must outlive the watch.
study::Watch watch(Progress& progress, geo::StopToken stop);

}  // namespace runs
