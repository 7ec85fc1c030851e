#pragma once
// Which GPs leave their list this month.
#include <array>
#include <cstdint>

#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/size_classes.hpp"
#include "model/world.hpp"

namespace model {

struct ExitParams {
    std::array<double, 6> median_contract_years{2.75, 3.9, 4.8, 5.7, 6.8, 8.37};
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, ExitParams>
void visit_fields(P& p, Visit&& visit) {
    visit("median_contract_years", p.median_contract_years, size_classes,
          Field{"years, by inhabitants of the municipality", 0.25, 100,
                "Abelsen et al. 2015, 7359 contracts 2001-2014: 2.75 under 2000 inhabitants, 8.37 at 50 000 "
                "and over; assumption: "
                "rising between them so that the median of all contracts is 5.9 (published 5.91)"});
}

/// Chance per month that a contract with this median length ends: constant hazard ln 2 / median.
double exit_chance(double median_years);

/// 1 for each doctor whose contract ends this month. Nothing changes yet.
Column<DoctorId, std::uint8_t> plan_exits(const World& world, const ExitParams& params, Seed seed);

/// Empties the lists of the doctors who leave; their patients stay on them.
void commit_exits(World& world, const Column<DoctorId, std::uint8_t>& leaves);

}  // namespace model
