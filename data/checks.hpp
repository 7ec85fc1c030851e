#pragma once
// What prepare() checks; each adds its findings to the report. Used by prepare.cpp only.
#include <string>

#include "data/input_set.hpp"
#include "data/manifest.hpp"
#include "data/prepare_report.hpp"

namespace data {

void check_boundaries(PrepareReport& report, const std::string& name, const geo::Boundaries& areas,
                      const ReadBoundaries& read, const model::Municipalities& municipalities);

/// Areas of the land polygons against the land area of the table. Both are meant with lakes and without sea;
/// a small island drawn at 1 : 1 000 000 can be far off.
void check_areas(PrepareReport& report, const InputSet& set);

/// Residents by year. Throws InputError if a municipality has no residents in some year.
void check_population(PrepareReport& report, const model::Inputs& figures);

/// Sums of the list table; municipalities without lists, and figures that contradict each other.
void check_lists(PrepareReport& report, const model::Inputs& figures);

/// The national series against the list table in the years of both.
void check_national(PrepareReport& report, const model::Inputs& figures);

/// Sums of the projections against the official residents in the years of both.
void check_projections(PrepareReport& report, const model::Inputs& figures);

/// Squares against polygons. Throws InputError if a municipality has no inhabited square.
void check_cells(PrepareReport& report, const InputSet& set);

/// Sites against polygons and against the list table.
void check_practices(PrepareReport& report, const InputSet& set);

/// Components, lengths and vertices of the network. `drawn` is the number of vertices before simplifying.
void check_roads(PrepareReport& report, const geo::RoadLines& roads, std::size_t drawn, double tolerance_m);

/// Throws one InputError with every total that differs from what the manifest states; differences from
/// approximate totals are reported up to 0.01 %.
void check_totals(PrepareReport& report, const model::Inputs& figures, const StatedTotals& stated,
                  const std::string& manifest);

}  // namespace data
