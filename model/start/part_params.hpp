#pragma once
// A scenario's numbers for the nation, made those of a part of it.
#include "model/inputs.hpp"
#include "model/parameters.hpp"
#include "model/start/setting.hpp"

namespace model {

/// Row in the part of each row of the nation, or none.
struct KeptRows {
    const Column<MunicipalityId, MunicipalityId>& municipality;
    const Column<PracticeId, PracticeId>& practice;
};

/// Budgets, costs of the nation and numbers drawn by lot by the part's share of the lists a measure holds
/// for, candidates and first-year training posts by its share of the doctors' market, both on the first day.
/// Events elsewhere are left out, and `remarks` says so. `part` has its `rest`.
Params params_of_part(Params params, const Inputs& nation, const Inputs& part, const KeptRows& kept,
                      Remarks& remarks);

}  // namespace model
