#pragma once
#include "runs/study/watch.hpp"

namespace support {

/// Asks to stop once `count` steps of whatever is done are done; never for -1.
inline study::Watch stopping_at(int count, geo::StopSource& source) {
    study::Watch watch;
    watch.stop = source.token();
    watch.progress = [count, &source](std::string_view, int done, int) {
        if (done == count) source.ask();
    };
    return watch;
}

}  // namespace support
