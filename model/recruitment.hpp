#pragma once
// Which vacancies are filled this month.
#include <array>

#include "model/doctor_supply.hpp"
#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

struct RecruitmentParams {
    std::array<double, 6> filled_per_month{1.5, 0.332, 0.600, 0.156, 0.148, 0.192};
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, RecruitmentParams>
void visit_fields(P& p, Visit&& visit) {
    visit("filled_per_month", p.filled_per_month,
          std::array<std::string_view, 6>{"1", "2", "3", "4", "5", "6"},
          Field{"hazard per vacant list and month, by centrality", 0, 10,
                "calibrated: with the contract lengths of gp_exit the share of vacant lists stays as on "
                "31.12.2025 (SSB 12005: 0, "
                "2.11, 1.34, 5.82, 7.69, 8.09 %); class 1, with no vacant list at all, is an assumption"});
}

/// Draws for every list vacant since before this month whether a doctor takes it, and lets her begin.
void fill_vacancies(World& world, const RecruitmentParams& params, const DoctorParams& doctors, Seed seed);

}  // namespace model
