#pragma once
// The registry's rows: one says all there is to know of an indicator. Each subject has a file of rows; to add
// an indicator, add a row with the next number, counts and ratios each by themselves. Private to
// model/indicators.
#include <span>

#include "model/indicator_info.hpp"
#include "model/month_costs.hpp"
#include "model/world.hpp"

namespace model {
struct Params;
}

namespace model::indicators {

/// What counts of a month are made from.
struct MonthView {
    const World& world;
    const Params& params;
    MonthMoney money;
    double level;                             ///< consultations of the month per consultation of 2023
    Column<MunicipalityId, MonthCost> costs;  ///< NOK of 2023
    double out_of_hours;                      ///< contacts a year of a person without extensive needs

    MonthView(const World& world, const Params& params);
    /// NOK of 2023 a payer pays for measures beside rates and refunds.
    double measures_cost(MunicipalityId m, Payer payer) const;
};

/// One list that is not closed.
struct ListView {
    const MonthView& month;
    ListId list;
    MunicipalityId municipality;  ///< which owns it
    bool vacant, locum;
    DoctorId doctor;  ///< none if vacant
    const Terms& terms;
    double members;
    double asked;     ///< consultations a year
    double hours;     ///< a week, asked of the GP
    double pressure;  ///< hours asked over hours offered

    const Lists& lists() const { return month.world.lists; }
    const Doctors& doctors() const { return month.world.doctors; }
    const Work& work() const { return month.world.work; }
};

/// Members of one list who live in one municipality, and those of them with extensive needs.
struct Home {
    double all, extensive;
};

/// A count and how it is counted: the sum of what each function given adds. Sums are rounded once per
/// municipality.
struct Count {
    std::size_t row;  ///< place in files: append, never renumber
    CountInfo info;
    double (*of_municipality)(const MonthView&, MunicipalityId) = nullptr;
    double (*of_list)(const ListView&) = nullptr;  ///< to the municipality that owns it
    double (*of_gp)(const ListView&) = nullptr;    ///< lists with a GP only
    double (*of_vacant_home)(const ListView&,
                             const Home&) = nullptr;  ///< to where members of vacant lists live
};

struct Ratio {
    std::size_t row;  ///< place among ratios in files: append, never renumber
    RatioInfo info;
};

/// The rows of one file.
struct Subject {
    std::span<const Count> counts;
    std::span<const Ratio> ratios;
};
Subject people();
Subject coverage();
Subject lists();
Subject work();
Subject costs();
Subject continuity();

template <auto column>
double residents(const MonthView& v, MunicipalityId m) {
    return (v.world.residents.*column)[m];
}
template <auto column>
double extensive_needs(const MonthView& v, MunicipalityId m) {
    return (v.world.residents.extensive.*column)[m];
}
template <auto column>
double flow(const MonthView& v, MunicipalityId m) {
    return (v.world.flows.*column)[m];
}

}  // namespace model::indicators
