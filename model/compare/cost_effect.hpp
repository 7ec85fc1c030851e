#pragma once
// What a measure costs, who pays, and what one more person with a GP costs.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/compare/comparison.hpp"

namespace model {

/// A cost over the whole period, b against a, NOK.
struct CostLine {
    std::string name;  ///< a count such as "cost_state", or "state", "municipality", "total"
    double mean_a, mean_b;
    Estimate difference;
};

/// One pair of replicates on the cost-effectiveness plane.
struct PlanePoint {
    double effect, cost;  ///< differences; cost in NOK
    bool operator==(const PlanePoint&) const = default;
};

/// How sure it is that willingness × effect exceeds the cost: one minus the one-sided p-value of their
/// difference (statistics.hpp).
struct AcceptabilityPoint {
    double willingness;  ///< NOK per unit of effect
    double chance;
};

enum class Effect : std::uint8_t { persons_with_gp, years_with_gp, years_within_30_minutes };
inline constexpr std::string_view effects[]{"persons_with_gp", "person_years_with_gp",
                                            "person_years_within_30_minutes"};

/// An effect and what a unit of it costs.
struct CostEffect {
    Effect kind;
    Estimate effect;  ///< how many more in b: persons at the end, or person-years over the period
    /// NOK per unit with its 90 % interval (Fieller 1954). Absent unless the whole interval of the effect is
    /// above zero: a ratio to nothing, or to a loss, says nothing.
    std::optional<Estimate> cost_per_unit;
    /// One per pair of replicates; where they share no luck, in the order they have.
    std::vector<PlanePoint> plane;
    /// By willingness, finer where the chance changes; empty where no interval is known.
    std::vector<AcceptabilityPoint> acceptability;
};

/// Other ways to value what is paid, per cent.
struct Valuation {
    double discount = 0;  ///< a year; of costs and person-years alike
    double tax_cost = 0;  ///< what it costs to raise a hundred of taxes
};

enum class Valued : std::uint8_t { without_locums, discounted, with_tax_cost, discounted_with_tax_cost };
inline constexpr std::string_view valued_names[]{"without_savings_on_locums", "discounted", "with_tax_cost",
                                                 "discounted_with_tax_cost"};

/// Costs of both payers and person-years with a GP, seen otherwise than as they are paid.
struct ValuedCost {
    Valued how;
    CostLine total;
    Estimate years_with_gp;
    std::optional<Estimate> cost_per_year;  ///< as CostEffect::cost_per_unit
};

/// What is paid in some of the months: a year's, from February to January, or a quarter's.
struct PeriodCosts {
    Month first, last;
    std::vector<CostLine> by_payer;  ///< state, municipality, total; quarters without intervals
};

struct CostComparison {
    std::vector<CostLine> by_payer;  ///< state, municipality, total
    std::vector<CostLine> parts;     ///< every one of ComparedRun::costs
    std::vector<CostEffect> effects;
    std::vector<ValuedCost> valued;  ///< without_locums, and what the valuation asks for
    std::vector<PeriodCosts> years, quarters;
    /// Measures in one of the two, or in both with other amounts, that have no price: no cost per unit is
    /// given.
    std::vector<NotPriced> not_priced;
};

/// Counts of people whose sums over time tell effects, beside those in the balance of cost and effect.
inline constexpr std::string_view effect_counts[]{"population", "over_30_minutes", "on_no_list"};

/// Costs and effects in an area over the period of ComparedRun::totals. The state pays cost_state,
/// municipalities cost_municipality; measures are in both (cost_measures_state and cost_measures_municipality
/// are parts of them). A person has a GP unless on no list or on a list without one; who is on no list is not
/// within 30 minutes. Nothing if a count it needs is missing.
std::optional<CostComparison> compare_costs(const ComparedRun& a, const ComparedRun& b,
                                            const Pairing& pairing, const Area& area,
                                            const Valuation& valuation = {});

}  // namespace model
