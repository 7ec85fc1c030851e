#pragma once
// The levers a measure can pull: a small closed set, each used by one rule of the model. A new lever is a
// name in `Lever`, a row in `lever_table`, and the rule that reads it.
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "geo/base/per_enum.hpp"

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
    end  ///< no lever: how many there are
};
inline constexpr auto lever_count = static_cast<std::size_t>(Lever::end);

template <class T>
using PerLever = geo::PerEnum<Lever, T, lever_count>;

/// What a grant is paid once for.
enum class GrantUnit : std::uint8_t {
    gp_year,                 ///< a GP, a year
    young_gp_year,           ///< a GP under MeasureParams::debt_until_age, a year
    alis_year,               ///< a GP with a training agreement, a year
    extensive_patient_year,  ///< a patient with extensive needs of a self-employed GP, a year
    new_contract,            ///< a GP who took the list and the grant a month ago, once
};
inline constexpr std::array<std::string_view, 5> grant_units{
    "GP and year", "young GP and year", "training agreement and year",
    "patient with extensive needs of a self-employed GP and year", "new contract"};

/// Who pays for what a lever moves. Every row must say so: there is no default.
class Pays {
public:
    /// Nobody pays for the lever itself; what the measure costs stands in its cost rows.
    static constexpr Pays nothing() { return {false, {}}; }
    /// A rate or price that state and municipalities pay as they always do: the measure's bill is what all
    /// lists cost with it, less what they cost without it.
    static constexpr Pays rate() { return {true, {}}; }
    /// The measure's payer hands out the amount, once per unit, to GPs of an eligible form and place.
    static constexpr Pays grant(GrantUnit unit) { return {false, unit}; }

    constexpr bool is_rate() const { return rate_; }
    constexpr std::optional<GrantUnit> unit() const { return unit_; }  ///< of a grant

private:
    constexpr Pays(bool rate, std::optional<GrantUnit> unit) : rate_(rate), unit_(unit) {}
    bool rate_;
    std::optional<GrantUnit> unit_;
};

/// What several measures' amounts on one lever come to.
enum class Combine : std::uint8_t {
    add,      ///< their sum; 0 changes nothing
    largest,  ///< the largest, which replaces the rule's own number
};

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
    pressure,
    places,
    doctors,
    leaving,
    locums,
    locum_cost,
    posts,
    salaried_posts,
};
inline constexpr std::array<std::string_view, 16> moved_things{
    "income of GPs",
    "income of GPs whose patients need more",
    "patients paid for",
    "appeal of posts",
    "GPs in training",
    "months bound to a list",
    "hours a week",
    "out-of-hours hours a week",
    "work per hour offered",
    "places on lists",
    "doctors",
    "GPs who leave",
    "locums",
    "cost of locums",
    "lists",
    "lists with salary",
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
    Combine combine = Combine::add;
    bool shrinks = true;               ///< with a budget that does not suffice
    std::optional<Lever> beside = {};  ///< works only beside this one
    std::string_view meaning;          ///< one sentence
};

inline constexpr double most_grant_nok = 5'000'000;

