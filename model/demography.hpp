#pragma once
// Ageing, deaths, births, moves between municipalities, immigration and emigration.
#include <vector>

#include "model/demography_params.hpp"
#include "model/life_tables.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

/// Attraction of destinations: population × class attraction × distance decay, 0 for staying. Shape:
/// municipalities × municipalities, row-major by where one moves from.
std::vector<float> attraction_of_places(const Municipalities& municipalities,
                                        const Column<MunicipalityId, std::int32_t>& people,
                                        const DemographyParams& params);

/// The same as running sums of each row; the last entry is the row's sum.
std::vector<float> destinations(const std::vector<float>& attraction, std::uint32_t municipalities);

/// One birth, move or emigration that will happen.
struct LifeEvent {
    enum class Kind : std::uint8_t { birth, move, emigration } kind;
    PersonId person;  ///< the mother, the mover
    CellId home;      ///< of a mover: the new home
    bool operator==(const LifeEvent&) const = default;
};

/// This month's births, moves and emigrations, ordered by person. Nothing changes yet.
///
/// People are visited in blocks of 65 536 by geometric skipping: at each candidate a chance `any_event` has
/// struck, and a second draw decides which event it was, if any (thinning; Lewis and Shedler 1979). Work
/// follows events, not people. The hazards do not depend on any measure, so these draws are keyed by block
/// and equal in every scenario.
std::vector<LifeEvent> plan_life_events(const World& world, const LifeTables& tables, Seed seed);

/// A person about to arrive from abroad.
struct Arrival {
    Month born{};
    Sex sex{};
    CellId home{};
    bool operator==(const Arrival&) const = default;
};
/// This month's immigrants, as many as world.year_plan has.
std::vector<Arrival> plan_immigration(const World& world, Seed seed);

/// Draws when a newcomer dies and writes it into the calendar if the run lasts that long. The death comes
/// `earliest` months from world.month at the soonest: 1 where this month's deaths are done, else 0.
void await_death(World& world, const LifeTables& tables, Seed seed, PersonId person, int earliest);

/// On a 1 January: makes the plan of the year and counts residents by age anew.
void begin_year(World& world, const DemographyParams& params, const LifeTables& tables);

/// Carries out this month's deaths, then the events, then the arrivals; newborns join the mother's list.
void live_a_month(World& world, const DemographyParams& params, const LifeTables& tables, Seed seed);

}  // namespace model
