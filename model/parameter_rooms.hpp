#pragma once
// Visitors of every parameter: for the scenario reader, the schema and the tables, and for nobody else.
#include <string>
#include <string_view>
#include <tuple>

#include "model/parameters.hpp"

namespace model {

/// Calls visit(room name, room) for every room in the order of the month.
template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, Params>
void visit_rooms(P& p, Visit&& visit) {
    visit("roads", p.roads);
    visit("snapping", p.snapping);
    visit("initial", p.initial);
    visit("demography", p.demography);
    visit("posts", p.posts);
    visit("appeal", p.appeal);
    visit("gp_exit", p.gp_exit);
    visit("vacancy", p.vacancy);
    visit("reporting", p.reporting);
    visit("doctors", p.doctors);
    visit("recruitment", p.recruitment);
    visit("gp_choice", p.gp_choice);
    visit("need", p.need);
    visit("workload", p.workload);
    visit("money", p.money);
    visit("continuity", p.continuity);
    visit("follow_up", p.follow_up);
    visit("measure_rules", p.measure_rules);
    visit("area_alone", p.area_alone);
}

/// Calls visit(name, value, field) for every number; name is "room.parameter", or "room.parameter[label]" in
/// a table.
template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, Params>
void visit_numbers(P& params, Visit&& visit) {
    visit_rooms(params, [&](std::string_view room, auto& p) {
        visit_fields(p, [&](std::string_view name, auto& value, const auto&... rest) {
            const auto path = std::string(room) + "." + std::string(name);
            if constexpr (sizeof...(rest) == 1) {
                visit(path, value, rest...);
            } else {
                const auto& [labels, field] = std::tie(rest...);
                for (std::size_t i = 0; i < value.size(); ++i)
                    visit(path + "[" + std::string(labels[i]) + "]", value[i], field);
            }
        });
    });
}

}  // namespace model
