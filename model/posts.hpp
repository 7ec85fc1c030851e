#pragma once
// The only ways a list begins, ends, gets or loses its GP; each keeps lists, doctors and contracts in step.
#include "model/world.hpp"

namespace model {

/// A cap in the list column's 16 bits.
constexpr std::uint16_t as_cap(double patients) {
    return static_cast<std::uint16_t>(patients < 0 ? 0 : patients > 65'000 ? 65'000 : patients);
}

/// Adds a list, vacant since `since`, with no members.
ListId add_list(World& world, PracticeId practice, std::uint32_t cap, bool salaried, Month since,
                std::uint32_t luck);

/// The doctor takes the list; she leaves the one she has, if any. `began` lies before this month on the first
/// day only.
void take_list(World& world, DoctorId doctor, ListId list, Month began);

/// Her GP will leave the list in month `leaves`; from now on it is on offer.
void give_notice(World& world, ListId list, Month leaves);

/// The doctor will take the list in month `from`, not before its GP leaves; until then she keeps the list she
/// has, if any, which is on offer from now on. `takes_grant`: and the hiring grant with its binding, if there
/// still is one when she begins.
void sign(World& world, DoctorId doctor, ListId list, Month from, bool takes_grant = false);

/// Those who leave this month leave, those who begin begin: the scheme's leavers, movers and new GPs, with
/// the cap and the binding time that go with a new contract. An announced list opens with its first GP;
/// returns those.
std::vector<ListId> hand_over(World& world);

/// The doctor's contract ends; the list is vacant, its patients stay on it. `left_scheme`: she is gone from
/// the GP scheme.
void end_contract(World& world, DoctorId doctor, bool left_scheme);

}  // namespace model
