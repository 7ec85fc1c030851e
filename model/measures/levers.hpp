#pragma once
// The levers a measure can pull: a small closed set, each used by one rule of the model.
#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace model {

/// Unless `levers()` says otherwise, amounts of several measures add up; 0 changes nothing.
enum class Lever : std::uint8_t {
    capitation_below,
    capitation_above,
    capitation_percent,
    capitation_by_need,
    floor_patients,
    floor_months,
    equalisation_list,
    extensive_topup,
    gp_year_grant,
    hiring_grant,
    binding_months,
    refund_percent,
    salary_percent,
    debt_relief,
    hours_relief,
    nurse_per_list,
    duty_percent,
    electronic_points,
    productivity_percent,
    extra_doctors_percent,
    cap_percent,
    alis_percent,
    alis_grant,
    lis1_posts,
    candidates,
    colleagues,
    appeal,
    exit_percent,
    locum_cover_points,
    locum_price_percent,
    free_places_target,
    salaried_offer_points,
    satellite_lists,
};
inline constexpr std::size_t lever_count = static_cast<std::size_t>(Lever::satellite_lists) + 1;

struct LeverInfo {
    Lever lever;
    std::string_view name;     ///< as in measure files
    std::string_view unit;     ///< of the amount; NOK are of the measure's price year
    double min, max;           ///< closed range of the amount
    bool money;                ///< the amount is NOK: scaled by prices and by an exhausted budget
    bool sets;                 ///< the amount replaces the rule's number; several: the largest holds
    std::string_view meaning;  ///< one sentence
};

/// Row i describes lever i.
std::span<const LeverInfo> levers();
const LeverInfo& info(Lever lever);

/// What the measures in force add up to, in one municipality for one form of contract.
class Terms {
public:
    double operator[](Lever lever) const { return amounts_[static_cast<std::size_t>(lever)]; }
    /// The rule's own number, unless a measure sets it.
    double set_or(Lever lever, double otherwise) const {
        return (*this)[lever] > 0 ? (*this)[lever] : otherwise;
    }
    /// 1 + amount / 100 of a lever in percent, never negative.
    double factor(Lever lever) const {
        const double f = 1 + (*this)[lever] / 100;
        return f > 0 ? f : 0;
    }
    void add(Lever lever, double amount);
    bool operator==(const Terms&) const = default;

private:
    std::array<double, lever_count> amounts_{};
};

}  // namespace model
