#pragma once
// Who is on a list, without looking at everyone.
#include <vector>

#include "model/world.hpp"

namespace model {

/// Everyone on one list, by id.
std::vector<PersonId> members_of(World& world, ListId list);

/// Everyone on these lists, by id; each list stands in `lists` once at most.
std::vector<PersonId> members_of(World& world, const std::vector<ListId>& lists);

}  // namespace model
