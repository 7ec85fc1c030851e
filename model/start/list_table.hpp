#pragma once
// The GP lists of a year that has no full official table, from what was published of it.
#include "model/initial_params.hpp"
#include "model/inputs.hpp"
#include "model/rng.hpp"
#include "model/start/setting.hpp"

namespace model {

/// The list table a run that starts on 1 January after `year` begins with.
///
/// The official one if it is of that year. Else an estimate from what the series of municipalities and of the
/// nation (SSB 12005, Helsedirektoratet) have of that year and of earlier ones; nothing later is read:
/// - patients on a municipality's lists: its residents, scaled to the national sum, which leaves at least
///   params.on_no_list per cent on no list;
/// - share of patients without a GP, list length, reserve capacity: as published, else drawn from like
///   municipalities (figures_of_year);
/// - vacant lists where nothing is published: the national rest, placed by systematic sampling with chances
///   in proportion to the expected number, so that they come in whole lists, not as a few per cent
///   everywhere;
/// - open lists: a share of lists that rises with the free places per list, params.open_from, open_scale.
/// Numbers of lists with and without a GP, patients without a GP and places sum to the published national
/// figures where there are any. What was done, and where, is in `remarks`.
/// Throws InputError if neither table nor series can serve the year.
ListTable list_table(const Inputs& inputs, const InitialParams& params, int year, Seed seed,
                     Remarks& remarks);

/// Municipalities whose lists list_table() estimates because nothing was published of them in that year.
Column<MunicipalityId, std::uint8_t> estimated_lists(const Inputs& inputs, int year);

/// Expected share of lists with more than 20 free places where `free_per_list` places are free on average.
double open_share(const InitialParams& params, double free_per_list);

}  // namespace model
