#pragma once
// Which vacant lists the official figures know of. Until municipalities were asked in the autumn of 2022 to
// report them, some lists without a GP stood as having one.
#include "model/params.hpp"
#include "model/rng.hpp"
#include "model/world.hpp"

namespace model {

/// From this month on every vacant list is reported (Helfo's request to the municipalities; the figure of
/// October 2022 jumps).
inline constexpr Month all_reported_from = Month::of(std::chrono::year{2022} / std::chrono::September);

struct ReportingParams {
    double reported_before = 0.75;
};

template <class P, class Visit>
requires std::same_as<std::remove_const_t<P>, ReportingParams>
void visit_fields(P& p, Visit&& visit) {
    visit(
        "reported_before", p.reported_before,
        Field{
            "chance that a vacancy is reported before September 2022", 0.05, 1,
            "assumption: part of the jump of vacant lists from September to October 2022 is Helfo's request "
            "to municipalities to report them (Helsedirektoratet, November 2023), how much is not "
            "published; sweep 0.6 to 1"});
}

/// Lists per municipality that `table` counts as having a GP but that in truth have none, on 1 January after
/// its year: none from September 2022 on. The nation's number is what the chance makes of those reported;
/// they lie where vacancies are reported, half in the municipality itself, half in all of its centrality
/// class. Each municipality with lists keeps one with a GP.
Column<MunicipalityId, std::uint16_t> unreported_vacancies(const ListTable& table,
                                                           const Municipalities& municipalities,
                                                           const ReportingParams& params, Seed seed);

/// Takes the GP from so many lists of each municipality, the shortest ones (assumption: as the patients of
/// vacant lists are few), and marks them as unreported. `length`: patients each list shall have.
void leave_unreported(World& world, const Column<MunicipalityId, std::uint16_t>& unreported,
                      const Column<ListId, std::uint32_t>& length, Column<ListId, std::uint8_t>& has_gp);

/// Decides once per vacancy, in the month it begins, whether it is reported; from September 2022 on all are.
void report_vacancies(World& world, const ReportingParams& params, Seed seed);

}  // namespace model
