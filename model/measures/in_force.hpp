#pragma once
// What the measures in force mean this month, municipality by municipality, and what they cost.
#include <array>
#include <vector>

#include "model/follow_up.hpp"
#include "model/ids.hpp"
#include "model/measures/measure.hpp"
#include "model/measures/terms.hpp"

namespace model {

using ByPayer = std::array<double, payers>;

/// One measure's running state.
struct MeasureState {
    Column<MunicipalityId, std::uint8_t> eligible;  ///< decided at the start and every 1 January
    double share = 0;       ///< of its yearly amounts the budget has room for this month; 0: not in force
    double share_once = 0;  ///< of sums paid once, what is promised to whoever begins this month
    double spent_nok = 0;   ///< this calendar year
    /// What those who began last month are paid once, as promised then and as far as the year's budget goes.
    Column<MunicipalityId, double> owed_nok;
    std::uint8_t satellites_founded = 0;
    /// `share` as it was in each month since `first_share`: whoever was let in at it comes at it, later.
    Month first_share{};
    std::vector<double> shares;
    Column<MunicipalityId, ByPayer> cost;  ///< NOK of 2023, this month
    bool operator==(const MeasureState&) const = default;

    /// Keeps this month's share for good.
    void keep_share(Month month);
    /// The share of a month. Of one before the first that was kept, in which `measure` was in force: all,
    /// or with a budget the first one kept.
    double share_of(Month month, const Measure& measure) const;
};

struct InForce {
    TermsTable caps_follow;  ///< terms that the caps of GPs on lists have followed
    MeasureParams rules;
    FollowUpParams follow_up;
    TermsTable terms;
    std::vector<MeasureState> measures;  ///< row i belongs to Params::measures[i]
    /// Cost of all measures that is not in capitation, equalisation, refunds, salaries or locums already; NOK
    /// of 2023, this month.
    Column<MunicipalityId, ByPayer> extra_cost;

    /// No terms at all before the first month is laid out.
    const Terms& at(MunicipalityId m, bool salaried) const {
        static const Terms nothing;
        return m.value < terms.size() ? terms[m][salaried] : nothing;
    }
    /// Of levers that the municipality decides by (Form::municipality), whatever forms of contract the
    /// measures are for.
    const Terms& in_municipality(MunicipalityId m) const { return at(m, false); }
};

/// What its budget leaves of a measure's amounts: what runs at one share, what is paid once at another.
/// What works beside an amount that is nothing does not hold either.
PerLever<double> paid_amounts(const Measure& measure, const MeasureState& state, Month month);

/// Adds the terms of a measure where it holds, if it is in force.
void add_terms(TermsTable& terms, const Measure& measure, const MeasureState& state, Month month);

/// Terms of every measure in force. `states` has a row per measure.
TermsTable terms_of(const std::vector<Measure>& measures, const std::vector<MeasureState>& states,
                    std::size_t municipalities, Month month);

/// Extra candidates this month, of one measure that holds for so many lists with a GP, those who held a
/// training post or worked beside a GP among them: whole numbers whose running total follows the yearly
/// amounts at the shares of the months in which they were let in, even if the measure has ended since.
std::uint32_t extra_candidates(const Measure& measure, const MeasureState& state, const MeasureParams& rules,
                               Month month, double lists);

}  // namespace model
