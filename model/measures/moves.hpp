#pragma once
// What levers are meant to move, and the indicator of each that shows it.
#include <array>
#include <cstdint>
#include <string_view>

namespace model {

/// What a lever is meant to move.
enum class Moves : std::uint8_t {
    income,
    income_by_need,
    paid_patients,
    post_appeal,
    training,
    binding,
    hours,
    duty_hours,
    acute_contacts,
    returns,
    places,
    doctors,
    leaving,
    locums,
    locum_cost,
    posts,
    salaried_posts,
};
struct MovedThing {
    std::string_view name;
    std::string_view indicator;  ///< the count that shows it, or the ratio where it is one of each GP
};
inline constexpr std::array<MovedThing, 17> moved_things{{
    {"income of GPs", "mean_gp_income"},
    {"income of GPs whose patients need more", "mean_gp_income"},
    {"patients paid for", "mean_gp_income"},
    {"appeal of posts", "gps_hired"},
    {"GPs in training", "alis_gps"},
    {"months bound to a list", "gps_left"},
    {"hours a week", "mean_gp_hours_week"},
    {"out-of-hours hours a week", "mean_duty_hours_week"},
    {"out-of-hours contacts of patients with extensive needs", "spared_out_of_hours"},
    {"GPs who come back", "gps_hired"},
    {"places on lists", "places_with_gp"},
    {"doctors", "gps_hired"},
    {"GPs who leave", "gps_left"},
    {"locums", "lists_with_locum"},
    {"cost of locums", "cost_locums"},
    {"lists", "lists_total"},
    {"lists with salary", "salaried_lists"},
}};

}  // namespace model
