#pragma once
// Who has extensive needs: chronic illness, frailty, several conditions at once.
#include <array>
#include <string_view>
#include <vector>

#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

inline constexpr std::array<std::string_view, 8> need_ages{"0", "18", "40", "50", "60", "70", "80", "90"};

struct NeedParams {
    std::array<double, 8> extensive{1, 2, 4, 7, 12, 20, 34, 50};
    double consultation_ratio = 2.5;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, NeedParams>
void visit_fields(P& p, Visit&& visit) {
    visit(
        "extensive", p.extensive, need_ages,
        Field{
            "% of people of this age, straight lines between", 0, 100,
            "assumption N1: no published Norwegian share of GP patients with extensive needs was found; 9 % "
            "of all people, half of those aged 90, so that about one patient in eleven needs the follow-up "
            "the 2020-2024 action plan aims at; sweep between a half and twice of it"});
    visit("consultation_ratio", p.consultation_ratio,
          Field{"consultations of people with extensive needs per consultation of others of the same age and "
                "sex",
                1, 20,
                "assumption N2: patients followed up regularly come once a month to once a quarter more; the "
                "mean "
                "by age and sex stays at the published rate; sweep 1.5 to 4"});
}

/// Share (0-1) of people with extensive needs by completed years. Never falls with age, so nobody's needs
/// end: where the parameters fall, the highest share so far holds.
std::array<double, ages> extensive_share(const NeedParams& params);

/// What People::extensive_from holds for a person whose draw is `u` in (0, 1): 1 + the youngest age at which
/// the share exceeds u, or People::never_extensive.
std::uint8_t extensive_from(const std::array<double, ages>& share, double u);

/// First month in which the needs of someone born in `born` are extensive: that after her birthday.
constexpr Month onset_month(Month born, std::uint8_t from) {
    return born + (1 + 12 * (from - 1));
}

/// People whose needs become extensive before world.month + 12, month by month from world.month on, each
/// ordered by person; who should have them already stands in the first. Draws the age of onset of those who
/// were never seen before: one draw per person and life, addressed by person alone, so no measure and no
/// other agent changes it. One sweep over people.
OnsetCalendar plan_onsets(World& world, const NeedParams& params, Seed seed);

/// Marks whose needs have become extensive by world.month and moves the running totals. Called on the first
/// day and every month; plans the next twelve months on the first day and every January, and looks at
/// newborns and immigrants in the first month after they came.
void update_needs(World& world, const NeedParams& params, Seed seed);

}  // namespace model
