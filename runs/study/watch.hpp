#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "geo/base/stop.hpp"

namespace study {

/// How a caller follows long work and ends it. All of it may be left out.
struct Watch {
    geo::StopToken stop = {};
    /// Told that `done` of `of` steps of `what` are done; from one thread at a time.
    std::function<void(std::string_view what, int done, int of)> progress = {};
    /// Told what a person should know, one sentence at a time; from one thread at a time.
    std::function<void(const std::string& sentence)> remark = {};

    void step(std::string_view what, int done, int of) const {
        if (progress) progress(what, done, of);
    }
    void say(const std::string& sentence) const {
        if (remark) remark(sentence);
    }
};

}  // namespace study
