#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

namespace geo {

/// Something a user can fix: a file, a parameter, an option.
/// The message reads: where, what, what was expected, what to do. The program prints it and exits 2.
class InputError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
    InputError(std::string_view where, std::string_view what)
        : std::runtime_error(std::string(where) + ": " + std::string(what)) {}
};

/// Nothing is wrong, but not now: somebody else is at work on the same thing.
struct TryAgain : std::runtime_error {
    using std::runtime_error::runtime_error;
};

}  // namespace geo
