#include "model/list_capacity.hpp"

#include <algorithm>
#include <tuple>

#include "geo/base/counting_order.hpp"
#include "model/person_moves.hpp"

namespace model {
namespace {

/// Lets a person join who got a place.
void admit(World& world, PersonId person, ListId list, std::uint8_t distance) {
    const auto m = municipality_of(world.setting, world.people.home[person]);
    if (world.people.list[person] != People::no_list) {
        if (!world.people.has(person, People::seeks)) world.people.count_switch(person);
        ++world.flows.switched[m];
    } else {
        ++world.flows.joined_list[m];
    }
    leave_line(world, person);
    join_list(world, person, list, world.month, distance);
}

}  // namespace

void open_and_close(Lists& lists, std::uint32_t reopen_at) {
    for (std::uint32_t l = 0; l < lists.size(); ++l) {
        const ListId list{l};
        const auto free = lists.free_places(list);
        if (free == 0)
            lists.admits[list] = 0;
        else if (free >= reopen_at)
            lists.admits[list] = 1;
    }
}

void serve_waiting_lists(World& world) {
    constexpr std::size_t ahead = 16, ways_ahead = 5;
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        auto& line = world.lists.line[list];
        auto& served = world.lists.line_served[list];
        if (served < line.size() && world.lists.open(list))
            for (std::size_t k = served; k < std::min(line.size(), served + ahead); ++k)
                fetch_row(world, line[k]);
        while (served < line.size() && world.lists.open(list)) {
            if (served + ahead < line.size()) fetch_row(world, line[served + ahead]);
            if (served + ways_ahead < line.size())
                fetch_ways(world, world.people.home[line[served + ways_ahead]]);
            const auto person = line[served++];
            if (world.people.here(person) && world.people.waits_for[person] == l)
                admit(world, person, list,
                      distance_flags(world, world.people.home[person], static_cast<std::uint16_t>(l)));
        }
        if (served == line.size() && served > 0) {
            line.clear();
            served = 0;
        }
    }
}

void grant(World& world, const std::vector<Request>& requests) {
    std::vector<std::uint32_t> list_of(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) list_of[i] = requests[i].list.value;
    std::vector<Request> queue;
    queue.reserve(requests.size());
    for (const auto i : geo::counting_order(list_of, world.lists.size())) queue.push_back(requests[i]);

    constexpr std::size_t row_ahead = 24;
    constexpr std::size_t totals_ahead = 8;
    const auto n = queue.size();
    for (std::size_t begin = 0; begin < n;) {
        const auto list = queue[begin].list;
        auto end = begin;
        while (end < n && queue[end].list == list) ++end;
        // Only where more ask than there are places does anyone's lot matter.
        const std::size_t places = world.lists.open(list) ? world.lists.free_places(list) : 0;
        const auto winners = begin + std::min(end - begin, places);
        const auto at = [&](std::size_t i) { return queue.begin() + static_cast<std::ptrdiff_t>(i); };
        if (winners < end)
            std::nth_element(at(begin), at(winners), at(end), [](const Request& a, const Request& b) {
                return std::tie(a.lot, a.person) < std::tie(b.lot, b.person);
            });
        for (auto i = begin; i < winners; ++i) {
            if (i + row_ahead < n) fetch_row(world, queue[i + row_ahead].person);
            if (i + totals_ahead < n) {
                const auto& next = queue[i + totals_ahead];
                fetch_totals(world, next.person, world.people.list[next.person]);
                fetch_totals(world, next.person, static_cast<std::uint16_t>(next.list.value));
            }
            admit(world, queue[i].person, list, queue[i].distance);
        }
        begin = end;
    }
}

}  // namespace model
