#pragma once
// One year of the list series, with a drawn estimate wherever nothing was published.
#include <vector>

#include "model/inputs.hpp"
#include "model/rng.hpp"

namespace model {

/// Three figures per municipality at the end of a year, and whether they were published; 0 where nothing is
/// known.
struct YearFigures {
    std::vector<double> percent_without_gp, mean_list_length, reserve_capacity_index;
    std::vector<std::uint8_t> published;
};

/// The figures of `year`, from this year and earlier ones only. `people`: residents. Not published: those of
/// another municipality that published them, drawn with chances that fall by e for each `likeness` of
/// distance in residents and centrality (hot deck), so that an estimate is as uncertain as places differ.
/// With an own earlier year, a municipality is drawn which published both years, like it in the earlier share
/// too: its later share is taken, and the own list length and reserve capacity change as its did.
YearFigures figures_of_year(const ListSeries& series, int year, const Municipalities& municipalities,
                            const std::vector<double>& people, double likeness, Seed seed);

}  // namespace model
