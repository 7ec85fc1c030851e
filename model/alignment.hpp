#pragma once
// Once a year people are brought to agree with a table of municipality × sex × five-year age.
#include <cstdint>
#include <vector>

#include "model/demography.hpp"
#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

struct AlignmentParams {
    double past = 1;
    double future = 1;
    double shrink_persons = 300;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, AlignmentParams>
void visit_fields(P& p, Visit&& visit) {
    visit("past", p.past,
          Field{"0 or 1", 0, 1,
                "1: every 1 January of an official table (SSB 07459) people agree with it; 0: what the rates "
                "give stands"});
    visit("future", p.future,
          Field{"0 or 1", 0, 1,
                "1: later years follow cohort-change ratios of the last two tables five years apart "
                "(Hamilton and Perry 1962); 0: what the rates give stands"});
    visit("shrink_persons", p.shrink_persons,
          Field{"persons", 0, 10'000,
                "calibrated: weight of the centrality class in a cohort's ratio; of twelve values tried from "
                "0 to 1000, 300 had the least error by municipality, sex and age in 2026 when projected from "
                "2016 and 2021"});
}

/// Someone who moves to another municipality, or leaves the country.
struct Relocation {
    PersonId person;
    CellId home;  ///< the new home; none: leaves the country
    bool operator==(const Relocation&) const = default;
};

struct AlignmentPlan {
    std::vector<Relocation> relocations;  ///< ordered by person
    std::vector<Arrival> arrivals;        ///< ordered by target row
    bool operator==(const AlignmentPlan&) const = default;
};

/// Pairs of municipalities by the distance of their centres, nearest first, ties by row.
std::vector<MunicipalityPair> pairs_by_distance(const Municipalities& municipalities);

/// Who has to move so that world's people agree with `target` (persons by target_row). Nothing changes yet.
///
/// For each sex and age group, municipalities with too many and with too few are paired nearest first, over
/// setting.nearest_pairs; what then is too many in the nation leaves it, what is too few arrives. Who goes is
/// drawn: of the n people of a row k different ranks in the order of ids (Floyd's sampling, Bentley and Floyd
/// 1987), shuffled, nearest destination first. These draws are keyed by row, as no measure changes who lives
/// where. Arrivals have an age drawn evenly within the group (90+: 90-94). Two sweeps over people in blocks
/// of `block_people`, which changes only speed.
AlignmentPlan plan_alignment(const World& world, const std::vector<std::int32_t>& target, Seed seed,
                             std::uint32_t block_people = 1U << 18U);

/// On the first of a January with a target: carries out the plan. Movers keep list, doctor and month of
/// joining, and look for another list if they are now over 30 minutes away; arrivals look for one. Counted as
/// flows.aligned_in and aligned_out, apart from moves and migration, so that a correction is not taken for
/// behaviour.
void align(World& world, const LifeTables& tables, Seed seed);

}  // namespace model
