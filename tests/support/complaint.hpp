#pragma once
#include <string>

#include "geo/base/error.hpp"

namespace support {

/// What an InputError says to a person; "no complaint" where nothing is wrong.
template <class Action>
std::string complaint(const Action& action) {
    try {
        action();
    } catch (const geo::InputError& error) {
        return error.what();
    }
    return "no complaint";
}

}  // namespace support
