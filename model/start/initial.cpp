#include "model/start/initial.hpp"

#include <fmt/format.h>

#include "geo/base/error.hpp"
#include "model/measures/bills.hpp"
#include "model/measures/put_in_force.hpp"
#include "model/parameters.hpp"
#include "model/start/list_table.hpp"
#include "model/start/setting.hpp"

namespace model {

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
    world.setting = std::move(place);
    auto& setting = world.setting;
    settle_people(world, inputs, params, seed, horizon);
    stop.check();
    setting.destination_up_to =
        destinations(setting.municipalities, world.residents.people, params.demography);
    world.flows = Flows{.municipalities = setting.municipalities.size()};
    setting.targets = make_targets(inputs.population, inputs.population_ahead, setting.municipalities,
                                   params.alignment, start.year() + 1, (start + horizon).year(), remarks);
    if (!setting.targets.by_year.empty()) setting.nearest_pairs = pairs_by_distance(setting.municipalities);
    const auto length = found_lists(world, inputs, lists, params, seed, remarks);
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
    staff_lists(world, has_gp, params, seed);
    first_candidates(world, params.doctors, seed);
    const auto waiting = fill_lists(world, length, params, seed, remarks);
    stop.check();
    update_needs(world, params.need, seed);
    stop.check();
    recount_consultations(world, params.workload, params.need);
    recount_continuity(world);
    put_in_force(world, params, seed);
    cover_vacancies(world, params.vacancy, seed);
    work_and_earn(world, params.workload, params.money);
    account_measures(world, params);
    first_attractiveness(world, params.appeal, seed);
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
