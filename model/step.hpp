#pragma once
// One month: the order of the phases, nothing else.
#include "model/parameters.hpp"
#include "model/world.hpp"

namespace model {

/// CPU-free wall seconds spent in each phase so far, for the run's report; changes only what is printed.
struct PhaseSeconds {
    double demography = 0, decisions = 0, leaving = 0, vacancy = 0, recruitment = 0, choice = 0, work = 0;
};

/// Takes the world from the first of world.month to the first of the next month. The time each phase takes is
/// added to `seconds`, if there.
void step(World& world, const Params& params, const LifeTables& tables, Seed seed,
          PhaseSeconds* seconds = nullptr);

}  // namespace model
