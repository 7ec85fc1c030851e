#include "viz/risk/risk_map.hpp"

#include <algorithm>
#include <cmath>

#include "viz/map/map_options.hpp"
#include "viz/map/map_view.hpp"
#include "viz/messages.hpp"

namespace viz {
namespace {

model::Futures over_in(const model::Chances& chances, std::optional<int> year) {
    if (!year) return chances.soon;
    return std::find_if(chances.years.begin(), chances.years.end(),
                        [&](const model::YearChances& one) { return one.year == *year; })
        ->over;
}

}  // namespace

RiskMap risk_map(const data::Snapshot& snapshot, const RiskReport& report, Language language) {
    const auto year = report.request.year;
    const auto& said = messages(language);
    const auto limit = format_number(report.request.limit, decimals_of(report.request.limit), language);
    RiskMap map{std::vector<double>(snapshot.municipalities.size(), std::nan("")),
                map_of_municipalities(snapshot.municipalities, snapshot.run.inputs, language)};
    for (const auto& place : report.places)
        map.values[place.area.members.front().value] = 100 * over_in(place.chances, year).share();

    auto& spec = map.spec;
    spec.title = said.risk.map_title(limit);
    spec.legend_title = year ? said.risk.map_in_year(*year) : std::string(said.risk.map_soon);
    spec.unit = said.risk.map_unit;
    spec.classes = user_classes({10, 30, 50, 70, 90}, true);
    spec.subtitle = joined({risk_area(report, language), scenario_title(snapshot, language),
                            said.risk.map_futures(report.futures)});
    spec.footer = map_footer(snapshot, language);
    spec.neighbours = &snapshot.neighbours;
    if (report.request.area.members.size() < map.values.size())
        for (const auto m : report.request.area.members) spec.zoom.push_back(m.value);
    return map;
}

}  // namespace viz
