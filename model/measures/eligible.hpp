#pragma once
// Where a measure holds.
#include <span>
#include <vector>

#include "model/measures/measure.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

/// What eligibility looks at, one row per municipality.
struct PlaceFigures {
    Column<MunicipalityId, std::int32_t> people;
    std::vector<std::uint32_t> lists, vacant_lists;
};

/// Municipalities that meet what a measure asks for; lots are drawn by the measure's name, so another measure
/// does not change them. `rows`: of each municipality in the nation, whose lot it has there too; no_row takes
/// part in none. None: they are the nation's.
Column<MunicipalityId, std::uint8_t> eligible(const Municipalities& municipalities,
                                              const PlaceFigures& figures, const Measure& measure, Seed seed,
                                              std::span<const std::uint32_t> rows = {});
/// The same, and the lists of the municipalities elsewhere that the lot takes.
struct Held {
    Column<MunicipalityId, std::uint8_t> here;
    std::uint32_t lists_elsewhere = 0;
};
Held held(const Municipalities& municipalities, const PlaceFigures& figures, const Measure& measure,
          Seed seed, std::span<const std::uint32_t> rows);
/// By this month's figures.
Column<MunicipalityId, std::uint8_t> eligible_now(const World& world, const Measure& measure, Seed seed);

}  // namespace model
