#pragma once
// The only ways a person's home, list or presence change; each keeps the running totals right.
#include <cstddef>
#include <vector>

#include "geo/base/parallel.hpp"
#include "model/world.hpp"

namespace model {

/// Adds an inhabitant without a list and returns her id.
PersonId add_person(World& world, Month born, Sex sex, CellId home);

/// The distance flags (People::over_30, over_60) of someone who lives in `home` and is on `list`; none of
/// them without a list, both if the practice is out of the travel table's reach.
std::uint8_t distance_flags(const World& world, CellId home, std::uint16_t list);
/// The same for a travel time in tenths of a minute.
constexpr std::uint8_t distance_flags(std::uint16_t tenths) {
    return static_cast<std::uint8_t>((tenths > 300 ? People::over_30 : 0) |
                                     (tenths > 600 ? People::over_60 : 0));
}

/// Puts a person without a list on one, or takes her to another. `distance` holds the distance flags she has
/// from then on, where the caller knows them.
void join_list(World& world, PersonId person, ListId list, Month month);
void join_list(World& world, PersonId person, ListId list, Month month, std::uint8_t distance);

/// Takes a person off her list, if any.
void leave_list(World& world, PersonId person);

/// Gives a person a new home; her list stays. `distance` as for join_list.
void move_home(World& world, PersonId person, CellId home);
void move_home(World& world, PersonId person, CellId home, std::uint8_t distance);

/// Works out everybody's distance flags anew, after travel times or the places of practices have changed.
void renew_distances(World& world);

/// Marks that a person asks for a place; she joins the queue of seekers if she is not in it.
void seek(World& world, PersonId person);

/// A person who asked for a place need not any longer; she keeps the list she has.
void stop_seeking(World& world, PersonId person);

/// Puts a person at the end of a list's waiting list; she leaves the one she stands on, if any.
void stand_in_line(World& world, PersonId person, ListId list);

/// Takes a person off her waiting list, if any.
void leave_line(World& world, PersonId person);

/// Marks that a person's needs are extensive from now on.
void begin_extensive(World& world, PersonId person);

/// Ends a person's presence: off the list, out of all totals.
void depart(World& world, PersonId person, Presence why);

/// Asks the memory for a person's row, and, once that is there, for the totals that change when she joins or
/// leaves a list. Only speed: people who do something in a month are scattered over a table larger than the
/// caches.
void fetch_row(const World& world, PersonId person);
void fetch_totals(const World& world, PersonId person, std::uint16_t list);

/// Asks the memory for the ways from a home.
void fetch_ways(const World& world, CellId home);

/// Distance flags of people (`person`) who get a new home (`home`) and keep their list, row by row,
/// in parallel; 0 in rows where `counts` is false.
template <class Moves, class Counts>
std::vector<std::uint8_t> distances_after(const World& world, const Moves& moves, const Counts& counts) {
    std::vector<std::uint8_t> distance(moves.size());
    constexpr std::uint32_t row_ahead = 16, ways_ahead = 6;
    geo::for_each_range(
        static_cast<std::uint32_t>(moves.size()), 256, [&](std::uint32_t begin, std::uint32_t end) {
            for (auto i = begin; i < end; ++i) {
                if (i + row_ahead < end) {
                    const auto& next = moves[i + row_ahead];
                    __builtin_prefetch(&world.people.list[next.person]);
                    __builtin_prefetch(world.setting.travel.first.data() + next.home.value);
                }
                if (i + ways_ahead < end && counts(moves[i + ways_ahead]))
                    fetch_ways(world, moves[i + ways_ahead].home);
                if (counts(moves[i]))
                    distance[i] = distance_flags(world, moves[i].home, world.people.list[moves[i].person]);
            }
        });
    return distance;
}

/// Calls visit(i) for every i below n in order, with the rows of the next person_of(i) on their way.
template <class PersonOf, class Visit>
void visit_fetched(const World& world, std::size_t n, const PersonOf& person_of, const Visit& visit) {
    constexpr std::size_t row_ahead = 24;
    constexpr std::size_t totals_ahead = 8;
    for (std::size_t i = 0; i < n; ++i) {
        if (i + row_ahead < n) fetch_row(world, person_of(i + row_ahead));
        if (i + totals_ahead < n) {
            const PersonId next = person_of(i + totals_ahead);
            fetch_totals(world, next, world.people.list[next]);
        }
        visit(i);
    }
}

}  // namespace model
