#include "model/list_capacity.hpp"

#include "geo/base/parallel.hpp"
#include "model/person_moves.hpp"

namespace model {

std::uint32_t grant(World& world, std::vector<Request> requests) {
    geo::sort(requests, std::less<>{});
    std::uint32_t granted = 0;
    for (const auto& request : requests) {
        if (world.lists.free_places(request.list) == 0) continue;
        join_list(world, request.person, request.list, world.month);
        ++world.flows.joined_list[municipality_of(world.setting, world.people.home[request.person])];
        ++granted;
    }
    return granted;
}

}  // namespace model
