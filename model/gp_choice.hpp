#pragma once
// Which list a person asks for.
#include <vector>

#include "model/attraction.hpp"

namespace model {

/// People who begin to want another GP this month: first those on lists without a GP, list by list; then the
/// others by id, by geometric skipping over blocks of people.
std::vector<PersonId> new_wishes(World& world, const ChoiceParams& params, Seed seed);

/// The first day's waiting lists: `waiting_at_start` of all people, of whom `certain` come first; each waits
/// for a full list she would rather have. Fewer only if fewer name a full list.
void first_waiting_lists(World& world, const std::vector<PersonId>& certain, const ChoiceParams& params,
                         Seed seed);

/// Places for people on no list (`persons`, longest wait first): open lists of their own municipality while
/// places last, nearer ones the more often, one out of reach only in default of others. Municipalities decide
/// in parallel. Ordered by municipality; nothing changes yet.
std::vector<Request> plan_placements(const World& world, const std::vector<PersonId>& persons,
                                     const Tastes& tastes, Seed seed);

/// Each month some who wait for another GP give up: found by skipping along the lines, so that work follows
/// those who leave.
void give_up_waiting(World& world, double per_month, Seed seed);

/// The month's places in Helfo's order (Helfo, "Tildeling av fastlege til innbyggarar utan plass"): people on
/// no list whose turn has come (chance `placed_per_month`) are given one in their own municipality, longest
/// wait first; then waiting lists are served; then go the wishes, by lot: of those who could not be placed,
/// of who has a list but must find another and asks this month (chance `asks_per_month`), and of who begins
/// to want another GP. Who must find a list asks up to `wishes_a_month` times; who has one names any list
/// when she sees none open that is better than her own, or with the last wish, and waits if it is full. In
/// January the year's switches are forgotten.
void choose_lists(World& world, const ChoiceParams& params, Seed seed);

}  // namespace model
