#include "model/start/initial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "geo/base/error.hpp"
#include "model/measures/bills.hpp"
#include "model/measures/put_in_force.hpp"
#include "model/start/list_table.hpp"
#include "model/start/staff_figures.hpp"

namespace model {
namespace {

/// coverage_history() of the lists on the first day, or what an area alone brings.
std::vector<double> history_of(const World& world, const Inputs& inputs) {
    if (inputs.rest) return inputs.rest->history;
    std::vector<std::uint32_t> lists(world.setting.municipalities.size(), 0);
    for (const auto m : world.lists.municipality) ++lists[m.value];
    return coverage_history(inputs, lists, world.month.year() - 1);
}

}  // namespace

World make_world(Setting place, const Inputs& inputs, const Params& params, Seed seed, Month start,
                 int horizon, Remarks& remarks, const geo::StopToken& stop) {
    if (!start.is_january())
        throw geo::InputError("run.start",
                              fmt::format("official figures are of 1 January and 31 December; expected start "
                                          "= \"{}-01\"",
                                          start.year()));
    const auto lists = list_table(inputs, params.initial, start.year() - 1, seed, remarks);
    World world;
    world.month = start;
    world.lists_estimated = estimated_lists(inputs, lists.year);
    world.setting = std::move(place);
    auto& setting = world.setting;
    settle_people(world, inputs, params, seed, horizon);
    stop.check();
    setting.attraction = setting.rest ? setting.rest->attraction
                                      : attraction_of_places(setting.municipalities, world.residents.people,
                                                             params.demography);
    setting.destination_up_to = destinations(setting.attraction, setting.municipalities.size());
    world.flows = Flows{.municipalities = setting.municipalities.size()};
    // The last year, even if the run ends within it, needs its end.
    setting.targets = inputs.rest ? inputs.rest->targets
                                  : make_targets(inputs, cohort_rules(params.demography), params.follow,
                                                 start.year(), (start + horizon + 11).year(), remarks);
    stop.check();
    begin_year(world, params.demography, LifeTables(params.demography));
    stop.check();
    Params then = params;  // the first day's GPs are those of its time
    if (lists.year != inputs.lists.year)
        then.doctors = first_day_doctors(params.doctors, staff_figures(inputs.national, lists.year), lists,
                                         setting.municipalities, world.residents.people);
    const auto length = found_lists(world, inputs, lists, then, seed, remarks);
    index_lists_by_practice(world);

    Column<ListId, std::uint8_t> has_gp(world.lists.size());
    {
        // found_lists lays a municipality's lists with a GP before those without.
        std::uint32_t l = 0;
        for (std::uint32_t i = 0; i < setting.municipalities.size(); ++i) {
            const MunicipalityId m{i};
            for (int k = 0; k < lists.lists_with_gp[m]; ++k) has_gp[ListId{l++}] = 1;
            l += lists.lists_without_gp[m];
        }
    }
    const auto unreported = unreported_vacancies(lists, setting.municipalities, params.reporting, seed);
    leave_unreported(world, unreported, length, has_gp);
    if (const auto hidden = std::accumulate(unreported.begin(), unreported.end(), 0U); hidden > 0)
        remarks.push_back(
            fmt::format("{} lists that the figures count as having a GP are vacant and not "
                        "reported: vacancies were reported in part before September 2022",
                        hidden));
    staff_lists(world, has_gp, then, seed);
    first_candidates(world, params.doctors, seed);
    stop.check();
    const auto waiting = fill_lists(world, length, params, seed, remarks);
    stop.check();
    update_needs(world, params.need, seed);
    stop.check();
    recount_consultations(world, params.workload, params.need);
    recount_continuity(world);
    stop.check();
    set_reserve(world, params.posts);
    set_cap_level(world);
    first_attractiveness(world, params.appeal, history_of(world, inputs), seed);
    // What measures that begin on the first day promise, nobody knew before it.
    world.month = start + -1;
    put_in_force(world, params, seed);
    world.month = start;
    sign_before_first_day(world, params, seed);
    // The first day's caps are official; a measure on them acts in the first month.
    const auto official_caps = world.lists.cap;
    const auto caps_follow = world.in_force.caps_follow;
    put_in_force(world, params, seed);
    std::copy(official_caps.begin(), official_caps.end(), world.lists.cap.begin());
    world.in_force.caps_follow = caps_follow;
    first_cover(world, params.vacancy, seed);
    decide_terms(world, params, seed);  // budgets pay for locums, too
    work_and_earn(world, params.workload, params.money);
    account_measures(world, params, seed);
    first_waiting_lists(world, waiting, params.gp_choice, seed);
    world.flows = Flows{.municipalities = setting.municipalities.size()};
    return world;
}

World make_world(const Inputs& inputs, const Params& params, Seed seed, Month start, int horizon,
                 Remarks& remarks, const geo::OrderOf& order_of) {
    return make_world(make_setting(inputs, SettingParams(params), remarks, order_of), inputs, params, seed,
                      start, horizon, remarks);
}

}  // namespace model
