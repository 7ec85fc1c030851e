#pragma once
#include <filesystem>

#include "data/prepare.hpp"

namespace data {

/// Borders of another year, as a planner has them.
struct OtherBorders {
    std::filesystem::path full;  ///< to the territorial border, or of land alone
    std::filesystem::path land;  ///< clipped to land; empty: the same
    std::string layer, crs;      ///< of both, where they must be stated
};

/// Brings an input set onto other borders of Norwegian municipalities, 2017 or later. A municipality that
/// lies whole in one of the new borders, by the table of changed numbers, goes there whole; one that is
/// parted is parted by where its inhabited squares lie: residents by age and sex and projections by people,
/// lists by surgery sites, and their patients, places and open lists with the lists. Whole numbers stay whole
/// and add up. The report says what was repaired, joined and parted. Throws InputError if the file has no
/// municipality numbers, or others than the set can fill.
Prepared carry_to_borders(const InputSet& base, const OtherBorders& borders);

}  // namespace data