/// Row i describes lever i.
inline constexpr std::array<LeverInfo, lever_count> lever_table{{
    {.lever = Lever::capitation_below,
     .name = "capitation_below",
     .unit = "NOK per patient and year up to the break",
     .min = 0,
     .max = 10'000,
     .money = true,
     .moves = Moves::income,
     .more = Direction::rises,
     .pays = Pays::rate(),
     .combine = Combine::largest,
     .shrinks = false,
     .meaning = "rate of capitation up to the break point"},
    {.lever = Lever::capitation_above,
     .name = "capitation_above",
     .unit = "NOK per patient and year beyond the break",
     .min = 0,
     .max = 10'000,
     .money = true,
     .moves = Moves::income,
     .more = Direction::rises,
     .pays = Pays::rate(),
     .combine = Combine::largest,
     .shrinks = false,
     .meaning = "rate of capitation beyond the break point"},
    {.lever = Lever::capitation_percent,
     .name = "capitation_percent",
     .unit = "%",
     .min = -100,
     .max = 400,
     .moves = Moves::income,
     .more = Direction::rises,
     .pays = Pays::rate(),
     .meaning = "more or less capitation per patient"},
    {.lever = Lever::capitation_by_need,
     .name = "capitation_by_need",
     .unit = "share 0-1",
     .min = 0,
     .max = 1,
     .moves = Moves::income_by_need,
     .more = Direction::rises,
     .pays = Pays::rate(),
     .combine = Combine::largest,
     .shrinks = false,
     .meaning = "share of capitation that follows the members' expected use instead of their number"},
    {.lever = Lever::floor_patients,
     .name = "floor_patients",
     .unit = "patients",
     .min = 0,
     .max = 3000,
     .moves = Moves::paid_patients,
     .more = Direction::rises,
     .pays = Pays::rate(),
     .combine = Combine::largest,
     .shrinks = false,
     .beside = Lever::floor_months,
     .meaning = "a new self-employed GP is paid for at least so many patients if the cap allows as many"},
    {.lever = Lever::floor_months,
     .name = "floor_months",
     .unit = "months from the start of a contract",
     .min = 0,
     .max = 120,
     .moves = Moves::paid_patients,
     .more = Direction::rises,
     .pays = Pays::rate(),
     .combine = Combine::largest,
     .shrinks = false,
     .beside = Lever::floor_patients,
     .meaning = "how long floor_patients holds"},
    {.lever = Lever::equalisation_list,
     .name = "equalisation_list",
     .unit = "patients",
     .min = 0,
     .max = 5000,
     .moves = Moves::income,
     .more = Direction::rises,
     .pays = Pays::rate(),
     .combine = Combine::largest,
     .shrinks = false,
     .meaning =
         "capitation for the distance of the municipality's mean list to this length, per self-employed GP"},
    {.lever = Lever::extensive_topup,
     .name = "extensive_topup",
     .unit = "NOK per patient with extensive needs and year",
     .min = 0,
     .max = 100'000,
     .money = true,
     .moves = Moves::income,
     .more = Direction::rises,
     .pays = Pays::grant(GrantUnit::extensive_patient_year),
     .meaning = "to self-employed GPs on top of capitation"},
    {.lever = Lever::gp_year_grant,
     .name = "gp_year_grant",
     .unit = "NOK per GP and year",
     .min = 0,
     .max = most_grant_nok,
     .money = true,
     .moves = Moves::income,
     .more = Direction::rises,
     .pays = Pays::grant(GrantUnit::gp_year),
     .meaning = "lump sum to the GP, counted as income"},
    {.lever = Lever::hiring_grant,
     .name = "hiring_grant",
     .unit = "NOK per new contract",
     .min = 0,
     .max = most_grant_nok,
     .money = true,
     .moves = Moves::post_appeal,
     .more = Direction::rises,
     .pays = Pays::grant(GrantUnit::new_contract),
     .meaning = "one-off sum to a GP who takes a list and is willing to be bound"},
    {.lever = Lever::binding_months,
     .name = "binding_months",
     .unit = "months",
     .min = 0,
     .max = 120,
     .moves = Moves::binding,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .combine = Combine::largest,
     .shrinks = false,
     .beside = Lever::hiring_grant,
     .meaning = "time a GP who took a hiring grant is bound to the list; it has its price to her"},
    {.lever = Lever::refund_percent,
     .name = "refund_percent",
     .unit = "%",
     .min = -100,
     .max = 200,
     .moves = Moves::income,
     .more = Direction::rises,
     .pays = Pays::rate(),
     .meaning = "state's refund per consultation (fee schedule)"},
    {.lever = Lever::salary_percent,
     .name = "salary_percent",
     .unit = "%",
     .min = -50,
     .max = 200,
     .moves = Moves::income,
     .more = Direction::rises,
     .pays = Pays::rate(),
     .meaning = "pay of salaried GPs"},
    {.lever = Lever::debt_relief,
     .name = "debt_relief",
     .unit = "NOK of student debt written off per year",
     .min = 0,
     .max = most_grant_nok,
     .money = true,
     .moves = Moves::post_appeal,
     .more = Direction::rises,
     .pays = Pays::grant(GrantUnit::young_gp_year),
     .meaning = "to GPs young enough to have debt"},
    {.lever = Lever::hours_relief,
     .name = "hours_relief",
     .unit = "hours per GP and week",
     .min = -20,
     .max = 40,
     .moves = Moves::hours,
     .more = Direction::falls,
     .pays = Pays::nothing(),
     .meaning = "work taken off the GP: certificates, tasks moved back to hospitals"},
    {.lever = Lever::nurse_per_list,
     .name = "nurse_per_list",
     .unit = "full-time nurses per list",
     .min = 0,
     .max = 3,
     .moves = Moves::hours,
     .more = Direction::falls,
     .pays = Pays::nothing(),
     .meaning = "nurses in the GP's team who take over part of the work"},
    {.lever = Lever::duty_percent,
     .name = "duty_percent",
     .unit = "%",
     .min = -100,
     .max = 100,
     .moves = Moves::duty_hours,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .meaning = "out-of-hours hours per GP: larger districts, paid rest"},
    {.lever = Lever::electronic_points,
     .name = "electronic_points",
     .unit = "percentage points",
     .min = -50,
     .max = 80,
     .moves = Moves::hours,
     .more = Direction::falls,
     .pays = Pays::nothing(),
     .meaning = "consultations that become electronic"},
    {.lever = Lever::productivity_percent,
     .name = "productivity_percent",
     .unit = "%",
     .min = -50,
     .max = 50,
     .moves = Moves::hours,
     .more = Direction::falls,
     .pays = Pays::nothing(),
     .meaning = "less working time per consultation: digital tools"},
    {.lever = Lever::extra_doctors_percent,
     .name = "extra_doctors_percent",
     .unit = "doctors per 100 lists",
     .min = 0,
     .max = 100,
     .moves = Moves::pressure,
     .more = Direction::falls,
     .pays = Pays::nothing(),
     .meaning = "a second doctor works on an existing list (introduction agreement): more hours offered"},
    {.lever = Lever::cap_percent,
     .name = "cap_percent",
     .unit = "%",
     .min = -50,
     .max = 100,
     .moves = Moves::places,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .meaning = "patients a GP takes on, by a team or by rule"},
    {.lever = Lever::alis_percent,
     .name = "alis_percent",
     .unit = "% of GPs who are not yet specialists",
     .min = 0,
     .max = 100,
     .moves = Moves::training,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .combine = Combine::largest,
     .meaning = "have a supervised training agreement (ALIS)"},
    {.lever = Lever::alis_grant,
     .name = "alis_grant",
     .unit = "NOK per ALIS agreement and year",
     .min = 0,
     .max = most_grant_nok,
     .money = true,
     .moves = Moves::post_appeal,
     .more = Direction::rises,
     .pays = Pays::grant(GrantUnit::alis_year),
     .beside = Lever::alis_percent,
     .meaning = "income to the GP in training, the part of the grant that reaches her"},
    {.lever = Lever::lis1_posts,
     .name = "lis1_posts",
     .unit = "more posts a year in the eligible municipalities",
     .min = 0,
     .max = 2000,
     .moves = Moves::doctors,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .meaning = "first-year training posts; part of those who held one look for a GP post there"},
    {.lever = Lever::candidates,
     .name = "candidates",
     .unit = "more doctors a year in all",
     .min = 0,
     .max = 2000,
     .moves = Moves::doctors,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .meaning = "who begin to look for a GP post, from hospitals or abroad"},
    {.lever = Lever::colleagues,
     .name = "colleagues",
     .unit = "colleagues",
     .min = 0,
     .max = 20,
     .moves = Moves::post_appeal,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .meaning = "feels like so many more colleagues: group contracts, shared lists"},
    {.lever = Lever::appeal,
     .name = "appeal",
     .unit = "utility",
     .min = -5,
     .max = 5,
     .moves = Moves::post_appeal,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .meaning = "direct pull of posts on doctors: recruitment offices, quality work"},
    {.lever = Lever::exit_percent,
     .name = "exit_percent",
     .unit = "%",
     .min = -100,
     .max = 200,
     .moves = Moves::leaving,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .meaning = "hazard that a GP leaves the scheme"},
    {.lever = Lever::locum_cover_points,
     .name = "locum_cover_points",
     .unit = "percentage points",
     .min = -100,
     .max = 100,
     .moves = Moves::locums,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .meaning = "vacant lists with a locum"},
    {.lever = Lever::locum_price_percent,
     .name = "locum_price_percent",
     .unit = "%",
     .min = -100,
     .max = 300,
     .moves = Moves::locum_cost,
     .more = Direction::rises,
     .pays = Pays::rate(),
     .meaning = "price of locums"},
    {.lever = Lever::free_places_target,
     .name = "free_places_target",
     .unit = "places per 1000 inhabitants",
     .min = -100,
     .max = 200,
     .moves = Moves::posts,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .meaning = "municipalities decide on new posts earlier"},
    {.lever = Lever::salaried_offer_points,
     .name = "salaried_offer_points",
     .unit = "percentage points a month",
     .min = 0,
     .max = 100,
     .moves = Moves::salaried_posts,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .meaning = "chance that a long-vacant self-employed post is offered with salary"},
    {.lever = Lever::satellite_lists,
     .name = "satellite_lists",
     .unit = "lists per municipality",
     .min = 0,
     .max = 5,
     .moves = Moves::posts,
     .more = Direction::rises,
     .pays = Pays::nothing(),
     .combine = Combine::largest,
     .shrinks = false,
     .meaning = "new lists at a surgery where most people live far from one"},
}};

inline std::span<const LeverInfo> levers() {
    return lever_table;
}
constexpr const LeverInfo& info(Lever lever) {
    return lever_table[static_cast<std::size_t>(lever)];
}

/// Each row stands at its lever under a name of its own, with a range that holds zero or more; what is NOK by
/// its unit is so by its row; money is paid by someone.
consteval bool lever_rows_hold() {
    for (std::size_t i = 0; i < lever_count; ++i) {
        const auto& row = lever_table[i];
        if (row.lever != static_cast<Lever>(i) || row.name.empty() || row.meaning.empty()) return false;
        if (row.money != row.unit.starts_with("NOK")) return false;
        if (row.money && !row.pays.is_rate() && !row.pays.unit()) return false;
        if (row.pays.unit() && !row.money) return false;
        if (!(row.min <= 0 && 0 < row.max)) return false;
        for (std::size_t k = 0; k < i; ++k)
            if (lever_table[k].name == row.name) return false;
    }
    return true;
}
static_assert(lever_rows_hold());

}  // namespace model
