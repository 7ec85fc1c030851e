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

/// Budgets, costs of the nation, candidates and first-year training posts by the part's share of the lists a
/// measure reaches on the first day; candidates and posts of one that reaches all by the part's share of the
/// doctors' market. Events elsewhere are left out, and `remarks` says so. `part` has its `rest`.
Params params_of_part(Params params, const Inputs& nation, const Inputs& part, const KeptRows& kept,
                      Remarks& remarks);

/// The same of measures that hold where the lot falls: by the part's share of the lists that `seed` draws.
/// As they are where `part` is all of the country.
Params params_of_draw(Params params, const Inputs& part, Seed seed);

}  // namespace model
