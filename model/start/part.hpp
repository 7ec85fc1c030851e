#pragma once
// An area alone: the nation's inputs and parameters made those of some municipalities and what is around
// them.
#include <span>
#include <vector>

#include "model/parameters.hpp"
#include "model/rest_of_country.hpp"
#include "model/start/setting.hpp"

namespace model {

/// Inputs of a part of the country, with `rest`, and the parameters that go with them.
struct Part {
    Inputs inputs;
    Params params;
};

/// What a run of `area` alone (ascending, not all of the country) from `start` for so many months is made
/// from. What the scenario gives in numbers for the nation becomes the part's (part_params.hpp). Events
/// elsewhere are left out. `remarks` says what was done. Throws InputError for a start that is not after the
/// list table's year.
Part part_of(const Inputs& nation, std::span<const MunicipalityId> area, const Params& params, Month start,
             int months, Remarks& remarks);

}  // namespace model
