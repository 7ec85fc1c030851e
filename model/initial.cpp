#include "model/initial.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geo/base/error.hpp"
#include "geo/road_travel.hpp"
#include "model/list_table.hpp"
#include "model/measures_in_force.hpp"
#include "model/parameters.hpp"

namespace model {

namespace {

void index_counties(Setting& setting) {
    const auto& numbers = setting.municipalities.county_number;
    setting.counties.assign(numbers.begin(), numbers.end());
    std::sort(setting.counties.begin(), setting.counties.end());
    setting.counties.erase(std::unique(setting.counties.begin(), setting.counties.end()),
                           setting.counties.end());
    for (const auto& number : numbers)
        setting.county_of.push_back(static_cast<std::uint8_t>(
            std::lower_bound(setting.counties.begin(), setting.counties.end(), number) -
            setting.counties.begin()));
}

/// Adds a practice without lists in each municipality where a measure may found a satellite surgery: in the
/// square with most people within satellite_near_km of it, among squares farther than satellite_far_km from
/// every practice.
void place_satellites(Setting& setting, const Params& params) {
    const double far_m = 1000 * params.measure_rules.satellite_far_km;
    const double near_m = 1000 * params.measure_rules.satellite_near_km;
    const bool wanted =
        std::any_of(params.measures.begin(), params.measures.end(), [](const Measure& measure) {
            return std::any_of(measure.effects.begin(), measure.effects.end(),
                               [](const MeasureEffect& e) { return e.lever == Lever::satellite_lists; });
        });
    if (!wanted) return;
    std::vector<std::vector<CellId>> far(setting.municipalities.size());
    for (std::uint32_t c = 0; c < setting.cells.size(); ++c) {
        const auto place = geo::centre(setting.cells, CellId{c});
        const bool is_far = std::all_of(setting.practice_place.begin(), setting.practice_place.end(),
                                        [&](geo::Point p) { return geo::distance_m(p, place) > far_m; });
        if (is_far) far[municipality_of(setting, CellId{c}).value].push_back(CellId{c});
    }
    setting.satellite.values().assign(far.size(), none<PracticeId>);
    for (std::uint32_t i = 0; i < far.size(); ++i) {
        double most = 0;
        geo::Point best{};
        for (const auto cell : far[i]) {
            const auto place = geo::centre(setting.cells, cell);
            double people = 0;
            for (const auto other : far[i])
                if (geo::distance_m(place, geo::centre(setting.cells, other)) <= near_m)
                    people += setting.cells.people[other];
            if (people > most) {
                most = people;
                best = place;
            }
        }
        if (most <= 0) continue;
        setting.satellite[MunicipalityId{i}] = PracticeId{setting.practice_place.size()};
        setting.practice_place.push_back(best);
        setting.practice_municipality.push_back(MunicipalityId{i});
    }
}

/// Says how far homes lie from the road they are joined to, and names those that reach no practice.
void remark_on_snapping(const Setting& setting, const std::vector<geo::Access>& homes, Remarks& remarks) {
    double farthest = 0;
    std::uint32_t alone = 0;
    std::uint32_t no_practice = 0;
    for (std::uint32_t c = 0; c < homes.size(); ++c) {
        if (homes[c].joined())
            farthest = std::max(farthest, homes[c].distance_m);
        else
            ++alone;
        no_practice += setting.travel.practices_of(CellId{c}).empty();
    }
    remarks.push_back(
        fmt::format("inhabited squares lie at most {:.1f} km from the road they are joined to; {} find no "
                    "road, {} reach no practice in time",
                    farthest / 1000, alone, no_practice));
}

}  // namespace

Setting make_setting(const Inputs& inputs, const Params& params, Remarks& remarks,
                     const geo::OrderOf& order_of) {
    Setting setting;
    setting.municipalities = inputs.municipalities;
    index_counties(setting);
    setting.cells = geo::coarsen(inputs.grid, static_cast<std::uint32_t>(params.initial.cell_m));
    setting.practice_place = inputs.practices.place;
    setting.practice_municipality = inputs.practices.municipality;
    place_satellites(setting, params);
    std::vector<geo::Point> centres(setting.cells.size());
    for (std::uint32_t c = 0; c < setting.cells.size(); ++c)
        centres[c] = geo::centre(setting.cells, CellId{c});
    const geo::RoadTravel roads(inputs.roads, params.roads, params.snapping, centres,
                                setting.practice_place.values(), order_of);
    setting.travel = roads.table(geo::Minutes{static_cast<float>(params.initial.reach_minutes)});
    remark_on_snapping(setting, roads.cells(), remarks);
    return setting;
}

World make_world(Setting place, const Inputs& inputs, const Params& params, Seed seed, Month start,
                 int horizon, Remarks& remarks) {
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
    setting.destination_up_to =
        destinations(setting.municipalities, world.residents.people, params.demography);
    world.flows.clear(setting.municipalities.size());
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
    fill_lists(world, length, params, seed, remarks);
    update_needs(world, params.need, seed);
    recount_consultations(world, params.workload, params.need);
    recount_continuity(world);
    put_in_force(world, params, seed);
    cover_vacancies(world, params.vacancy, seed);
    work_and_earn(world, params.workload, params.money);
    account_measures(world, params);
    first_attractiveness(world, params.appeal, seed);
    first_waiting_lists(world, params.gp_choice, seed);
    world.flows.clear(setting.municipalities.size());
    return world;
}

World make_world(const Inputs& inputs, const Params& params, Seed seed, Month start, int horizon,
                 Remarks& remarks, const geo::OrderOf& order_of) {
    return make_world(make_setting(inputs, params, remarks, order_of), inputs, params, seed, start, horizon,
                      remarks);
}

}  // namespace model
