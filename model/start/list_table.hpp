#pragma once
// The GP lists of a year that has no full official table, from what was published of it.
#include "model/inputs.hpp"
#include "model/start/initial.hpp"

namespace model {

/// The list table a run that starts on 1 January after `year` begins with.
///
/// The official one if it is of that year. Else an estimate from the yearly series of municipalities and of
/// the nation (SSB 12005, Helsedirektoratet):
/// - patients on a municipality's lists: its residents × what the official table has per resident there,
///   scaled to the national sum, which is held below the residents as in the official table's year;
/// - share of patients without a GP: as published; else params.persistence parts of the municipality's own
///   share at most two years away and the rest the mean of its centrality class, weighted by residents;
/// - list length and reserve capacity, which differ lastingly: as published; else its own in the nearest
///   published year, changed as the class changed between the two years; else the mean of the class;
/// - vacant lists where nothing is published: the national rest, placed by systematic sampling with chances
///   in proportion to the expected number, so that they come in whole lists, not as a few per cent
///   everywhere;
/// - open lists: a share of lists that rises with the free places per list, params.open_from, open_scale.
/// Numbers of lists with and without a GP, patients without a GP and places sum to the published national
/// figures where there are any. A year before the series takes its first year. What was done is in `remarks`.
/// Throws InputError if neither table nor series can serve the year.
ListTable list_table(const Inputs& inputs, const InitialParams& params, int year, Seed seed,
                     Remarks& remarks);

/// Expected share of lists with more than 20 free places where `free_per_list` places are free on average.
double open_share(const InitialParams& params, double free_per_list);

}  // namespace model
