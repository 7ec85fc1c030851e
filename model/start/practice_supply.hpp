#pragma once
// What stands at each surgery site on the first day, and how many people live in each square: the figures an
// access study needs, without making a world of people.
#include "model/start/initial.hpp"

namespace model {

/// Lists of each practice as found_lists() lays them out with the same parameters and seed, so a study sees
/// the lists a simulation starts from: totals per municipality are the official ones (lists with and without
/// a GP, patients, places, open lists), their spread over sites and lists is an estimate.
struct PracticeSupply {
    Column<PracticeId, std::uint32_t> lists_with_gp, lists_without_gp;
    Column<PracticeId, std::uint32_t> open_lists;  ///< more than 20 places free (SSB 12005)
    Column<PracticeId, std::uint32_t> patients;    ///< on all its lists
    Column<PracticeId, std::uint32_t> places;      ///< caps of its lists with a GP
};
PracticeSupply practice_supply(const Inputs& inputs, const Params& params, Seed seed);

/// Lists of each practice, with and without a GP, when the municipalities have those of `table`.
Column<PracticeId, std::uint32_t> lists_of_practices(const Inputs& inputs, const ListTable& table);

/// Residents on 1 January of `year`, municipality totals exactly as the table, shared over the grid's squares
/// by their weights (largest remainder). Throws InputError if the table lacks the year, or a municipality
/// with residents has no square.
Column<CellId, std::uint32_t> residents_by_cell(const Inputs& inputs, const geo::PopulationGrid& grid,
                                                int year);

}  // namespace model
