#pragma once
#include <span>
#include <vector>

#include "data/snapshot_reader.hpp"

namespace data {

/// An indicator of areas, as everything that is told of an area has it: the sum of a count over its
/// municipalities, a ratio of two such sums. Where the file keeps every draw, the mean over draws of their
/// whole sums, which a sum of the file's rounded means would miss by some digits; else the sum of its means.
class AreaFigures {
public:
    AreaFigures(const Snapshot& snapshot, const IndicatorInfo& indicator);
    /// NaN for a value of places, which has no sum, and for a ratio to nothing.
    double at(std::span<const model::MunicipalityId> members, int time_index) const;

private:
    using Sums = std::vector<double>;  ///< time × municipality; at kept times of all draws together
    Sums sums_of(const Snapshot& snapshot, const std::string& count) const;
    double sum(const Sums& sums, std::span<const model::MunicipalityId> members, int time_index) const;

    std::size_t places_;
    double scale_;
    std::vector<double> draws_;  ///< by time: how many are added up
    Sums above_, below_;         ///< below: of a ratio; above: none for a value of places
};

/// The same of all municipalities.
double nation_value(const Snapshot& snapshot, const IndicatorInfo& indicator, int time_index);

}  // namespace data
