#pragma once
// Who the GPs of a past year were, as far as the nation's figures tell.
#include "model/doctor_supply.hpp"
#include "model/inputs.hpp"

namespace model {

/// Shares of GPs, %; NaN where nothing is known of the time.
struct StaffFigures {
    double women, specialists, salaried;
};

/// The last published national figures up to the end of `year`.
StaffFigures staff_figures(const NationalSeries& national, int year);

/// Doctors' parameters with which the first day's GPs have these shares on average: women and salaried are
/// moved by one factor on their odds, the same in every class, specialists are set. What is NaN stays.
/// `residents`: people, by which the classes of salaried lists go.
DoctorParams first_day_doctors(DoctorParams params, const StaffFigures& wanted, const ListTable& lists,
                               const Municipalities& municipalities,
                               const Column<MunicipalityId, std::int32_t>& residents);

}  // namespace model
