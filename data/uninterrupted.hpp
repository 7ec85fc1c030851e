#pragma once
#include <cerrno>

namespace data {

/// What a system call gives that is made again while signals interrupt it.
template <class Call>
auto uninterrupted(const Call& call) {
    for (;;)
        if (const auto result = call(); result >= 0 || errno != EINTR) return result;
}

}  // namespace data
