#pragma once
// Every table of the state, for who keeps a world and restores it. Each function takes its table apart into
// all of its members, so that a new member stops the compiler until it stands here.
#include <concepts>

#include "model/world.hpp"

namespace model {

template <class T, class Table>
concept MaybeConst = std::same_as<std::remove_const_t<T>, Table>;

/// Calls visit with all members of `table`, always in the same order.
template <MaybeConst<People> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [born, joined, home, list, waits_for, sex, state, extensive_from] = table;
    visit(born, joined, home, list, waits_for, sex, state, extensive_from);
}

template <MaybeConst<Lists> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [practice, municipality, cap, members, doctor, since, leaves, next_gp, next_from, shared, pay_offer,
           popularity, shunned, locum, salaried, standing, admits, luck, line, waiting, line_served,
           uncovered_months, unreported] = table;
    visit(practice, municipality, cap, members, doctor, since, leaves, next_gp, next_from, shared, pay_offer,
          popularity, shunned, locum, salaried, standing, admits, luck, line, waiting, line_served,
          uncovered_months, unreported);
}

template <MaybeConst<Doctors> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [luck, born, started, list, next_list, sex, specialist, post, home_county, entered, desired_hours,
           desired_cap, alis, bound_until] = table;
    visit(luck, born, started, list, next_list, sex, specialist, post, home_county, entered, desired_hours,
          desired_cap, alis, bound_until);
}

template <MaybeConst<Work> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [hours_week, duty_hours_week, pressure, days_to_appointment, income_nok, mean_list] = table;
    visit(hours_week, duty_hours_week, pressure, days_to_appointment, income_nok, mean_list);
}

template <MaybeConst<ResidentTotals> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [people, on_no_list, seeking, over_30, over_60] = table;
    visit(people, on_no_list, seeking, over_30, over_60);
}

template <MaybeConst<Residents> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    static_assert(sizeof(Residents) ==
                      2 * sizeof(ResidentTotals) + broad_ages * sizeof(Column<MunicipalityId, std::int32_t>),
                  "a new member of Residents must be visited here");
    using Totals = std::conditional_t<std::is_const_v<T>, const ResidentTotals, ResidentTotals>;
    visit(static_cast<Totals&>(table), table.extensive, table.by_age);
}

template <MaybeConst<MemberHomes> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [municipalities, all, extensive] = table;
    visit(municipalities, all, extensive);
}

template <MaybeConst<Continuity> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [patients] = table;
    visit(patients);
}

template <MaybeConst<Flows> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [municipalities, births, deaths, moved_in, moved_out, immigrated, emigrated, joined_list, switched,
           gps_left, gps_hired, gps_moved, new_posts, closed_lists] = table;
    visit(municipalities, births, deaths, moved_in, moved_out, immigrated, emigrated, joined_list, switched,
          gps_left, gps_hired, gps_moved, new_posts, closed_lists);
}

template <MaybeConst<DeathCalendar> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [first, by_month] = table;
    visit(first, by_month);
}

template <MaybeConst<OnsetCalendar> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [first, seen, by_month] = table;
    visit(first, seen, by_month);
}

template <MaybeConst<YearPlan> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [year, has_target, move, emigration, births, births_planned, births_done, pull, immigrants,
           immigrant_share, inflow, people_from, people_to, event, any_event, pull_now, immigrant_share_now,
           immigrants_more, births_now] = table;
    visit(year, has_target, move, emigration, births, births_planned, births_done, pull, immigrants,
          immigrant_share, inflow, people_from, people_to, event, any_event, pull_now, immigrant_share_now,
          immigrants_more, births_now);
}

template <MaybeConst<MeasureState> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [eligible, share, share_before, spent_nok, satellites_founded, cost] = table;
    visit(eligible, share, share_before, spent_nok, satellites_founded, cost);
}

template <MaybeConst<InForce> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [caps_follow, rules, terms, measures, extra_cost] = table;
    visit(caps_follow, rules, terms, measures, extra_cost);
}

template <MaybeConst<TargetTable> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [people, infants] = table;
    visit(people, infants);
}

template <MaybeConst<PopulationTargets> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [first_year, by_year] = table;
    visit(first_year, by_year);
}

/// Of the setting only what the first day adds to what make_setting() makes.
template <MaybeConst<Setting> T, class Visit>
void visit_parts(T& table, Visit&& visit) {
    auto& [municipalities, counties, county_of, cells, practice_place, practice_municipality, travel,
           first_cell, cell_of, weight_up_to, destination_up_to, attraction, targets, satellite] = table;
    visit(cells.people, first_cell, cell_of, weight_up_to, destination_up_to, attraction, targets);
}

template <MaybeConst<World> T, class Visit>
void visit_parts(T& world, Visit&& visit) {
    auto& [setting, month, people, lists, doctors, first_list, list_of, seekers, deaths, year_plan, onsets,
           residents, member_homes, lists_estimated, continuity, flows, consultations_per_member,
           mean_consultations, work, contracts, contract_of, lasting_attractiveness, attractiveness, reserve,
           cap_level, in_force] = world;
    visit(setting, month, people, lists, doctors, first_list, list_of, seekers, deaths, year_plan, onsets,
          residents, member_homes, lists_estimated, continuity, flows, consultations_per_member,
          mean_consultations, work, contracts, contract_of, lasting_attractiveness, attractiveness, reserve,
          cap_level, in_force);
}

}  // namespace model
