#pragma once
// The only ways a list begins, ends, gets or loses its GP; each keeps lists, doctors and contracts in step.
#include "model/world.hpp"

namespace model {

/// Adds a list, vacant since `since`, with no members.
ListId add_list(World& world, PracticeId practice, std::uint32_t cap, bool salaried, Month since,
                std::uint32_t luck);

/// The doctor takes the list; she leaves the one she has, if any. `began` lies before this month on the first
/// day only.
void take_list(World& world, DoctorId doctor, ListId list, Month began);

/// The doctor's contract ends; the list is vacant, its patients stay on it. `left_scheme`: she is gone from
/// the GP scheme.
void end_contract(World& world, DoctorId doctor, bool left_scheme);

}  // namespace model
