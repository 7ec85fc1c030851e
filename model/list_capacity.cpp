#include "model/list_capacity.hpp"

#include "geo/base/parallel.hpp"
#include "model/person_moves.hpp"

namespace model {
namespace {

/// Lets a person join who got a place.
void admit(World& world, PersonId person, ListId list) {
    const auto m = municipality_of(world.setting, world.people.home[person]);
    if (world.people.list[person] != People::no_list) {
        if (!world.people.has(person, People::seeks)) world.people.count_switch(person);
        ++world.flows.switched[m];
    } else {
        ++world.flows.joined_list[m];
    }
    leave_line(world, person);
    join_list(world, person, list, world.month);
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
    for (std::uint32_t l = 0; l < world.lists.size(); ++l) {
        const ListId list{l};
        auto& line = world.lists.line[list];
        auto& served = world.lists.line_served[list];
        while (served < line.size() && world.lists.open(list)) {
            const auto person = line[served++];
            if (world.people.here(person) && world.people.waits_for[person] == l) admit(world, person, list);
        }
        if (served == line.size() && served > 0) {
            line.clear();
            served = 0;
        }
    }
}

void grant(World& world, std::vector<Request> requests) {
    geo::sort(requests, std::less<>{});
    for (const auto& request : requests)
        if (world.lists.open(request.list)) admit(world, request.person, request.list);
}

}  // namespace model
