#pragma once
// Words on stderr, which may be closed or full: work goes on without them.
#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace runs {

template <class... Args>
void tell(fmt::format_string<Args...> words, Args&&... args) {
    (void)std::fputs(fmt::format(words, std::forward<Args>(args)...).c_str(), stderr);
}

}  // namespace runs
