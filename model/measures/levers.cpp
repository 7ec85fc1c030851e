#include "model/measures/levers.hpp"

#include <algorithm>

namespace model {
namespace {

constexpr double most_nok = 5'000'000;
constexpr std::array<LeverInfo, lever_count> table{{
    {Lever::capitation_below, "capitation_below", "NOK per patient and year up to the break", 0, 10'000, true,
     true, "rate of capitation up to the break point"},
    {Lever::capitation_above, "capitation_above", "NOK per patient and year beyond the break", 0, 10'000,
     true, true, "rate of capitation beyond the break point"},
    {Lever::capitation_percent, "capitation_percent", "%", -100, 400, false, false,
     "more or less capitation per patient"},
    {Lever::capitation_by_need, "capitation_by_need", "share 0-1", 0, 1, false, true,
     "share of capitation that follows the members' expected use instead of their number"},
    {Lever::floor_patients, "floor_patients", "patients", 0, 3000, false, true,
     "a new self-employed GP is paid for at least so many patients if the cap allows as many"},
    {Lever::floor_months, "floor_months", "months from the start of a contract", 0, 120, false, true,
     "how long floor_patients holds"},
    {Lever::equalisation_list, "equalisation_list", "patients", 0, 5000, false, true,
     "capitation for the distance of the municipality's mean list to this length, per self-employed GP"},
    {Lever::extensive_topup, "extensive_topup", "NOK per patient with extensive needs and year", 0, 100'000,
     true, false, "to self-employed GPs on top of capitation"},
    {Lever::gp_year_grant, "gp_year_grant", "NOK per GP and year", 0, most_nok, true, false,
     "lump sum to the GP, counted as income"},
    {Lever::hiring_grant, "hiring_grant", "NOK per new contract", 0, most_nok, true, false,
     "one-off sum to a GP who takes a list"},
    {Lever::binding_months, "binding_months", "months", 0, 120, false, true,
     "time a GP who took a hiring grant is bound to the list"},
    {Lever::refund_percent, "refund_percent", "%", -100, 200, false, false,
     "state's refund per consultation (fee schedule)"},
    {Lever::salary_percent, "salary_percent", "%", -50, 200, false, false, "pay of salaried GPs"},
    {Lever::debt_relief, "debt_relief", "NOK of student debt written off per year", 0, most_nok, true, false,
     "to GPs young enough to have debt"},
    {Lever::hours_relief, "hours_relief", "hours per GP and week", -20, 40, false, false,
     "work taken off the GP: certificates, tasks moved back to hospitals"},
    {Lever::nurse_per_list, "nurse_per_list", "full-time nurses per list", 0, 3, false, false,
     "nurses in the GP's team who take over part of the work"},
    {Lever::duty_percent, "duty_percent", "%", -100, 100, false, false,
     "out-of-hours hours per GP: larger districts, paid rest"},
    {Lever::electronic_points, "electronic_points", "percentage points", -50, 80, false, false,
     "consultations that become electronic"},
    {Lever::productivity_percent, "productivity_percent", "%", -50, 50, false, false,
     "less working time per consultation: digital tools"},
    {Lever::extra_doctors_percent, "extra_doctors_percent", "doctors per 100 lists", 0, 100, false, false,
     "a second doctor works on an existing list (introduction agreement): more hours offered"},
    {Lever::cap_percent, "cap_percent", "%", -50, 100, false, false,
     "patients a GP takes on, by a team or by rule"},
    {Lever::alis_percent, "alis_percent", "% of GPs who are not yet specialists", 0, 100, false, true,
     "have a supervised training agreement (ALIS)"},
    {Lever::alis_grant, "alis_grant", "NOK per ALIS agreement and year", 0, most_nok, true, false,
     "income to the GP in training, the part of the grant that reaches her"},
    {Lever::lis1_posts, "lis1_posts", "more posts a year in the eligible municipalities", 0, 2000, false,
     false, "first-year training posts; part of those who held one look for a GP post there"},
    {Lever::candidates, "candidates", "more doctors a year in all", 0, 2000, false, false,
     "who begin to look for a GP post, from hospitals or abroad"},
    {Lever::colleagues, "colleagues", "colleagues", 0, 20, false, false,
     "feels like so many more colleagues: group contracts, shared lists"},
    {Lever::appeal, "appeal", "utility", -5, 5, false, false,
     "direct pull of posts on doctors: recruitment offices, quality work"},
    {Lever::exit_percent, "exit_percent", "%", -100, 200, false, false, "hazard that a GP leaves the scheme"},
    {Lever::locum_cover_points, "locum_cover_points", "percentage points", -100, 100, false, false,
     "vacant lists with a locum"},
    {Lever::locum_price_percent, "locum_price_percent", "%", -100, 300, false, false, "price of locums"},
    {Lever::free_places_target, "free_places_target", "places per 1000 inhabitants", -100, 200, false, false,
     "municipalities decide on new posts earlier"},
    {Lever::salaried_offer_points, "salaried_offer_points", "percentage points a month", 0, 100, false, false,
     "chance that a long-vacant self-employed post is offered with salary"},
    {Lever::satellite_lists, "satellite_lists", "lists per municipality", 0, 5, false, true,
     "new lists at a surgery where most people live far from one"},
}};

}  // namespace

std::span<const LeverInfo> levers() {
    return table;
}

const LeverInfo& info(Lever lever) {
    return table[static_cast<std::size_t>(lever)];
}

void Terms::add(Lever lever, double amount) {
    auto& total = amounts_[static_cast<std::size_t>(lever)];
    total = info(lever).sets ? std::max(total, amount) : total + amount;
}

}  // namespace model
