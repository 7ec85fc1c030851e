#pragma once
#include "data/snapshot_reader.hpp"

namespace data {

/// An indicator over all municipalities at one time point: the sum of a count, the ratio of two sums; NaN for
/// a value of places, which has no sum.
double nation_value(const Snapshot& snapshot, const IndicatorInfo& indicator, int time_index);

}  // namespace data
