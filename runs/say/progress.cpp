#include "runs/say/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "runs/say/tell.hpp"

namespace runs {

Progress::Progress(const std::string& mode)
    : bar_(mode == "always" || (mode == "auto" && isatty(STDERR_FILENO) != 0)), json_(mode == "json") {}

Progress::~Progress() {
    clear();
}

void Progress::clear() {
    if (shows_) tell("\r\033[K");
    shows_ = false;
}

void Progress::step(std::string_view what, int done, int of) {
    const auto now = std::chrono::steady_clock::now();
    if (what != what_) {
        what_ = what;
        begin_ = shown_ = now;
    }
    if (done < of && now - shown_ < std::chrono::milliseconds(100)) return;
    shown_ = now;
    const double elapsed = std::chrono::duration<double>(now - begin_).count();
    const double left = done > 0 ? elapsed * (of - done) / done : 0;
    if (json_) {
        const nlohmann::ordered_json line{{"what", what}, {"done", done}, {"of", of}, {"seconds_left", left}};
        tell("{}\n", line.dump());
    } else if (bar_) {
        constexpr int width = 30;
        const int filled = of > 0 ? width * done / of : width;
        tell("\r\033[K{} [{:=<{}}{: <{}}] {}/{}  {:.0f} s left", what, "", filled, "", width - filled, done,
             of, left);
        (void)std::fflush(stderr);  // a bar that is not seen harms nobody
        shows_ = true;
    }
}

void Progress::say(const std::string& sentence) {
    clear();
    tell("{}\n", sentence);
}

study::Watch watch(Progress& progress, geo::StopToken stop) {
    return {std::move(stop),
            [&progress](std::string_view what, int done, int of) { progress.step(what, done, of); },
            [&progress](const std::string& sentence) { progress.say(sentence); }};
}

}  // namespace runs
