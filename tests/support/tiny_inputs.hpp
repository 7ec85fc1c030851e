#pragma once
#include "model/inputs.hpp"

namespace support {

/// A country one can draw: `municipalities` in a row, 20 km apart, of centrality 1, 2, .. 6, 1, ..; each with
/// three inhabited squares, one practice in the middle one, and `people` residents of all ages.
///
/// Each has two lists with a GP and one without; together they hold 95 % of the residents, the vacant one a
/// tenth of that. Places with a GP: 3 % more than patients; one list is open where that leaves room.
model::Inputs tiny_inputs(std::uint32_t municipalities, std::uint32_t people);

}  // namespace support
