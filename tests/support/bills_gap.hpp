#pragma once
// Whether bills of measures are what a month costs with them less what it costs without.
#include "model/parameters.hpp"

namespace support {

/// The largest difference, NOK, over the first month of a small country and `months` more, and over payers,
/// between the sum of all measures' bills and the month's cost with them less that without any, in the same
/// world. Someone takes every post.
double bills_gap(model::Params params, int months);

}  // namespace support
