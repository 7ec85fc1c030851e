#pragma once
#include <span>
#include <vector>

#include "model/area_alone_params.hpp"
#include "model/gp_choice.hpp"
#include "model/inputs.hpp"

namespace model {

/// The municipalities outside `area` that share patients with it: where, by distance in a straight line and
/// the lists there are, `shared_percent` of the one's people would be on the other's lists, or the other way
/// round. Ascending. `people`: residents.
std::vector<MunicipalityId> around(const Inputs& inputs, const Column<MunicipalityId, std::int32_t>& people,
                                   std::span<const MunicipalityId> area, const ChoiceParams& choice,
                                   const AreaAloneParams& alone);

}  // namespace model
