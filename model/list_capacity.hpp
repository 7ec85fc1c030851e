#pragma once
// Who gets the places when more people ask than there are.
#include <cstdint>
#include <vector>

#include "model/world.hpp"

namespace model {

/// One person's wish for a place.
struct Request {
    ListId list;
    std::uint32_t lot;  ///< drawn; the lowest is first in the queue
    PersonId person;
    auto operator<=>(const Request&) const = default;
};

/// Gives each list's free places to the lowest lots, ties by id, and lets those people join. The order of
/// `requests` does not matter. Returns how many joined.
std::uint32_t grant(World& world, std::vector<Request> requests);

}  // namespace model
