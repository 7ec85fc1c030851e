#pragma once
// Who gets the places: the waiting list first, then by drawn lot.
#include <cstdint>
#include <vector>

#include "model/world.hpp"

namespace model {

/// One person's wish for a place.
struct Request {
    ListId list;
    std::uint32_t lot;  ///< drawn; the lowest is first in the queue
    PersonId person;
    std::uint8_t distance;  ///< distance flags she would have there
    auto operator<=>(const Request&) const = default;
};

/// A list that is full takes no newcomers until `reopen_at` places are free; one with more patients than its
/// cap is full.
void open_and_close(Lists& lists, std::uint32_t reopen_at);

/// Lists that admit people let those on their waiting list join, longest wait first, while places last.
void serve_waiting_lists(World& world);

/// Gives each open list's free places to the lowest lots, ties by id, and lets those people join. The order
/// of `requests` does not matter. Who is content with her GP and switches by wish alone has one of her two
/// switches of the year less.
void grant(World& world, const std::vector<Request>& requests);

}  // namespace model
