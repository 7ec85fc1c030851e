#pragma once
// What a month of the scheme costs state, municipalities and patients. NOK of 2023.
#include "model/money.hpp"
#include "model/workload.hpp"
#include "model/world.hpp"

namespace model {

/// Weeks a year that a locum works on a list: all working weeks if its members fill her hours.
double locum_weeks(const World& world, const MoneyParams& money, const WorkParams& work, ListId list);

/// What the month costs in one municipality, NOK of 2023.
struct MonthCost {
    double capitation = 0;  ///< municipality to self-employed GPs
    double salaries = 0;    ///< municipality, with employer's costs
    double locums = 0;      ///< municipality
    double pay_offers = 0;  ///< municipality, what it adds where a list stayed vacant, with employer's costs
    double practices = 0;   ///< municipality, premises and staff where it employs the doctor
    double collected = 0;   ///< refunds and fees that follow its employees' patients to the municipality
    /// Capitation that the patients of its employees, as many as there are, would have cost with a
    /// self-employed GP; not in the sum.
    double spared = 0;
    double equalisation = 0;  ///< state to self-employed GPs in small municipalities
    double refunds = 0;       ///< state, per consultation
    double fees = 0;          ///< patients, per consultation
    double municipality() const {
        return capitation + salaries + locums + pay_offers + practices - collected;
    }
    double state() const { return equalisation + refunds; }
    /// What municipalities pay beyond the main model, capitation to the self-employed for all patients.
    double extra() const { return municipality() - capitation - spared; }
};

/// Cost of the lists of each municipality this month under `terms` (world.in_force.terms, or other ones to
/// compare with). A vacant list costs its locum, for the weeks that its members' hours fill, and its
/// practice, and brings refunds and fees for their consultations; without a locum, nothing.
Column<MunicipalityId, MonthCost> month_costs(const World& world, const MoneyParams& money,
                                              const WorkParams& work, const TermsTable& terms);

}  // namespace model
