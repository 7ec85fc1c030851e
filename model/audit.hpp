#pragma once
// Counting everything anew, to check the running totals and the rules that must always hold.
#include <string>
#include <vector>

#include "model/world.hpp"

namespace model {

/// Residents counted person by person.
Residents count_residents(const World& world);

/// Where each list's members live, counted person by person.
MemberHomes count_member_homes(const World& world);

/// Members of each list counted person by person.
Column<ListId, std::uint32_t> count_members(const World& world);

/// Every broken rule as a sentence; empty when all is well: running totals equal a recount, list lengths
/// equal their members, list and doctor point at each other, seekers are in the queue once.
std::vector<std::string> audit(const World& world);

}  // namespace model
