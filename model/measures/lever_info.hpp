#pragma once
// The levers by name, and what there is to know of one.
#include <cstdint>
#include <optional>
#include <string_view>

#include "geo/base/per_enum.hpp"
#include "model/measures/moves.hpp"
#include "model/measures/prices.hpp"

namespace model {

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
    supervision_percent,
    alis_posts,
    exit_older_percent,
    leaders_percent,
    quality_percent,
    shared_care_percent,
    outreach_hours,
    group_percent,
    returns_percent,
    end  ///< no lever: how many there are
};
inline constexpr auto lever_count = static_cast<std::size_t>(Lever::end);

template <class T>
using PerLever = geo::PerEnum<Lever, T, lever_count>;

/// What several measures' amounts on one lever come to.
enum class Combine : std::uint8_t {
    add,      ///< their sum; 0 changes nothing
    largest,  ///< the largest, which replaces the rule's own number
};

/// Where a lever does something at all.
enum class Form : std::uint8_t {
    any,            ///< lists of the forms of contract that the measure is for
    self_employed,  ///< lists of self-employed GPs alone
    salaried,       ///< lists of salaried GPs alone
    municipality,   ///< what the municipality decides, whatever forms the measure is for
};

enum class Direction : std::int8_t { falls = -1, rises = 1 };

struct LeverInfo {
    Lever lever;
    std::string_view name;  ///< as in measure files
    std::string_view unit;  ///< of the amount; NOK are of the measure's price year
    double min, max;        ///< closed range of the amount
    bool money = false;     ///< the amount is NOK and follows prices
    Moves moves;
    Direction more;  ///< what becomes of it with a larger amount
    Pays pays;
    Price price;
    Combine combine = Combine::add;
    Form form = Form::any;             ///< where it does something at all
    bool shrinks = true;               ///< with a budget or a scale; else it sets a number as it is
    std::optional<Lever> beside = {};  ///< works only beside this one
    std::string_view meaning;          ///< one sentence
};

}  // namespace model
