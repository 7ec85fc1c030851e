#pragma once
#include <filesystem>

#include "data/prepare.hpp"

namespace data {

/// Next year's figures, as they come. Empty paths: as they were.
struct NewFigures {
    std::filesystem::path population;   ///< JSON-stat, one figure a row, or wide
    std::filesystem::path lists;        ///< table 12005 by municipality
    std::filesystem::path list_series;  ///< the yearly series; empty: the new year's follow from the lists
    std::filesystem::path national;     ///< published national figures
    int lists_year = 0;                 ///< of `lists`; 0: the year before the newest population
};

/// Puts new figures into an input set on the same borders: years of the population and the series that are
/// new are added, those that are there are replaced. Lists of surgery sites are spread anew where they no
/// longer add up to their municipality's, by the sites' shares. The report tells what was replaced, and
/// totals that moved by more than 5 %. Throws one InputError with everything wrong.
Prepared renew(const InputSet& base, const NewFigures& figures);

}  // namespace data
