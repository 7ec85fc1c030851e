#include "model/start/setting.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/parameters.hpp"

namespace model {
namespace {

void index_counties(Setting& setting) {
    const auto& numbers = setting.municipalities.county_number;
    setting.counties.assign(numbers.begin(), numbers.end());
    if (setting.rest)
        setting.counties.insert(setting.counties.end(), setting.rest->counties.begin(),
                                setting.rest->counties.end());
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
void place_satellites(Setting& setting, const SettingParams::Satellites& wish) {
    const double far_m = 1000 * wish.far_km;
    const double near_m = 1000 * wish.near_km;
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

SettingParams::SettingParams(const Params& params)
    : roads(params.roads),
      snapping(params.snapping),
      cell_m(params.initial.cell_m),
      reach_minutes(params.initial.reach_minutes),
      sites(sites_of(params.events)),
      closures(closures_of(params.events)) {
    for (const auto& measure : params.measures)
        for (const auto& effect : measure.effects)
            if (effect.lever == Lever::satellite_lists)
                satellites = {params.measure_rules.satellite_far_km, params.measure_rules.satellite_near_km};
}

Setting make_setting(const Inputs& inputs, const SettingParams& params, Remarks& remarks,
                     const geo::OrderOf& order_of, const geo::StopToken& stop) {
    Setting setting;
    setting.municipalities = inputs.municipalities;
    setting.rest = inputs.rest;
    index_counties(setting);
    setting.cells = geo::coarsen(inputs.grid, static_cast<std::uint32_t>(params.cell_m));
    setting.practice_place = inputs.practices.place;
    setting.practice_municipality = inputs.practices.municipality;
    stop.check();
    if (params.satellites) place_satellites(setting, *params.satellites);
    setting.first_event_site = PracticeId{setting.practice_place.size()};
    for (const auto& site : params.sites) {
        setting.practice_place.push_back(site.place);
        setting.practice_municipality.push_back(site.municipality);
    }
    std::vector<geo::Point> centres(setting.cells.size());
    for (std::uint32_t c = 0; c < setting.cells.size(); ++c)
        centres[c] = geo::centre(setting.cells, CellId{c});
    const geo::RoadTravel roads(inputs.roads, params.roads, params.snapping, centres,
                                setting.practice_place.values(), [&](const geo::RoadGraph& graph) {
                                    stop.check();
                                    auto order = order_of(graph);
                                    stop.check();
                                    return order;
                                });
    stop.check();
    setting.travel = roads.table(geo::Minutes{static_cast<float>(params.reach_minutes)});
    if (!params.closures.empty())
        setting.travel_first = std::make_shared<const geo::TravelTable>(setting.travel);
    for (const auto& closed : params.closures) {
        stop.check();
        setting.travel_from.push_back(
            {closed.from, closed.lines.empty()
                              ? setting.travel_first
                              : std::make_shared<const geo::TravelTable>(roads.table_without(
                                    closed.lines, geo::Minutes{static_cast<float>(params.reach_minutes)}))});
    }
    remark_on_snapping(setting, roads.cells(), remarks);
    return setting;
}

}  // namespace model
