#pragma once
// The only ways a person's home, list or presence change; each keeps the running totals right.
#include "model/world.hpp"

namespace model {

/// Adds an inhabitant without a list and returns her id.
PersonId add_person(World& world, Month born, Sex sex, CellId home);

/// Puts a person without a list on one, or takes her to another.
void join_list(World& world, PersonId person, ListId list, Month month);

/// Takes a person off her list, if any.
void leave_list(World& world, PersonId person);

/// Gives a person a new home; her list stays.
void move_home(World& world, PersonId person, CellId home);

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

}  // namespace model
