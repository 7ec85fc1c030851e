#pragma once
#include <chrono>
#include <string>

namespace runs {

/// A bar with the time left on a terminal, lines of JSON for programs, or nothing. Talks on stderr.
class Progress {
public:
    /// `mode`: auto (a bar if stderr is a terminal), always, never, json.
    Progress(std::string what, int steps, const std::string& mode);
    ~Progress();
    void done(int steps);

private:
    std::string what_;
    int steps_;
    int done_ = 0;
    bool bar_, json_;
    std::chrono::steady_clock::time_point begin_, shown_;
};

}  // namespace runs
